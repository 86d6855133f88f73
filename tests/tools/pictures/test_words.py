"""The words that the pictures wait for are those of the pages."""

import ast
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[3]
PICTURES = ROOT / "tools" / "pictures"
CATALOGUE = ROOT / "workshop" / "languages" / "de" / "messages.po"


def said(file: Path) -> set[str]:
    """The texts that a module gives to `say`, as they stand in it."""
    calls = [node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call)]
    named = [call for call in calls if isinstance(call.func, ast.Attribute) and call.args]
    first = [call.args[0] for call in named if call.func.attr == "say"]  # type: ignore[attr-defined]
    return {str(text.value) for text in first if isinstance(text, ast.Constant)}


def test_all_that_is_waited_for_is_in_the_catalogues() -> None:
    with CATALOGUE.open("rb") as file:
        known = {
            text
            for message in read_po(file)
            for text in (message.id if isinstance(message.id, tuple) else (message.id,))
        }
    waited = {text for file in PICTURES.glob("*.py") for text in said(file)}
    assert waited
    assert waited - known == set()
