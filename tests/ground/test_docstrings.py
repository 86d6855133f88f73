"""Docstrings name their subject: none begins with "What"."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.ground.house import our_files
from tools.generate.imports import statements

ROOT = Path(__file__).parents[2]
NAMELESS = re.compile(r"What\b")


def without_a_subject(root: Path) -> list[str]:
    """The docstrings of our files that leave open what they are about, by their places."""
    files = [file for file in our_files(root) if file.suffix == ".py"]
    return sorted(
        f"{file.relative_to(root)}:{line} {text.splitlines()[0]}"
        for file in files
        for line, text in docstrings(file.read_text("utf-8"))
        if NAMELESS.match(text)
    )


def docstrings(text: str) -> Iterator[tuple[int, str]]:
    """Every string that stands alone: of a module, a class, a function, or below a name."""
    for node in statements(ast.parse(text)):
        match node:
            case ast.Expr(value=ast.Constant(value=str(said))):
                yield node.lineno, said


def test_every_docstring_names_its_subject() -> None:
    assert without_a_subject(ROOT) == []


def test_a_docstring_without_a_subject_is_found(tmp_path: Path) -> None:
    file = tmp_path / "tests" / "test_votes.py"
    file.parent.mkdir()
    file.write_text(
        '"""Whatever may be voted."""\nMOST = 3\n"""What is most."""\n'
        'def told() -> str:\n    """What is told."""\n    return "What is said."\n'
    )
    assert without_a_subject(tmp_path) == [
        "tests/test_votes.py:3 What is most.", "tests/test_votes.py:5 What is told.",
    ]  # fmt: skip
