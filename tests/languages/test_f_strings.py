"""No sentence stands inside an f-string: from Python 3.12 on it would be found there, and by older
ones not, so that the catalogues would depend on who wrote them."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tools.languages.extract import PYTHON

ROOT = Path(__file__).parents[2]


def inside(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.JoinedStr):
            for call in ast.walk(node):
                if isinstance(call, ast.Call) and says(call):
                    yield f"{file.relative_to(ROOT).as_posix()}:{call.lineno}"


def says(call: ast.Call) -> bool:
    """True if a sentence is given to a function that says one."""
    name = getattr(call.func, "id", "") or getattr(call.func, "attr", "")
    return name in PYTHON and bool(call.args) and isinstance(call.args[0], ast.Constant)


def test_no_sentence_stands_inside_an_f_string() -> None:
    files = (ROOT / "workshop").rglob("*.py")
    assert [place for file in files for place in inside(file)] == []
