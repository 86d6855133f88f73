"""No public name of a class, a function, a constant or a module means two things.

A thing has one name in every room: its rules, its table, its message, what is done with it and its
view may share it. So may what means the same wherever it is, by a convention.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TypeGuard

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("workshop", "tools")
WITHOUT_A_NAME = {"__init__", "__main__"}

ONE_THING = {
    "Agenda": {"rules", "protocol"},
    "Card": {"protocol", "storage"},
    "Carried": {"protocol", "storage"},
    "CheckIn": {"protocol", "storage"},
    "Commitment": {"protocol", "storage"},
    "Lesson": {"protocol", "storage"},
    "Stage": {"rules", "protocol"},
    "Tallies": {"storage", "views"},
    "agenda.py": {"rules", "views"},
    "cards.py": {"actions", "views"},
    "commitments.py": {"actions", "views"},
    "lessons.py": {"rules", "actions", "views"},
    "letters.py": {"actions", "ending", "storage", "views"},
    "votes.py": {"rules", "actions", "views"},
}
"""Names of one thing in several rooms."""
CONVENTIONS = {
    "log": "the log of a module",
    "blueprint": "the pages of a module",
    "add_to": "adds a module's commands to the command line",
    "render": "makes the file of a format",
    "open_engine": "opens the engine of a kind of database",
    "raw": "the driver's own connection, of each kind of database",
    "run": "runs a statement of a kind of database, or a part of the bench",
    "main": "the command of a module",
    "generated": "the files that a generator writes",
    "ROOT": "the checkout, for a tool",
    "PAGE": "the page of the documents that a tool writes",
    "QUICK": "the small run of a part of the bench",
    "FULL": "the whole run of a part of the bench",
    "Figures": "the figures of a part of the bench",
}
"""Names that mean the same in each module that has one."""
REQUESTS = {"get", "post", "route", "before_request", "command", "group"}
"""The decorators of what is named by its address, or by its word on the command line."""
TYPE_VARIABLES = {"TypeVar", "ParamSpec"}

Names = dict[str, list[str]]
"""For each name, the room of each place where it is defined."""


def names(root: Path) -> Names:
    """Every public class, and every module as "name.py", with the rooms in which it is defined."""
    found: Names = defaultdict(list)
    for package in PACKAGES:
        for file in sorted((root / package).rglob("*.py")):
            parts = file.relative_to(root / package).parts
            for name in names_in(file):
                found[name].append(room_of(package, parts))
    return found


def room_of(package: str, parts: tuple[str, ...]) -> str:
    """The first folder below the package, or the package itself."""
    return parts[0] if len(parts) > 1 and package == "workshop" else package


def names_in(file: Path) -> Iterator[str]:
    if file.stem not in WITHOUT_A_NAME:
        yield file.name
    for node in ast.parse(file.read_text("utf-8")).body:
        for name in names_of(node):
            if not name.startswith("_") and name not in CONVENTIONS:
                yield name


def names_of(node: ast.stmt) -> list[str]:
    """Names that a statement of a module defines, but for pages, commands and type variables."""
    match node:
        case ast.ClassDef(name=name):
            return [name]
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            return [] if any(map(is_request, node.decorator_list)) else [name]
        case ast.Assign(value=ast.Call(func=ast.Name(id=made))) if made in TYPE_VARIABLES:
            return []
        case ast.Assign(targets=targets):
            return [one.id for each in targets for one in ast.walk(each) if is_stored(one)]
        case ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
    return []


def is_request(decorator: ast.expr) -> bool:
    made = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(made, ast.Attribute) and made.attr in REQUESTS


def is_stored(node: ast.AST) -> TypeGuard[ast.Name]:
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)


def shared(found: Names) -> dict[str, set[str]]:
    """The names that are defined more than once, with the rooms where they are."""
    return {name: {*rooms} for name, rooms in found.items() if len(rooms) > 1}


@pytest.fixture(scope="module")
def found() -> Names:
    return names(ROOT)


def test_no_name_means_two_things(found: Names) -> None:
    assert shared(found) == ONE_THING


def test_one_thing_is_defined_once_in_a_room(found: Names) -> None:
    assert [name for name in ONE_THING if len(found[name]) > len({*found[name]})] == []


def test_a_name_of_two_things_is_found(tmp_path: Path) -> None:
    for name in ("rules/votes", "live/votes", "live/pages/board", "web/board"):
        file = tmp_path / "workshop" / f"{name}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(
            f"log = _ANY = A, AGAIN = 1, 2\n@pages.get('/')\ndef page(): ...\ndef send(): ...\n"
            f"T = TypeVar('T')\nclass Of{file.stem.title()}: ...\nclass _Own: ...\n"
        )
    everywhere = {"rules", "live", "web"}
    assert shared(names(tmp_path)) == {
        "A": everywhere, "AGAIN": everywhere, "send": everywhere,
        "votes.py": {"rules", "live"}, "OfVotes": {"rules", "live"},
        "board.py": {"live", "web"}, "OfBoard": {"live", "web"},
    }  # fmt: skip
