"""What a team is told before the workshop, in its language, and what is printed."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, request

from workshop.rules.kinds import KIND_NAMES
from workshop.storage.library import Listed, open_workshop
from workshop.summary.formats.print_pack import MOST_SEATS, PackStage, PrintPack
from workshop.summary.reader import Reader, reader
from workshop.views import Room, read_room
from workshop.views.agenda import asked
from workshop.web.error_pages import error_page
from workshop.web.guarding.access import need_desk
from workshop.web.guarding.addresses import qr_rows
from workshop.web.page_language import translate
from workshop.web.preparing.invitation import invitation
from workshop.web.rendering import page
from workshop.web.services import on_database, services
from workshop.web.summaries.file_maker import Busy, NotMade

blueprint = Blueprint("before", __name__, url_prefix="/desk")
SEATS = 12
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
        seats=SEATS,
        most=MOST_SEATS,
        module=services().statics.url("js/pages/before.js"),
    )


@blueprint.get("/<id_>/print-pack.pdf")
def print_pack(id_: str) -> Response:
    """The run sheet, signs and folded cards, as one PDF in the workshop's language."""
    coming = _coming(id_)
    spoken = coming.room.state.language
    try:
        body = services().press.make_pack(spoken, _pack(coming, reader(spoken)))
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
    found: Coming | None = on_database(_find, id_)
    return found or abort(410)


def _find(id_: str) -> Any:
    store = services().store
    with store.library.read() as session:
        listed = open_workshop(session, id_)
    file = store.file(id_) if listed and not listed.sealing else None
    return Coming(listed, read_room(file)) if listed and file else None


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
    return min(int(asked), MOST_SEATS) if asked.isascii() and asked.isdigit() else SEATS
