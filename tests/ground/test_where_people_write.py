"""Fields in which people write are kept from translators, spellers and writing assistants in the
browser."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FIELD = re.compile(r"<(?:textarea|input)\b.*?>(?=\s|<|`|$)", re.DOTALL)
UNWRITTEN = re.compile(
    r'type="(?:radio|checkbox|hidden|number|date|time|file|password)"|inputmode="numeric"|readonly'
    r'|field-code|autocomplete="username"'
)
"""Fields in which nobody writes sentences: choices, numbers, dates, codes, links to copy."""
PAGES = ("templates/shell.html", "templates/base.html")
KEPT = ('translate="no"', 'spellcheck="false"', 'writingsuggestions="false"')


@pytest.mark.parametrize("page", PAGES)
def test_no_page_is_given_to_a_translator_or_speller(page: str) -> None:
    (root,) = re.findall(r"<html.*", (ROOT / page).read_text("utf-8"))
    assert [said for said in KEPT if said not in root] == []


def test_every_field_for_words_is_kept_from_writing_assistants() -> None:
    files = [*ROOT.glob("templates/**/*.html"), *ROOT.glob("static/js/**/*.js")]
    fields = [
        f"{path.relative_to(ROOT)}: {field[:90]}"
        for path in files
        for field in FIELD.findall(path.read_text("utf-8"))
        if not UNWRITTEN.search(field) and 'data-gramm="false"' not in field
    ]  # fmt: skip
    assert fields == []
