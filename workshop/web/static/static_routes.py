"""Serves the static files, from memory, and during a rolling upgrade those of other versions.

A page of a new process asks for its files by their tree's hash, and the proxy may send that to an
old process, or the other way round. So each version's tree lies in a folder on every machine.
"""

import os
import re
import shutil
from pathlib import Path

from flask import Blueprint, Response, abort, request

from workshop.web.guarding.access import STATIC_CACHE, STATIC_FILES
from workshop.web.services import services
from workshop.web.static.static_files import Static, Statics

TREE = re.compile(r"[0-9a-f]{12}")


def find_in_tree(trees: Path, tree: str, name: str) -> Static | None:
    """Returns a file of another tree; None where there is none."""
    if not TREE.fullmatch(tree):
        return None
    place = (trees / tree).resolve()
    try:
        path = (place / name).resolve()
        there = path.is_relative_to(place) and path.is_file()
    except (OSError, ValueError):
        return None  # a name that no file can have: too long, or with a zero byte in it
    return Static(name, path.read_bytes) if there else None


def write_tree(statics: Statics, trees: Path) -> bool:
    """Writes a version's own tree beside the others, all of it or nothing; False if it is there."""
    if (trees / statics.hash).exists():
        return False
    part = trees / f"{statics.hash}.part-{os.getpid()}"
    try:
        for name, file in statics.files.items():
            path = part / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.body)
        part.rename(trees / statics.hash)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return True


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
    return find_in_tree(trees, tree, name) if trees else None


@blueprint.get("/favicon.ico")
def icon() -> Response:
    """Browsers ask for this by themselves; there is none, and that is no error."""
    return Response(status=204)
