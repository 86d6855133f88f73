"""Documents name what there is: their paths, their links, and what is said to be in a file."""

import re
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
