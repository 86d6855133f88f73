"""The page of a summary, printed by a browser: a seam stays with what it mends."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from tests.summary.readers import made
from tests.summary.samples import ENGLISH, sample
from workshop.summary.reader import reader

AROUND_A_SEAM = (
    ("Trusted, so not checked", "Check references before you take a partner."),
    ("I renamed a column", "Ask who reads it first."),
    ("We migrated", "Restore once a quarter."),
)
"""The words above a seam, and those below it."""
PUSH = """(by) => {
    const push = document.getElementById("push") ?? document.createElement("div");
    push.id = "push";
    push.style.blockSize = `${by}px`;
    document.querySelector(".summary-part").before(push);
}"""
"""As if the summary had so many pixels more to say before."""
PAGE, STEP = 1000, 100
"""Pixels: a whole page of paper, and less than a story with its lesson."""


@pytest.fixture
def printed(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """The one file in a browser."""
    file = tmp_path / "summary.html"
    file.write_bytes(made("html", sample(ENGLISH), reader("en")))
    with browser.new_page() as page:
        page.goto(file.as_uri())
        yield page


@pytest.mark.long
def test_no_seam_is_parted_from_its_lesson_wherever_a_page_ends(printed: Page) -> None:
    for by in range(0, PAGE, STEP):
        printed.evaluate(PUSH, by)
        paper = pages_of(printed)
        for above, below in AROUND_A_SEAM:
            assert first(paper, above) == first(paper, below), f"{above}, {by} pixels down"


def first(paper: list[str], words: str) -> int:
    """The first page on which these words stand."""
    return [words in text for text in paper].index(True)


def pages_of(page: Page) -> list[str]:
    """Returns the words on each page of the print."""
    found = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    return [re.sub(r"\s+", " ", one.extract_text()) for one in found]
