"""The facilitator's desk of one workshop."""

from flask import Blueprint, Response, abort

from workshop.web.guarding.access import need_desk
from workshop.web.rendering import state, view_page
from workshop.web.services import ShownBoard, services

blueprint = Blueprint("desk", __name__, url_prefix="/desk")


@blueprint.get("/<id_>/")
def view(id_: str) -> Response:
    """The desk."""
    grant = need_desk(id_)
    return view_page("desk", _board(id_), grant)


@blueprint.get("/<id_>/state/<epoch>-<int:rev>.json")
def fetched(id_: str, epoch: str, rev: int) -> Response:
    """The snapshot, where it is too large for the socket."""
    need_desk(id_)
    return state("desk", _board(id_))


def _board(id_: str) -> ShownBoard:
    return services().boards.get(id_) or abort(404)
