"""Before the workshop: the invitation to a team, in its language, and the print pack."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, Response, abort, request

from workshop.rules.agenda import Translate
from workshop.rules.agenda import message as _
from workshop.rules.stages import KIND_NAMES
from workshop.rules.words_in_a_row import listed
from workshop.storage.library import Listed, open_workshop
from workshop.summary.formats.print_pack import MOST_SEATS, PackStage, PrintPack
from workshop.summary.reader import Reader, reader
from workshop.views import Room, read_room
from workshop.views.agenda import asked
from workshop.web.error_pages import error_page
from workshop.web.guarding.access import need_desk
from workshop.web.guarding.addresses import qr_rows
from workshop.web.page_language import translate
from workshop.web.rendering import page
from workshop.web.services import on_database, reads, services
from workshop.web.summaries.file_maker import Busy, NotMade

blueprint = Blueprint("before", __name__, url_prefix="/desk")
PRINTED_SEATS = 12
"""Cards that are printed where nobody says how many."""


@dataclass(frozen=True)
class Coming:
    """An open workshop, as the library lists it and as its file has it."""

    listed: Listed
    room: Room


@blueprint.get("/<id_>/before")
def view(id_: str) -> Response:
    """The text to copy, and the way to the print pack."""
    room = _coming(id_).room
    language = room.state.language
    return page(
        "before.html",
        id=id_,
        title=room.state.title,
        spoken=language,
        text=invitation(room, reader(language)),
        cards=_asks(room) and not room.state.remote,
        seats=PRINTED_SEATS,
        most=MOST_SEATS,
        module=services().statics.url("js/pages/before.js"),
    )


@blueprint.get("/<id_>/print-pack.pdf")
def print_pack(id_: str) -> Response:
    """The run sheet, signs and folded cards, as one PDF in the workshop's language."""
    coming = _coming(id_)
    spoken = coming.room.state.language
    try:
        body = services().file_maker.make_pack(spoken, _pack(coming, reader(spoken)))
    except (Busy, NotMade):
        return error_page(
            503,
            translate("The print pack could not be made"),
            translate("Try again in a minute. Nothing is lost."),
            "back",
        )
    response = Response(body, content_type="application/pdf")
    response.headers.set("Content-Disposition", "inline", filename="print-pack.pdf")
    return response


def _coming(id_: str) -> Coming:
    need_desk(id_)
    return _find(id_) or abort(410)


@on_database
def _find(id_: str) -> Coming | None:
    listed = reads(open_workshop)(id_)
    stored = services().store.workshops.open(id_) if listed and not listed.sealing else None
    return Coming(listed, read_room(stored)) if listed and stored else None


def _pack(coming: Coming, spoken: Reader) -> PrintPack:
    state, wifi = coming.room.state, coming.room.wifi
    listed, addresses = coming.listed, services().addresses
    in_a_room = not state.remote
    shown = wifi.password if wifi and wifi.shown else ""
    return PrintPack(
        title=state.title,
        team=state.team,
        language=state.language,
        free_at=state.free_at,
        stages=_stages(coming.room, spoken),
        seats=_seats() if in_a_room else 0,
        asks=_asks(coming.room),
        code=f"{listed.code[:3]} {listed.code[3:]}",
        address=addresses.shown,
        join_qr=list(qr_rows(f"{addresses.origin}/j/{listed.code}{listed.suffix}"))
        if in_a_room
        else [],
        wifi_name=wifi.name if wifi else "",
        wifi_password=shown,
        wifi_qr=list(wifi.qr) if wifi else [],
        support=state.support,
        reporting=state.reporting,
    )


def _stages(room: Room, spoken: Reader) -> list[PackStage]:
    return [
        PackStage(
            name=stage.name or spoken.translate(KIND_NAMES[stage.kind]),
            minutes=stage.minutes,
            prompts=[
                text for text in (asked(room, place), stage.added, stage.second_prompt) if text
            ],
            cue=stage.cue,
        )
        for place, stage in enumerate(room.agenda.stages)
    ]


def _asks(room: Room) -> list[str]:
    """Returns what the first stage of writing asks; nothing where nobody writes."""
    writing = (stage for stage in room.agenda.stages if stage.kind == "write")
    return [
        text
        for stage in list(writing)[:1]
        for text in (stage.prompt, stage.added, stage.second_prompt)
        if text
    ]


def _seats() -> int:
    """Returns how many cards are asked for, as many as are printed at most."""
    asked = request.args.get("seats", "")
    return min(int(asked), MOST_SEATS) if asked.isascii() and asked.isdigit() else PRINTED_SEATS


def invitation(room: Room, reader: Reader) -> str:
    """Returns the text, with blanks for the day, the time and the place."""
    parts = [
        *_what_happens(room, reader),
        *_what_is_asked(room, reader),
        *_what_is_kept(room, reader),
    ]
    return "\n\n".join(filter(None, parts))


def _has(room: Room, *kinds: str) -> bool:
    return any(stage.kind in kinds for stage in room.agenda.stages)


def _what_happens(room: Room, reader: Reader) -> Iterator[str]:
    translate = reader.translate
    yield room.state.title
    yield _when_and_where(room, translate)
    yield " ".join([
        translate("We meet to learn from what went wrong, without anyone losing face."),
        reader.plural("It takes {n} minute.", "It takes {n} minutes.", _told(room.agenda.minutes)),
    ])  # fmt: skip
    steps = [
        translate("We look at what became of what we took on.") if _has(room, "follow_up") else "",
        translate("We hear how something failed, and what it taught.")
        if _has(room, "story")
        else "",
        translate(
            "Everyone has a few quiet minutes to write down a failure of their own, without a name."
        )
        if _has(room, "write")
        else "",
        translate("We vote on the lessons that we take with us.") if _has(room, "vote") else "",
        translate("Anyone who wants to can take on something small.")
        if _has(room, "commit")
        else "",
    ]
    yield "\n".join(f"- {step}" for step in steps if step)


def _when_and_where(room: Room, translate: Translate) -> str:
    if room.state.hybrid:
        return translate("When: ___\nWhere: ___, or in the call; the link follows.")
    if room.state.remote:
        return translate("When: ___\nWhere: in the call; the link follows.")
    return translate("When: ___\nWhere: ___")


def _device(room: Room, translate: Translate) -> str:
    if room.state.hybrid:
        return translate(
            "If you are in the room, bring your phone; paper works too. If you are in the call, "
            "have your phone beside you, or a second window. There is no app and no account."
        )
    if room.state.remote:
        return translate(
            "Have your phone beside you, or a second window. There is no app and no account."
        )
    return translate("Bring your phone. There is no app and no account; paper works too.")


def _what_is_asked(room: Room, reader: Reader) -> Iterator[str]:
    translate = reader.translate
    nobody = translate(
        "Nobody has to write. “Nothing to add” is enough, and you can step out at any time."
    )
    yield f"{_device(room, translate)} {nobody if _has(room, 'write') else ''}".strip()
    if _has(room, "write"):
        yield translate("Write about failures at work that are behind you, and name nobody else.")


def _what_is_kept(room: Room, reader: Reader) -> Iterator[str]:
    translate = reader.translate
    yield " ".join([
        translate("A summary is kept: {what}.").format(what=listed(_kept(room, reader), translate)),
        translate("Everything else is erased at the end."),
        translate(
            "No screen and no file shows who wrote what. If few of us write, guessing is easy."
        ),
    ])  # fmt: skip
    if room.state.support:
        form = translate("People to talk to afterwards: {names}")
        yield form.format(names=room.state.support)
    if room.state.reporting:
        form = translate("This is not a reporting channel. To report something: {channel}")
        yield form.format(channel=room.state.reporting)


def _kept(room: Room, reader: Reader) -> Iterator[str]:
    """Lists what the summary keeps, of what the agenda has."""
    translate = reader.translate
    told = [room.story, room.second_story][: room.agenda.tells()]
    if tellers := [one.told_by.name for one in told if one]:
        yield translate(_story_words(tellers))
    if _has(room, "follow_up"):
        yield translate("what became of earlier commitments")
    votes = _has(room, "vote")
    yield translate("the lessons with their votes") if votes else translate("the lessons")
    if _has(room, "commit"):
        yield translate("what people took on under their own names")
    if _has(room, "write"):
        yield translate("the cards whose writers allow it")


def _story_words(tellers: list[str]) -> str:
    """Returns how many stories are kept, and whether under a name; "" is a teller without one."""
    if len(tellers) > 1:
        return _("both stories with their tellers’ names") if any(tellers) else _("both stories")
    return _("the story with its teller’s name") if any(tellers) else _("the story")


def _told(minutes: int) -> int:
    """Returns the minutes to keep free: an agenda of 57 has three in reserve."""
    return -(-minutes // 5) * 5
