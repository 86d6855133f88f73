"""The room's screen by geometry: whatever the texts, all of it is legible and nothing is cut."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.support.browser import open_browser
from tests.support.room_scenes import every_scene
from tests.support.room_screen import RoomScreen, Size
from tests.support.room_states import (
    ARABIC,
    JAPANESE,
    LONGEST,
    PLAIN,
    SHORTEST,
    UNBROKEN,
    State,
    Voice,
)

SMALL = Size(1024, 768)
USUAL = Size(1280, 720)
WIDE = Size(2560, 1080)
FINE = Size(3840, 2160)
LONGEST_MOTION = 0.6
"""Seconds."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all of them."""
    with sync_playwright() as playwright:
        browser = open_browser(playwright)
        yield browser
        browser.close()


@pytest.mark.parametrize(
    ("size", "voices"),
    [
        (SMALL, (LONGEST, UNBROKEN, JAPANESE)),
        (USUAL, (LONGEST, UNBROKEN)),
        (WIDE, (LONGEST,)),
        (FINE, (SHORTEST,)),
    ],
    ids=lambda value: str(value) if isinstance(value, Size) else "",
)
def test_whatever_is_said_everything_stands_free_and_legible(
    browser: Browser, size: Size, voices: tuple[Voice, ...]
) -> None:
    assert wrong_on(RoomScreen(browser, size), *voices) == []


def test_the_dark_room_reads_as_well(browser: Browser) -> None:
    assert wrong_on(RoomScreen(browser, USUAL, theme="dark"), PLAIN) == []


def test_from_right_to_left_it_is_the_same(browser: Browser) -> None:
    assert wrong_on(RoomScreen(browser, USUAL, direction="rtl"), ARABIC) == []


def test_motion_is_short_and_ends(browser: Browser) -> None:
    screen = RoomScreen(browser, USUAL, still=False)
    moved: set[str] = set()
    for scene in every_scene(PLAIN):
        screen.shows(scene)
        moved |= {name for name, lasts in screen.moved() if 0 < lasts <= LONGEST_MOTION}
        assert [name for name, lasts in screen.moved() if lasts > LONGEST_MOTION] == [], scene.name
    assert {"card-arrives", "seam-grows", "projector-draws"} <= moved
    assert any("view-transition" in name for name in moved)
    assert screen.complaints == []
    screen.close()


def test_a_crash_brings_it_back_where_it_was(browser: Browser) -> None:
    screen = RoomScreen(browser, USUAL)
    scene = next(one for one in every_scene(PLAIN) if one.name == "reveal, one alone, plain")
    screen.shows(scene)
    before = screen.page.locator("#view").inner_text()
    screen.begins_with(scene)
    assert screen.page.locator("#view").inner_text() == before
    screen.close()


def wrong_on(screen: RoomScreen, *voices: Voice) -> list[str]:
    """Everything that is wrong in any scene, in words."""
    scenes = every_scene(*voices)
    found = [f"{scene.name}: {one}" for scene in scenes for one in wrong_in(screen, scene)]
    assert screen.complaints == []
    screen.close()
    return found


def wrong_in(screen: RoomScreen, scene: State) -> list[str]:
    screen.shows(scene)
    measured = screen.measures()
    read = unspaced(measured["text"])
    unsaid = [
        f"does not say “{text[:40]}”"
        for text in set(scene.says)
        if read.count(unspaced(text)) < scene.says.count(text)
    ]
    return [*measured["wrong"], *unsaid]


def unspaced(text: str) -> str:
    """Without the spaces and breaks of the source, which no screen shows."""
    return "".join(text.split())
