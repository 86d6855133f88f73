"""Whatever is written to an open workshop is told to its screens, at every process: only a few
places begin to write, and each of them tells."""

import ast
from pathlib import Path

WORKSHOP = Path(__file__).parents[2] / "workshop"
TELL = {
    "live/batches.py",  # LiveServer._committed tells what a batch has changed
    "web/services.py",  # Boards.wrote tells what a page has changed
    "ending/seal.py",  # Boards.note_seal tells that it is over
    "ending/withdrawn_stories.py",  # at a start: nobody is shown anything before it
}
STORAGE = "storage"
"""The rooms of acts and rows begin nothing themselves."""


def begins_to_write(file: Path) -> bool:
    """True if it begins a transaction of a workshop: that takes a `Context`."""
    tree = ast.parse(file.read_text("utf-8"))
    names = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "workshop.storage.context"
        for alias in node.names
    }
    calls = [
        node.func.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args
    ]
    return "Context" in names and "begin" in calls


def test_nothing_writes_to_an_open_workshop_past_the_ways_that_tell() -> None:
    files = {
        file.relative_to(WORKSHOP).as_posix()
        for file in WORKSHOP.rglob("*.py")
        if file.relative_to(WORKSHOP).parts[0] not in {STORAGE, "actions"}
    }
    writing = {one for one in files if begins_to_write(WORKSHOP / one)}
    assert writing - TELL == set(), "write by workshop/web/services.py, or tell"
    assert TELL - writing == set(), "these begin nothing any more"
