"""Serves the static files, from memory."""

from flask import Blueprint, Response, abort, request

from workshop.web.guarding.access import STATIC_CACHE, STATIC_FILES
from workshop.web.services import services
from workshop.web.static.other_trees import find
from workshop.web.static.static_files import Static

blueprint = Blueprint(STATIC_FILES, __name__)


@blueprint.get("/static/<tree>/<path:name>")
def file(tree: str, name: str) -> Response:
    """A file of the present tree, or of another version's where several processes are one server;
    without a folder of trees, an older tree's files are gone with it."""
    found = _find(tree, name)
    if found is None:
        abort(404)
    packed = found.packed is not None and "gzip" in request.headers.get("Accept-Encoding", "")
    response = Response(found.packed if packed else found.body)
    response.headers["Content-Type"] = found.kind
    response.headers["Cache-Control"] = STATIC_CACHE
    response.headers["Vary"] = "Accept-Encoding"
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    return response


def _find(tree: str, name: str) -> Static | None:
    statics, trees = services().statics, services().settings.static_trees
    if tree == statics.hash:
        return statics.files.get(name)
    return find(trees, tree, name) if trees else None


@blueprint.get("/favicon.ico")
def icon() -> Response:
    """Browsers ask for this by themselves; there is none, and that is no error."""
    return Response(status=204)
