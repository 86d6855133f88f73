"""The print pack: what a room is prepared with on paper, as one PDF in the workshop's language.

The run sheet, signs with the code, and a card for each seat, four on a page: each is folded along
its middle, so that what is written lies inside.
"""

from collections.abc import Callable
from typing import Any

from workshop.protocol.base import Closed
from workshop.rules.text import visible
from workshop.summary.reader import Reader

MOST_SEATS = 80
"""Cards that are printed at most, one a seat."""


class PackStage(Closed):
    """A stage as whoever leads reads it: `prompts` is what the room sees, `cue` what to do."""

    name: str
    minutes: int
    prompts: list[str]
    cue: str


class PrintPack(Closed):
    """The words of all that is printed for a workshop.

    `seats` is how many cards, 0 for none; `asks` is what a card asks, none where nobody writes;
    `join_qr` is empty where nobody comes in by a sign.
    """

    title: str
    team: str
    language: str
    free_at: str
    stages: list[PackStage]
    seats: int
    asks: list[str]
    code: str
    address: str
    join_qr: list[str]
    wifi_name: str
    wifi_password: str
    wifi_qr: list[str]
    support: str
    reporting: str


PackData = dict[str, Any]
"""Words as the template takes them."""
Theirs = Callable[[str], PackData]
"""Sets people's words apart."""
SaysWords = Callable[[str], str]


def render(pack: PrintPack, reader: Reader) -> bytes:
    """Returns the PDF."""
    # Brings typst along, which the server that orders a pack does not need.
    from workshop.summary.formats.typesetting import people, typeset

    def theirs(text: str) -> PackData:
        return people(" ".join(visible(text).split()), pack.language, reader.direction)

    return typeset("print_pack.typ", _contents(pack, reader, theirs))


def _contents(pack: PrintPack, reader: Reader, theirs: Theirs) -> PackData:
    """Returns all that the template sets, as ready sentences."""
    translate = reader.translate
    return {
        "lang": reader.language,
        "dir": reader.direction,
        "document": ": ".join((visible(pack.title), translate("Print pack"))),
        "title": theirs(pack.title),
        "team": theirs(pack.team) if pack.team else None,
        "run": _run_sheet(pack, reader, theirs),
        "sign": _sign(pack, translate, theirs) if pack.join_qr else None,
        "card": _card(pack, translate, theirs) if pack.seats and pack.asks else None,
    }


def _run_sheet(pack: PrintPack, reader: Reader, theirs: Theirs) -> PackData:
    translate, begins = reader.translate, 0
    rows = []
    for stage in pack.stages:
        rows.append({
            "begins": f"{begins // 60}:{begins % 60:02}",
            "minutes": translate("{n} min").format(n=stage.minutes),
            "name": theirs(stage.name),
            "prompts": [theirs(text) for text in stage.prompts],
            "cue": theirs(stage.cue) if stage.cue else None,
        })  # fmt: skip
        begins += stage.minutes
    until = translate("The room must be free at {time}.").format(time=pack.free_at)
    return {
        "heading": translate("Run sheet"),
        "whole": reader.plural("{n} minute", "{n} minutes", begins),
        "free": until if pack.free_at else "",
        "columns": [
            translate("Begins"),
            translate("Stage"),
            translate("What the room sees, and what to do"),
        ],
        "rows": rows,
        "contacts": _contacts(pack, translate, theirs),
    }


def _contacts(pack: PrintPack, translate: SaysWords, theirs: Theirs) -> list[PackData]:
    found = [
        (translate("People to talk to afterwards"), pack.support),
        (translate("The reporting channel"), pack.reporting),
    ]
    return [{"name": name, "words": theirs(words)} for name, words in found if words]


def _sign(pack: PrintPack, translate: SaysWords, theirs: Theirs) -> PackData:
    return {
        "heading": translate("Join with your phone"),
        "code_name": translate("Code"),
        "code": pack.code,
        "address_name": translate("Address"),
        "address": pack.address,
        "qr": pack.join_qr,
        "qr_alt": translate("QR code for joining"),
        "join": translate("Scan this to join"),
        "wifi_qr": pack.wifi_qr,
        "wifi_alt": translate("QR code for the Wi-Fi"),
        "wifi": translate("First scan this for the Wi-Fi"),
        "wifi_name": theirs(pack.wifi_name) if pack.wifi_name else None,
        "password_name": translate("Password"),
        "password": pack.wifi_password,
        "nobody": translate("No app, no account. You may pass."),
    }


def _card(pack: PrintPack, translate: SaysWords, theirs: Theirs) -> PackData:
    return {
        "heading": translate("Paper cards"),
        "seats": pack.seats,
        "asks": [theirs(text) for text in pack.asks],
        "fold": translate("Fold here, with the writing inside"),
        "note": translate("Print clearly. No names. You can leave it empty."),
        "may": translate("This card may appear in the summary"),
    }
