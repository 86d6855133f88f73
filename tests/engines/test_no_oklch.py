"""A browser without OKLCH: the same colours, and all can be read."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.support.axe import THEME, axe_finds
from tests.support.browser import Window
from tests.support.old_browsers import WITHOUT_OKLCH, old_stage
from tests.support.room_in_browser import RoomInBrowser

TOKENS = (Path(__file__).parents[2] / "static" / "css" / "tokens.css").read_text("utf-8")
LIGHT, DARK = ":root {", ':root[data-theme="dark"]:not(.scale-projector) {'
ROOM, ROOM_DARK = ".scale-projector {", '.scale-projector[data-theme="dark"] {'
SEEN = """() => {
    const body = getComputedStyle(document.body);
    const gold = document.querySelector(".seam-gold, .stage-line .seam-gold");
    return [body.backgroundColor, body.color, getComputedStyle(gold).stroke];
}"""


@pytest.fixture(scope="module")
def room(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RoomInBrowser]:
    """A room that writes, on old devices."""
    with old_stage(browser, tmp_path_factory.mktemp("server"), WITHOUT_OKLCH) as stage:
        made = RoomInBrowser(stage, phones=1)
        made.skips_to("Write")
        yield made


def wanted(theme: str) -> list[str]:
    """Ground, ink and gold of a theme, as a browser says them."""
    rule = TOKENS.split(theme)[1].partition("}")[0]
    said = dict(re.findall(r"--([\w-]+):\s*#(\w{6});", rule))
    shades = [[int(said[name][at : at + 2], 16) for at in (0, 2, 4)] for name in NAMES]
    return [f"rgb({', '.join(map(str, parts))})" for parts in shades]


NAMES = ("table", "ink", "gold")


def turned(page: Page, scheme: str) -> None:
    """The page in the light or in the dark; the room's screen has a theme of its own."""
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.evaluate(THEME, scheme)


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
