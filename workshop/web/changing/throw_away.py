"""An open workshop is thrown away: it is asked once more, and then nothing of it is left."""

from flask import Blueprint, Response, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from workshop.storage.library import Listed, open_workshop
from workshop.web.error_pages import error_page
from workshop.web.guarding.access import need_facilitator
from workshop.web.page_language import translate
from workshop.web.rendering import page
from workshop.web.services import on_database, services

blueprint = Blueprint("throw_away", __name__, url_prefix="/desk")


@blueprint.get("/<id_>/throw-away")
def ask(id_: str) -> Response:
    """Shows what is lost with a workshop, before anything is."""
    return _ask(_open(id_))


@blueprint.post("/<id_>/throw-away")
def throw_away(id_: str) -> AnyResponse:
    """Throws it away when that was said twice."""
    found = _open(id_)
    if request.form.get("sure") != "yes":
        return _ask(found)
    outcome = services().throw_away(id_)
    if outcome == "not_yet":
        return _not_yet()
    return redirect("/desk/", 303)


def _ask(found: Listed) -> Response:
    readable = services().store.can_read(found.id)
    return page("throw_away.html", one=found, readable=readable)


def _not_yet() -> Response:
    sentence = translate(
        "Nobody can open it any more, but something of it is still on this computer's disk. The "
        "server tries again every minute, and when it starts."
    )
    return error_page(500, translate("Not all of it is gone yet"), sentence, "join")


def _open(id_: str) -> Listed:
    need_facilitator()
    found: Listed | None = on_database(_look_up, id_)
    return found or abort(404)


def _look_up(id_: str) -> Listed | None:
    with services().store.library.read() as session:
        return open_workshop(session, id_)
