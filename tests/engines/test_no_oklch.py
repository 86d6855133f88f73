"""A browser without OKLCH: the same colours, and all can be read."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.support.axe import THEME, axe_finds
from tests.support.browser import Window
from tests.support.old_browsers import (
    DARK,
    LIGHT,
    ROOM,
    ROOM_DARK,
    SEEN,
    WITHOUT_OKLCH,
    old_stage,
    wanted,
)  # fmt: skip
from tests.support.room_in_browser import RoomInBrowser


@pytest.fixture(scope="module")
def room(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RoomInBrowser]:
    """A room that writes, on old devices."""
    with old_stage(browser, tmp_path_factory.mktemp("server"), WITHOUT_OKLCH) as stage:
        made = RoomInBrowser(stage, phones=1)
        made.skips_to("Write")
        yield made


def turned(page: Page, scheme: str) -> None:
    """The page in the light or in the dark; the room's screen has a theme of its own."""
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.evaluate(THEME, scheme)


@pytest.mark.long
@pytest.mark.parametrize(
    ("scheme", "device", "screen"),
    [("light", LIGHT, ROOM), ("dark", DARK, ROOM_DARK)],
    ids=["light", "dark"],
)
def test_phone_desk_and_screen_are_painted_and_can_be_read(
    room: RoomInBrowser, scheme: str, device: str, screen: str
) -> None:
    windows: list[tuple[Window, str]] = [
        (room.phones[0], device), (room.desk, device), (room.projector, screen),
    ]  # fmt: skip
    for window, theme in windows:
        turned(window.page, scheme)
        assert window.page.evaluate(SEEN) == wanted(theme)
        assert [one for one in axe_finds(window.page) if one.startswith("color-contrast")] == []
