"""How much a page asks of whoever looks at it: its own words, and its controls, in view."""

from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page

OF_PEOPLE = (
    ".t-card, .t-lesson, .t-story, .desk-first-line, blockquote, .desk-list .t-cue, "
    ".desk-pick-card .t-cue, .desk-review .t-cue, .desk-coming .t-cue, .desk-title, "
    ".shelf-sheet, .shelf-preview, #said-story, [data-stage=story] #desk-sees, "
    ".projector-wall, .projector-card, .desk-kept"
)
"""The places of what people have written: stories, cards, lessons, commitments, a title."""
LEGIBLE = 11
"""Pixels of a line's height below which nobody reads it: it is part of a picture."""
COUNT = Path(__file__).with_name("in_view.js").read_text("utf-8")


class InView(NamedTuple):
    """The words and controls that a page has in view at once."""

    words: tuple[str, ...]
    """The product's own; what people have written is not counted."""
    controls: int
    """Places at which the tabulator stops: a list that has one is one."""


def in_view(page: Page) -> InView:
    """Counts what a page shows, as it stands and at its size."""
    found = page.evaluate(COUNT, [OF_PEOPLE, LEGIBLE])
    return InView(tuple(found["words"].split()), found["controls"])
