"""No name of a class or a module means two things.

A thing has one name in every room: its rules, its table, its message, what is done with it and its
view may share it. All else that shares a name is on a list, which only becomes shorter.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

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
STILL_TWO_THINGS: dict[str, set[str]] = {}
"""Names that still mean two things. Nothing is added here."""

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
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield node.name


def shared(found: Names) -> dict[str, set[str]]:
    """The names that are defined more than once, with the rooms where they are."""
    return {name: {*rooms} for name, rooms in found.items() if len(rooms) > 1}


@pytest.fixture(scope="module")
def found() -> Names:
    return names(ROOT)


def test_no_name_means_two_things(found: Names) -> None:
    assert shared(found) == ONE_THING | STILL_TWO_THINGS


def test_one_thing_is_defined_once_in_a_room(found: Names) -> None:
    assert [name for name in ONE_THING if len(found[name]) > len({*found[name]})] == []


def test_a_name_of_two_things_is_found(tmp_path: Path) -> None:
    for name in ("rules/votes", "live/votes", "live/pages/board", "web/board"):
        file = tmp_path / "workshop" / f"{name}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"class Of{file.stem.title()}: ...\nclass _Own: ...\n")
    assert shared(names(tmp_path)) == {
        "votes.py": {"rules", "live"}, "OfVotes": {"rules", "live"},
        "board.py": {"live", "web"}, "OfBoard": {"live", "web"},
    }  # fmt: skip
