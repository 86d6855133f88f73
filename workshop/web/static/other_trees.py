"""The static files of other versions, during a rolling upgrade.

A page of a new process asks for its files by their tree's hash, and the proxy may send that to an
old process, or the other way round. So each version's tree lies in a folder on every machine.
"""

import os
import re
import shutil
from pathlib import Path

from workshop.web.static.static_files import Static, Statics

TREE = re.compile(r"[0-9a-f]{12}")


def find(trees: Path, tree: str, name: str) -> Static | None:
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
