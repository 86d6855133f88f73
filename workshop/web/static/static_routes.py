"""Serves the static files, from memory."""

from flask import Blueprint, Response, abort, request

from workshop.web.guarding.access import STATIC_CACHE, STATIC_FILES
from workshop.web.services import services

blueprint = Blueprint(STATIC_FILES, __name__)


@blueprint.get("/static/<tree>/<path:name>")
def file(tree: str, name: str) -> Response:
    """A file of the present tree; an older tree's files are gone with it."""
    statics = services().statics
    if tree != statics.hash or not statics.has(name):
        abort(404)
    found = statics.files[name]
    packed = found.packed is not None and "gzip" in request.headers.get("Accept-Encoding", "")
    response = Response(found.packed if packed else found.body)
    response.headers["Content-Type"] = found.kind
    response.headers["Cache-Control"] = STATIC_CACHE
    response.headers["Vary"] = "Accept-Encoding"
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    return response


@blueprint.get("/favicon.ico")
def icon() -> Response:
    """Browsers ask for this by themselves; there is none, and that is no error."""
    return Response(status=204)
