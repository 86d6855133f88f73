"""The page on which an open workshop is changed: each part is a sentence, and one of them is open.

A change is a command like any press at the desk, so phones, desks and the room's screen follow.
"""

from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, Response, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from workshop.live.board import Board
from workshop.people.members import team_of_workshop
from workshop.protocol.commands import TellStory
from workshop.protocol.messages import Ok, Refused
from workshop.stories.shelf import Shelved
from workshop.views import Room, read_room
from workshop.web.changing.change_parts import (
    ChangePart,
    F,
    Values,
    faults_of,
    parts_of,
    places_in_words,
)
from workshop.web.forms import read_sent
from workshop.web.guarding.access import grant_of, need_desk
from workshop.web.page_language import translate
from workshop.web.rendering import page
from workshop.web.services import on_database, reads_all, services
from workshop.web.stories.story_form import (
    OF_ANOTHER_TEAM,
    PROMISED,
    chosen_story,
    is_promised,
    lay_out,
    of_another_team,
    proposals,
)
from workshop.web.telling.waiting_workshops import take_out_if_withdrawn

blueprint = Blueprint("change", __name__, url_prefix="/desk")


@dataclass(frozen=True)
class Open:
    """The part whose fields can be seen, "" for none: what stands in them, and what is wrong."""

    name: str = ""
    values: Values = field(default_factory=dict)
    faults: Values = field(default_factory=dict)


@blueprint.get("/<id_>/change/")
def view(id_: str) -> Response:
    """Answers with the page of all parts, and what holds now; after a change, that it holds."""
    room = room_of(_board(id_))
    return _page(id_, room, Open(), kept=request.args.get("kept", ""))


@blueprint.get("/<id_>/change/<name>")
def form(id_: str, name: str) -> Response:
    """Answers with the page on which one part is open."""
    room = room_of(_board(id_))
    part = _part(room, name)
    if part.closed(room):
        return _page(id_, room, Open())
    return _page(id_, room, Open(name, {**_fresh(part, room), **_chosen(room, name)}))


@blueprint.post("/<id_>/change/<name>")
def change(id_: str, name: str) -> AnyResponse:
    """Changes a part; or shows its fields again, with nothing lost, and what is wrong."""
    board = _board(id_)
    room = room_of(board)
    part = _part(room, name)
    sent = read_sent(part.form)
    if sent.values.get("read_pasted"):
        return _page(id_, room, Open(name, *lay_out(sent.values)))
    faults = _change(board, part, sent.form) if sent.form else sent.faults
    if not faults:
        return redirect(f"/desk/{id_}/change/?kept={name}#part-{name}", 303)
    # Read anew: another desk may have been faster, and what it wrote is what is seen now.
    room = room_of(board)
    return _page(id_, room, Open(name, {**sent.values, "seen": part.seen(room)}, faults), 422)


def _change(board: Board, part: ChangePart[F], form: F) -> Values:
    """Has a part changed; gives what is wrong, by field, "" for the whole part."""
    asked = part.asked(form)
    if isinstance(asked, dict):
        return asked
    if isinstance(asked, TellStory) and is_promised(asked.library, board.id):
        return {"story": translate(PROMISED)}
    if isinstance(asked, TellStory) and of_another_team(
        asked.library, reads_all(team_of_workshop)(board.id)
    ):
        return {"story": translate(OF_ANOTHER_TEAM)}
    answer = services().live.at_desk(board, asked)
    if isinstance(asked, TellStory):
        take_out_if_withdrawn(asked.library)
    if isinstance(answer, Ok):
        return {}
    if isinstance(answer, Refused):
        return faults_of(answer)
    return {"": translate("It could not be stored right now. Press again in a moment.")}


def _fresh(part: ChangePart[Any], room: Room) -> dict[str, str]:
    return {**part.values(room), "seen": part.seen(room)}


def _board(id_: str) -> Board:
    need_desk(id_)
    return open_board(id_)


def open_board(id_: str) -> Board:
    """The board of an open workshop; ends the request where there is none."""
    board = services().boards.get(id_)
    if board is None:
        abort(404)
    if board.sealed:
        abort(410)
    return board


def _part(room: Room, name: str) -> ChangePart[Any]:
    return parts_of(room).get(name) or abort(404)


def room_of(board: Board) -> Room:
    """Reads an open workshop as it stands; ends the request where it is over."""
    return _read(board.id) or abort(410)


@on_database
def _read(id_: str) -> Room | None:
    stored = services().store.workshops.open(id_)
    room = read_room(stored) if stored else None
    return room if room and room.state.phase != "closed" else None


def _page(id_: str, room: Room, opened: Open, status: int = 200, kept: str = "") -> Response:
    parts = parts_of(room)
    return page(
        "change.html",
        status,
        id=id_,
        own_team=not services().settings.hosted,
        room=room,
        opened=opened.name,
        values=opened.values,
        faults=opened.faults,
        kept=kept if kept in parts else "",
        now={name: part.values(room) for name, part in parts.items()},
        closed={name: why for name, part in parts.items() if (why := part.closed(room))},
        choices=_choices(room, opened),
        browses=grant_of("facilitator") is not None,
        places=places_in_words(),
        module=services().statics.url("js/pages/change.js"),
    )


def _chosen(room: Room, name: str) -> dict[str, str]:
    """The story with which somebody comes back from the shelf; none for any other part."""
    id_ = request.args.get("chosen", "") if name.startswith("story") else ""
    return {"story": id_} if id_ and chosen_story(id_, room.state.language) else {}


def _choices(room: Room, opened: Open) -> list[Shelved]:
    """The stories that the open part offers; nothing where no story is chosen."""
    if not opened.name.startswith("story"):
        return []
    return proposals(room.state.language, "", opened.values.get("story", ""))
