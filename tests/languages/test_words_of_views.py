"""A view is given every sentence that its modules say, in its language."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from workshop.languages import WORD_PLACES, languages
from workshop.web.static.joined_files import FIRST_SCRIPT, LATER_SCRIPT, in_order

STATIC = Path(__file__).parents[2] / "static"
ENTRIES: Mapping[str, tuple[str, ...]] = {
    "participant": (FIRST_SCRIPT, LATER_SCRIPT),
    "projector": ("js/projector/main.js",),
    "desk": ("js/desk/main.js",),
    "pages": ("js/pages/new.js", "js/pages/change.js"),
    "agendas": ("js/pages/agenda/main.js", "js/pages/agenda/preview.js"),
}
"""The modules that a page of each view begins with."""
READ = {file.relative_to(STATIC).as_posix(): file.read_bytes() for file in STATIC.rglob("*.js")}


@pytest.mark.parametrize("view", WORD_PLACES)
def test_no_module_of_a_view_speaks_english_beside_another_language(view: str) -> None:
    """Otherwise: name the module in PLACES, or have the view say it in a module of its own."""
    modules = {one for entry in ENTRIES[view] for one in in_order(entry, READ)}
    said = languages().words_for(view, "de", modules)
    assert said and said.keys() - languages().words_for(view, "de").keys() == set()
