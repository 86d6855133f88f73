"""The fields of a form are read in one place, which cleans them, holds them to their limits and
says what is wrong."""

import ast
from pathlib import Path

WORKSHOP = Path(__file__).parents[2] / "workshop"
READER = "web/forms.py"
OF_FORMS = {"form", "values"}
"""The attributes of a request that hold what a form has sent."""


def readings(text: str) -> list[int]:
    """The lines in which a module looks into a form itself."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Attribute)
        and node.attr in OF_FORMS
        and isinstance(node.value, ast.Name)
        and node.value.id == "request"
    ]


def test_forms_are_read_by_their_reader_alone() -> None:
    files = {file.relative_to(WORKSHOP).as_posix(): file for file in WORKSHOP.rglob("*.py")}
    assert {name for name, file in files.items() if readings(file.read_text("utf-8"))} == {READER}


def test_a_module_that_looks_into_a_form_is_found() -> None:
    assert readings("from flask import request\nname = request.form.get('name')") == [2]
    assert readings("x = request.values['name']\ny = form.values") == [1]
