"""Documents name what there is: their paths, their links, and what is said to be in a file."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
TOPS = ("workshop", "tools", "tests", "static", "templates", "docs", "deploy")
HOMES = ("", "workshop", "static/js", "static", "tests")
"""Folders from which a document may begin a path."""
PATH = re.compile(rf"`((?:{'|'.join(TOPS)})/[\w./*<>-]*|(?:[\w<>-]+/)+[\w.*<>-]+\.(?:py|js))`")
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(?:#([\w-]+))?\)")
IN_A_FILE = re.compile(r"((?:`#?[\w.]+`(?:, | and )?)+) in `([\w./-]+\.(?:py|js))`")
MODULE = re.compile(r"python3? -m\s+((?:tools|tests|workshop)[\w.]*)")
PLACEHOLDER = re.compile(r"<\w+>")
GIVEN = {"workshop/languages/it/messages.po", "workshop/pretend/behaviour/texts/it.toml"}
"""Paths that stand for a file which somebody is about to make."""
PAST = {"CHANGELOG.md"}
"""Documents that speak of what was."""

each_document = pytest.mark.parametrize(
    "document", DOCUMENTS, ids=lambda one: one.relative_to(ROOT).as_posix()
)


def is_there(path: str) -> bool:
    pattern = PLACEHOLDER.sub("*", path).rstrip("/")
    return path in GIVEN or any(found for home in HOMES for found in (ROOT / home).glob(pattern))


def file_of(path: str) -> Path | None:
    """Returns the file that a document names; None if there is none."""
    return next((ROOT / home / path for home in HOMES if (ROOT / home / path).is_file()), None)


@each_document
def test_every_path_in_a_document_leads_somewhere(document: Path) -> None:
    if document.name in PAST:
        return
    named = set(PATH.findall(document.read_text("utf-8")))
    assert sorted(path for path in named if not is_there(path)) == []


@each_document
def test_every_module_that_a_document_runs_is_there(document: Path) -> None:
    named = {one.replace(".", "/") for one in MODULE.findall(document.read_text("utf-8"))}
    homes = {one: (ROOT / f"{one}.py", ROOT / one / "__main__.py") for one in named}
    assert [one for one, files in homes.items() if not any(file.exists() for file in files)] == []


@each_document
def test_every_link_in_a_document_leads_somewhere(document: Path) -> None:
    links = LINK.findall(document.read_text("utf-8"))
    broken = [to for to, part in links if not leads(document, to, part)]
    assert broken == []


def leads(document: Path, to: str, part: str) -> bool:
    file = document.parent / to if to else document
    return file.exists() and (not part or part in headings(file))


def headings(file: Path) -> set[str]:
    """The ids that GitHub gives to headings."""
    titles = re.findall(r"^#+ (.+)$", file.read_text("utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@each_document
def test_what_is_said_to_be_in_a_file_is_there(document: Path) -> None:
    missing = [
        f"{name} in {path}"
        for names, path in IN_A_FILE.findall(document.read_text("utf-8"))
        if (file := file_of(path)) and document.name not in PAST
        for name in re.findall(r"`#?([\w.]+)`", names)
        if not re.search(rf"\b{name.rsplit('.')[-1]}\b", file.read_text("utf-8"))
    ]
    assert missing == []


# No name of a class or a module means two things.
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
