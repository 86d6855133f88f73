"""The print pack as PDF: words in the workshop's language, set by typst."""

from collections.abc import Callable

from workshop.summary.formats.letters import visible
from workshop.summary.formats.print_pack import PrintPack
from workshop.summary.formats.typesetting import Data, people, typeset
from workshop.summary.reader import Reader

Theirs = Callable[[str], Data]
"""Sets people's words apart, as the template takes them."""
Said = Callable[[str], str]


def render(pack: PrintPack, reader: Reader) -> bytes:
    """Returns the PDF, in the workshop's language."""
    return typeset("print_pack.typ", contents(pack, reader))


def contents(pack: PrintPack, reader: Reader) -> Data:
    """Returns all that the template sets, as ready sentences."""
    translate = reader.translate

    def theirs(text: str) -> Data:
        return people(" ".join(visible(text).split()), pack.language, reader.direction)

    return {
        "lang": reader.language,
        "dir": reader.direction,
        "document": f"{visible(pack.title)}: {translate('Print pack')}",
        "title": theirs(pack.title),
        "team": theirs(pack.team) if pack.team else None,
        "run": _run_sheet(pack, reader, theirs),
        "sign": _sign(pack, translate, theirs) if pack.join_qr else None,
        "card": _card(pack, translate, theirs) if pack.seats and pack.asks else None,
    }


def _run_sheet(pack: PrintPack, reader: Reader, theirs: Theirs) -> Data:
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


def _contacts(pack: PrintPack, translate: Said, theirs: Theirs) -> list[Data]:
    found = [
        (translate("People to talk to afterwards"), pack.support),
        (translate("The reporting channel"), pack.reporting),
    ]
    return [{"name": name, "words": theirs(words)} for name, words in found if words]


def _sign(pack: PrintPack, translate: Said, theirs: Theirs) -> Data:
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


def _card(pack: PrintPack, translate: Said, theirs: Theirs) -> Data:
    return {
        "heading": translate("Paper cards"),
        "seats": pack.seats,
        "asks": [theirs(text) for text in pack.asks],
        "fold": translate("Fold here, with the writing inside"),
        "note": translate("Print clearly. No names. You may leave it empty."),
        "may": translate("This card may appear in the summary"),
    }
