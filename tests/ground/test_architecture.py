"""docs/architecture.md says how things are: each step of its walks is where it is said to be."""

import ast
import re
from dataclasses import dataclass

import pytest

from tools.generate.rooms import PAGE, ROOT, generated

FILE = re.compile(r"`([\w./-]+/[\w.-]+\.\w+)`")
MOST_FILES = 3
"""Files that a row of "Where to look" names: whoever asks opens few."""
ROW = re.compile(r"^\| `([^`]+)` \| ((?:`[\w.]+`(?:, )?)+) \| (.+) \|$", re.M)
OF_BROWSERS = r"^(?:export )?(?:  )?(?:async )?(?:function )?"
"""The words before the name of a function or a method where it is defined in JavaScript."""


@dataclass(frozen=True)
class Step:
    """A line of a walk: a file, and what is called in it."""

    file: str
    called: tuple[str, ...]


def walks() -> dict[str, list[Step]]:
    """The walks by their first words, such as "A card"."""
    chapters = PAGE.read_text("utf-8").split("## Three walks")[1].split("\n## ")[0].split("\n### ")
    return {re.split(r"[,:\n]", each)[0]: steps(each) for each in chapters[1:]}


def steps(text: str) -> list[Step]:
    lines = [line for line in text.splitlines() if line.startswith("| `")]
    found = ROW.findall(text)
    assert len(lines) == len(found), "a line of a walk can't be read"
    return [Step(file, tuple(re.findall(r"`([\w.]+)`", called))) for file, called, _ in found]


def of_python(text: str) -> dict[str, ast.AST]:
    """The definitions of a module, by their names within it: `Board.changed`, `render`."""
    named: dict[str, ast.AST] = {}
    for node in ast.parse(text).body:
        for inner in (node, *(node.body if isinstance(node, ast.ClassDef) else ())):
            if isinstance(inner, ast.FunctionDef | ast.ClassDef):
                outer = "" if inner is node else f"{node.name}."  # type: ignore[attr-defined]
                named[f"{outer}{inner.name}"] = inner
    return named


def is_in(step: Step, name: str) -> bool:
    """True if a file defines what a step names in it."""
    text = (ROOT / step.file).read_text("utf-8")
    if step.file.endswith(".py"):
        return name in of_python(text)
    return bool(re.search(rf"{OF_BROWSERS}{name}\(.*{{$", text, re.M))


EVERY = [(walk, step) for walk, each in walks().items() for step in each]


@pytest.mark.parametrize(("walk", "step"), EVERY, ids=lambda one: getattr(one, "file", one))
def test_a_step_is_where_it_is_said_to_be(walk: str, step: Step) -> None:
    assert [name for name in step.called if not is_in(step, name)] == [], walk


def test_there_are_three_walks() -> None:
    assert [*walks()] == ["A card", "A vote", "A field of the summary"]


def test_a_question_is_answered_with_few_files() -> None:
    rows = PAGE.read_text("utf-8").split("## Where to look")[1].split("\n|")[3:]
    named = {row.split(" | ")[0]: FILE.findall(row.split(" | ")[1]) for row in rows}
    assert len(named) > 15
    assert [question for question, files in named.items() if len(files) > MOST_FILES] == []


def test_the_plan_of_the_rooms_is_fresh() -> None:
    assert PAGE.read_text("utf-8") == generated()[PAGE], "run `python -m tools.generate.rooms`"
