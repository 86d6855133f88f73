"""The agenda of an open workshop, on the page of the agendas' editor: what has opened stands still,
and everything to come can be shaped."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

import msgspec
from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from workshop.actions.shape import agenda_of, seen_agenda
from workshop.live.board import Board
from workshop.protocol import commands
from workshop.protocol.messages import Ok, Refused
from workshop.rules.agenda import Agenda
from workshop.rules.agenda_change import change_faults
from workshop.rules.agenda_faults import Fault
from workshop.views import Room
from workshop.web.agendas.agenda_editor import editor
from workshop.web.agendas.agenda_form import (
    AgendaForm,
    Draft,
    done_to,
    parts_of_stage,
    read_draft,
    stage_fields,
)
from workshop.web.changing.change_page import open_board, room_of
from workshop.web.changing.change_parts import MOVED_ON, WORKSHOP_OVER
from workshop.web.forms import pressed
from workshop.web.guarding.access import need_desk
from workshop.web.page_language import translate
from workshop.web.rendering import agenda_page
from workshop.web.services import services

blueprint = Blueprint("change_agenda", __name__, url_prefix="/desk")


@blueprint.get("/<id_>/change/agenda")
def form(id_: str) -> Response:
    """The agenda as it is; after a change, that it holds."""
    room = room_of(_board(id_))
    return _page(id_, room, _draft_of(room), kept="kept" in request.args)


@blueprint.post("/<id_>/change/agenda")
def change(id_: str) -> AnyResponse:
    """Changes the agenda; or does what was pressed, and shows the form again."""
    board = _board(id_)
    room = room_of(board)
    form = pressed(AgendaForm)
    draft = replace(read_draft(form), name=room.state.title, language=room.state.language)
    if form.do != "save":
        return _page(id_, room, _done(draft, form, room.begun), seen=form.seen, changed=True)
    stages = [_shaped(stage) for stage in draft.stages]
    faults = _faults(room, stages)
    why = "" if faults else _save(board, commands.ShapeAgenda(stages=stages, seen=form.seen))
    if not faults and not why:
        services().boards.show_links_anew(id_)
        return redirect(f"/desk/{id_}/change/agenda?kept", 303)
    # Read anew: another desk may have been faster, and what it wrote is what is seen now.
    room = room_of(board)
    return _page(id_, room, replace(draft, faults=tuple(faults)), why=why, changed=True)


def _done(draft: Draft, form: AgendaForm, opened: Collection[str]) -> Draft:
    """The form after a press, unless that would move or take out what has opened."""
    after = done_to(draft, form.do, form.add)
    still = form.do == "add" or _places(draft, opened) == _places(after, opened)
    return after if still else draft


def _places(draft: Draft, opened: Collection[str]) -> list[tuple[int, str]]:
    keys = enumerate(stage["key"] for stage in draft.stages)
    return [(at, key) for at, key in keys if key in opened]


def _save(board: Board, command: commands.ShapeAgenda) -> str:
    """Has the agenda changed; gives what keeps it from that, or ""."""
    answer = services().live.at_desk(board, command)
    if isinstance(answer, Ok):
        return ""
    if isinstance(answer, Refused):
        why = WORKSHOP_OVER if answer.refused == "sealed" else MOVED_ON
        return translate(why)
    return translate("It could not be stored right now. Press again in a moment.")


def _faults(room: Room, stages: list[commands.ShapedStage]) -> list[Fault]:
    """Returns the faults, each with its stage and field; the writer asks for them once more."""
    state = room.state
    new = agenda_of(room.agenda, stages, state.language)
    if not isinstance(new, Agenda):
        return new
    kept = room.begun | ({state.going_to} - {""})
    return change_faults(room.agenda, new, state.stage, kept, live_wall=state.live_wall)


def _draft_of(room: Room) -> Draft:
    stages = [{**stage_fields(one.id, one), "added": one.added} for one in room.agenda.stages]
    ahead = room.agenda.stages[room.position + 1 :]
    opened = ahead[0].id if ahead else room.state.stage
    return Draft(room.state.title, room.state.language, tuple(stages), opened)


def _shaped(stage: Mapping[str, str]) -> commands.ShapedStage:
    parts: dict[str, Any] = parts_of_stage(stage)
    # What is no number is told as one that is out of bounds.
    parts["minutes"] = parts["minutes"] or 0
    return commands.ShapedStage(id=stage["key"], added=stage["added"], **parts)


def _board(id_: str) -> Board:
    need_desk(id_)
    return open_board(id_)


def _page(
    id_: str, room: Room, draft: Draft, *,
    seen: str = "", kept: bool = False, changed: bool = False, why: str = "",
) -> Response:  # fmt: skip
    return agenda_page(
        "change_agenda.html",
        422 if draft.faults or why else 200,
        id=id_,
        draft=draft,
        seen=seen or seen_agenda(room.agenda),
        why=why,
        kept=kept,
        changed=changed,
        saved=True,
        fixed=room.begun,
        current=room.state.stage,
        story_json=msgspec.json.encode(room.story).decode(),
        **editor(room.state.language),
    )
