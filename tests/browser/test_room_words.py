"""The room's screen by what is said and ruled on it: the code, the lessons, the question."""

from collections.abc import Iterator
from typing import Any

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, expect

from tests.support.room_screen import RoomScreen, Size
from tests.support.room_states import (
    PLAIN,
    State,
    agenda,
    entries_of,
    lessons,
    now,
    story,
    workshop,
)
from workshop.protocol import entries as e

HAIR = 1.5
"""Pixels by which what is level may differ."""


@pytest.fixture
def screen(browser: Browser) -> Iterator[RoomScreen]:
    made = RoomScreen(browser, Size(1920, 1080))
    yield made
    made.close()


def shown(kind: e.StageKind, *values: e.Entry, **changed: Any) -> State:
    """A stage with what it shows."""
    return State(kind, entries_of(workshop(), agenda(), now(kind, **changed), *values))


def test_after_a_story_without_questions_the_screen_asks_what_phones_ask(
    screen: RoomScreen,
) -> None:
    told = replace(story(PLAIN), questions=())
    screen.shows(shown("story", told, step=5, steps=6))
    expect(screen.page.get_by_text("What would have made it harder to get wrong?")).to_be_visible()


@pytest.mark.parametrize("count", [1, 4, 6])
def test_no_line_of_the_lessons_stands_on_the_seam(screen: RoomScreen, count: int) -> None:
    screen.shows(shown("lessons", *lessons(count, PLAIN)))
    *others, last = screen.page.locator(".projector-lessons li").evaluate_all(
        "(all) => all.map((one) => getComputedStyle(one).borderBlockEndColor)"
    )
    assert last == "rgba(0, 0, 0, 0)" and last not in others


WIDEST = "MWWWMM"
"""The widest letters that a code can have."""
INK = """(one) => {
    const letters = document.createRange();
    letters.selectNodeContents(one);
    return letters.getBoundingClientRect().right - parseFloat(getComputedStyle(one).letterSpacing);
}"""
"""The right edge of the letters of an element."""


def test_no_code_reaches_past_its_picture_and_what_to_do_with_it_is_said(
    screen: RoomScreen,
) -> None:
    screen.shows(shown("arrive", replace(workshop(PLAIN), code=WIDEST)))
    assert screen.page.get_by_text("Or enter it at").is_visible()
    right = screen.page.locator("qr-code").evaluate("(one) => one.getBoundingClientRect().right")
    letters = screen.page.locator(".t-code").evaluate(INK)
    assert letters <= right + HAIR
