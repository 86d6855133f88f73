"""The words about a lost connection lie over the page: nothing moves, and all can be read."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import PATIENCE, Stage, Window, comes_to
from tests.support.room_in_browser import RoomInBrowser

SIZES = [(320, 568), (360, 640), (320, 330)]
"""Small phones, and one with a keyboard on its screen."""
TOP = """() => {
    const [first] = document.querySelectorAll(".frame-lost, .frame-foot");
    const lost = document.querySelector(".frame-lost") ?? first;
    return lost.getBoundingClientRect().top;
}"""
FOCUSED = """() => {
    const { top, bottom } = document.activeElement.getBoundingClientRect();
    return [top, bottom];
}"""
LAST = """() => {
    scrollTo(0, document.documentElement.scrollHeight);
    return document.querySelector(".frame-body > :last-child").getBoundingClientRect().bottom;
}"""
PLACES = """() => {
    scrollTo(0, 0);
    return [...document.querySelectorAll(".frame-body *, .frame-foot > :not(.frame-lost)")]
        .filter((one) => one.offsetParent && !one.closest(".frame-last"))
        .map((one) => Math.round(one.getBoundingClientRect().top));
}"""


@pytest.fixture
def phone(stage: Stage) -> Iterator[Window]:
    """A phone on which somebody writes a card."""
    room = RoomInBrowser(stage, phones=1, template="30")
    room.skips_to("Write")
    expect(room.phones[0].page.get_by_role("textbox").first).to_be_visible(timeout=PATIENCE)
    yield room.phones[0]


def test_whatever_has_the_focus_can_be_seen_beside_the_words_about_a_lost_connection(
    phone: Window,
) -> None:
    page = phone.page
    loses(page)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        for field in page.get_by_role("textbox").locator("visible=true").all():
            page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
            field.focus()
            comes_to(page, lambda: is_seen(page), True)
        assert page.evaluate(LAST) <= page.evaluate(TOP), (width, height)


def test_nothing_moves_on_a_page_that_loses_its_connection(phone: Window) -> None:
    page = phone.page
    page.set_viewport_size({"width": 390, "height": 1400})
    before = page.evaluate(PLACES)
    loses(page)
    assert page.evaluate(PLACES) == before


def loses(page: Page) -> None:
    """The connection is lost, and the words about it are there."""
    page.context.set_offline(True)
    expect(page.locator(".frame-lost")).to_be_visible(timeout=PATIENCE)


def is_seen(page: Page) -> bool:
    top, bottom = page.evaluate(FOCUSED)
    return bool(top >= 0 and bottom <= page.evaluate(TOP))
