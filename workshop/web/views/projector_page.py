"""The room's screen."""

from flask import Blueprint, Response, abort

from workshop.web.guarding.access import need
from workshop.web.rendering import state, view_page
from workshop.web.services import ShownBoard, services

blueprint = Blueprint("projector", __name__, url_prefix="/screen")


@blueprint.get("/<id_>/")
def view(id_: str) -> Response:
    """The screen of one workshop, opened by its own link."""
    grant = need("projector", id_)
    return view_page("projector", _board(id_), grant)


@blueprint.get("/<id_>/state/<epoch>-<int:rev>.json")
def fetched(id_: str, epoch: str, rev: int) -> Response:
    """The snapshot, where it is too large for the socket."""
    need("projector", id_)
    return state("projector", _board(id_))


def _board(id_: str) -> ShownBoard:
    return services().boards.get(id_) or abort(404)
