"""The one file in a real browser: opened from a folder, offline, it says what is kept."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from tests.summary.facts import Facts, flat, stored
from tests.summary.readers import made
from tests.summary.samples import ARABIC, ENGLISH, Words, sample
from tests.support.browser import PHONE
from workshop.summary.reader import reader

READ = """() => {
    document.querySelectorAll("details").forEach((one) => { one.open = true; });
    const all = (within, what) => [...within.querySelectorAll(what)];
    const read = (node) => node?.innerText ?? "";
    const part = (id) => document.querySelector(`section[aria-labelledby="${id}"]`);
    const hidden = (node) => read(node.querySelector(".visually-hidden"));
    return {
        title: read(document.querySelector("h1")),
        lessons: all(part("lessons"), ".summary-all .summary-lesson").map((one) => [
            read(one.querySelector(".t-lesson")),
            Number(read(one.querySelector(".t-count")).replace(hidden(one), "")),
        ]),
        commitments: all(part("commitments"), ".summary-promises > li").map((one) => [
            read(one.querySelector(".t-cue")),
            read(one.querySelector(".summary-owner > bdi")),
            read(one.querySelector(".summary-owner > .t-second")),
        ]),
        cards: all(part("cards"), ".summary-sheet").map((one) => [
            read(one.querySelector(".summary-upper > p")),
            read(one.querySelector(".summary-lower > p")),
        ]),
        devices: read([...part("left-out").querySelectorAll("p")].at(-1)),
    };
}"""

GAPS = """() => {
    const theirs = "h1 > bdi, h3 > bdi, dd > bdi, .summary-upper > .t-lesson > bdi, "
        + ".summary-taught-lesson > bdi";
    return [...document.querySelectorAll(theirs)].flatMap((one) => {
        const { left, right } = one.parentElement.getBoundingClientRect();
        const lines = Map.groupBy(one.getClientRects(), ({ bottom }) => Math.round(bottom));
        return [...lines.values()].map((runs) => [
            Math.min(...runs.map((run) => run.left)) - left,
            right - Math.max(...runs.map((run) => run.right)),
        ]);
    });
}"""
"""The distance of each line of the room's words from both sides of the place where it is; in two
directions a line has several runs."""


@pytest.mark.parametrize(("words", "other", "side"), [(ENGLISH, "ar", 1), (ARABIC, "en", 0)])
def test_the_rooms_words_begin_where_the_readers_do(
    browser: Browser, tmp_path: Path, words: Words, other: str, side: int
) -> None:
    file = tmp_path / "summary.html"
    file.write_bytes(made("html", sample(words), reader(other)))
    with browser.new_page() as page:
        page.goto(file.as_uri())
        gaps = page.evaluate(GAPS)
    assert len(gaps) > 10 and max(line[side] for line in gaps) < 1


@pytest.mark.parametrize("words", [ENGLISH, ARABIC], ids=["en", "ar"])
def test_it_says_what_is_kept(browser: Browser, tmp_path: Path, words: Words) -> None:
    summary, by = sample(words), reader(words.language)
    file = tmp_path / "summary.html"
    file.write_bytes(made("html", summary, by))
    asked: list[str] = []
    with browser.new_page(viewport=PHONE, offline=True) as page:
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        found = page.evaluate(READ)
        wider = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        direction = page.evaluate("getComputedStyle(document.documentElement).direction")
    assert _facts(found) == stored(summary, by)
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert not wider and direction == by.direction


def _facts(found: dict[str, Any]) -> Facts:
    return Facts(
        title=flat(found["title"]),
        lessons=tuple((flat(text), votes) for text, votes in found["lessons"]),
        commitments=tuple(tuple(map(flat, one)) for one in found["commitments"]),  # type: ignore[misc]
        cards=tuple(tuple(map(flat, one)) for one in found["cards"]),  # type: ignore[misc]
        devices=flat(found["devices"]),
    )


# The page of a summary, printed by a browser: a seam stays with what it mends.
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
