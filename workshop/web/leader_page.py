"""The leader's page: a failure of their own, written beforehand."""

from typing import Any

from flask import Blueprint, Response, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from workshop.actions.create import write_leader_story
from workshop.protocol.messages import Refused
from workshop.rules.limits import LEADER_TEXT, NAME
from workshop.storage.bodies import LeaderWords
from workshop.storage.context import Context
from workshop.web.guarding.access import need
from workshop.web.page_language import language, translate
from workshop.web.rendering import page
from workshop.web.services import ShownBoard, on_database, services

blueprint = Blueprint("leader", __name__, url_prefix="/leader")
LIMITS = {"name": NAME, "text": LEADER_TEXT}


@blueprint.get("/<id_>/")
def form(id_: str) -> Response:
    """The form, with what was written before."""
    board = _board(id_)
    words = on_database(_words, board)
    given = {"name": words.name, "text": words.text}
    return _page(board, given, {}, kept="kept" in request.args)


@blueprint.post("/<id_>/")
def write(id_: str) -> AnyResponse:
    """Keeps what was written; on a refusal nothing typed is lost."""
    board = _board(id_)
    given = {name: request.form.get(name, "").replace("\r\n", "\n") for name in LIMITS}
    answer = on_database(_write, board, given, language())
    if isinstance(answer, Refused):
        return _page(board, given, _faults(answer), status=422)
    board.changed()
    return redirect(f"/leader/{id_}/?kept", 303)


def _page(
    board: ShownBoard, given: dict[str, str], faults: dict[str, str], kept: bool = False,
    status: int = 200,
) -> Response:  # fmt: skip
    return page(
        "leader.html", status, given=given, faults=faults, kept=kept, limits=LIMITS,
        title=board.title,
    )  # fmt: skip


def _board(id_: str) -> ShownBoard:
    need("leader", id_)
    board = services().boards.get(id_)
    if board is None or board.sealed:
        abort(410)
    return board


def _context(board: ShownBoard) -> Context:
    return Context(board.here, services().now(), board.memory)


def _words(board: ShownBoard) -> Any:
    stored = services().store.workshops.open(board.id)
    if stored is None:
        return LeaderWords(name="", text="", language="en")
    with stored.begin(_context(board)) as tx:
        return tx.hidden("leader", LeaderWords)


def _write(board: ShownBoard, given: dict[str, str], language: str) -> Any:
    stored = services().store.workshops.open(board.id)
    if stored is None:
        return Refused(refused="sealed")
    with stored.begin(_context(board)) as tx:
        return write_leader_story(tx, given["name"], given["text"], language)


def _faults(refused: Refused) -> dict[str, str]:
    field = refused.about.partition(":")[0] or "text"
    if refused.refused == "empty":
        return {field: translate("Please sign it with the name the room knows you by.")}
    if refused.refused == "too_long":
        limit = refused.about.partition(":")[2]
        sentence = translate("The limit is {limit} characters. Shorten it a little.", limit=limit)
        return {field: sentence}
    return {"text": translate("The workshop is over; nothing more can be saved.")}
