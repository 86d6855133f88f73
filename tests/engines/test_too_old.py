"""A browser that cannot run a page is told so, in the page's language; no other ever sees it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.support.browser import LANGUAGES, PATIENCE, PHONE, Window, on_stage
from tests.support.room_in_browser import RoomInBrowser
from tests.support.server import own_server

SENTENCE = (
    "This browser cannot run this page; it is probably too old. Update it, or take another "
    "browser or another device."
)
UNREADABLE = "const unreadable = /(?<;"
THROWS = "[].notThereYet();"
WATCH = """() => {
    globalThis.shownTooOld = [];
    const look = () => {
        const words = document.getElementById("too-old");
        if (words?.checkVisibility()) shownTooOld.push(words.textContent);
        requestAnimationFrame(look);
    };
    look();
}"""


@pytest.fixture
def room(browser: Browser, tmp_path: Path) -> Iterator[RoomInBrowser]:
    with on_stage(browser, own_server(tmp_path / "data").start()) as stage:
        yield RoomInBrowser(stage, phones=0, language="de")


def breaks(page: Page, module: str, text: str) -> None:
    """From now on a module of this name is what the text says."""

    def answer(route: Route) -> None:
        route.fulfill(body=text, content_type="text/javascript")

    page.route(re.compile(rf"/static/\w+/js/{module}\.js"), answer)


def link(room: RoomInBrowser) -> str:
    """What the QR code on the room's screen leads to."""
    boot = "JSON.parse(document.getElementById('boot').textContent)"
    found = re.search(r"/(j/\w+)", str(room.projector.page.evaluate(boot)))
    assert found
    return f"{room.stage.server.url}{found[1]}"


def is_told(window: Window) -> None:
    words = window.page.locator("#too-old")
    expect(words).to_be_visible(timeout=PATIENCE)
    expect(words).to_have_text(window.said(SENTENCE))
    expect(window.page.locator("html")).to_have_attribute("lang", window.language)


@pytest.mark.parametrize("text", [UNREADABLE, THROWS], ids=["cannot read", "cannot run"])
def test_whoever_cannot_run_the_page_is_told_in_its_language(
    room: RoomInBrowser, text: str
) -> None:
    for language in LANGUAGES.known:
        phone = room.stage.window(PHONE, touch=True, locale=language)
        breaks(phone.page, "participant/main", text)
        phone.page.goto(link(room))
        is_told(phone)
    for view, window in (("desk", room.desk), ("projector", room.projector)):
        breaks(window.page, f"{view}/main", text)
        window.page.reload()
        is_told(window)


def test_a_phone_that_cannot_read_what_comes_later_is_told_after_joining(
    room: RoomInBrowser,
) -> None:
    phone = room.stage.window(PHONE, touch=True)
    breaks(phone.page, "participant/later", UNREADABLE)
    phone.page.goto(link(room))
    phone.presses("Join")
    room.skips_to("Write")
    phone.shows(SENTENCE)


def test_a_browser_without_layers_is_told_above_the_bare_page(room: RoomInBrowser) -> None:
    room.desk.page.add_init_script("delete globalThis.CSSLayerBlockRule")
    without_sheets(room.desk.page)
    room.desk.page.reload()
    is_told(room.desk)
    room.desk.shows("Can phones reach me?")


def without_sheets(page: Page) -> None:
    page.route(re.compile(r"\.css$"), lambda route: route.fulfill(body="", content_type="text/css"))


def test_no_healthy_browser_ever_shows_it(room: RoomInBrowser) -> None:
    phone = room.stage.window(PHONE, touch=True)
    for window in (room.desk, room.projector, phone):
        window.page.add_init_script(f"({WATCH})()")
    phone.page.goto(link(room))
    phone.presses("Join")
    phone.shows("You are in.")
    for window in (room.desk, room.projector):
        window.page.reload()
    room.desk.shows("Can phones reach me?")
    room.projector.shows("No account, no e-mail, no app.")
    for window in (room.desk, room.projector, phone):
        assert window.page.evaluate("shownTooOld") == []


def test_a_page_whose_modules_do_not_come_yet_says_nothing_of_old_browsers(
    room: RoomInBrowser,
) -> None:
    phone = room.stage.window(PHONE, touch=True)
    phone.page.add_init_script(f"({WATCH})()")
    phone.page.route(re.compile(r"participant/main\.js"), lambda route: route.abort())
    phone.page.goto(link(room))
    phone.page.wait_for_load_state("networkidle")
    assert phone.page.evaluate("shownTooOld") == []
