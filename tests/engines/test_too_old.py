"""A browser that cannot run a page is told so, in the page's language; no other ever sees it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.support import axe
from tests.support.axe import by_turns
from tests.support.browser import JOIN_PATH, LANGUAGES, PATIENCE, PHONE, Window, on_stage
from tests.support.room_in_browser import RoomInBrowser
from tests.support.server import own_server

SENTENCE = (
    "This browser cannot run this page; it is probably too old. Update it, or use another browser "
    "or device."
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


@pytest.fixture(scope="module")
def room(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RoomInBrowser]:
    """A German room that arrives; each test breaks windows of its own."""
    server = own_server(tmp_path_factory.mktemp("server") / "data")
    with on_stage(browser, server.start()) as stage:
        yield RoomInBrowser(stage, phones=0, language="de")


def breaks(page: Page, module: str, text: str) -> None:
    """From now on a module of this name is what the text says."""

    def answer(route: Route) -> None:
        route.fulfill(body=text, content_type="text/javascript")

    page.route(re.compile(rf"/static/\w+/js/{module}\.js"), answer)


def link(room: RoomInBrowser) -> str:
    """Returns the link of the QR code on the room's screen."""
    return f"{room.stage.server.url.rstrip('/')}{room.desk.page.evaluate(JOIN_PATH)}"


def beside(window: Window) -> Window:
    """A new page on the same device, still empty."""
    return Window(window.page.context.new_page(), language=window.language)


def is_told(window: Window) -> None:
    words = window.page.locator("#too-old")
    expect(words).to_be_visible(timeout=PATIENCE)
    expect(words).to_have_text(window.said(SENTENCE))
    expect(window.page.locator("html")).to_have_attribute("lang", window.language)


def test_whoever_cannot_run_the_page_is_told_in_its_language(room: RoomInBrowser) -> None:
    for turn, language in enumerate(LANGUAGES.known if axe.long else ("ar",)):
        phone = room.stage.window(PHONE, touch=True, locale=language)
        is_told_of_broken(phone, "participant", link(room), turn)
    is_told_of_broken(beside(room.desk), "desk", room.desk.page.url, 0)
    is_told_of_broken(beside(room.projector), "projector", room.projector.page.url, 1)


def is_told_of_broken(window: Window, view: str, address: str, turn: int) -> None:
    """The page's module cannot be read or cannot be run: by turns, or both with --long."""
    for text in by_turns((UNREADABLE, THROWS), turn):
        breaks(window.page, f"{view}/main", text)
        window.page.goto(address)
        is_told(window)


@pytest.mark.long
def test_a_phone_that_cannot_read_what_comes_later_is_told_after_joining(
    room: RoomInBrowser,
) -> None:
    goes_on = RoomInBrowser(room.stage, phones=0)
    phone = room.stage.window(PHONE, touch=True)
    breaks(phone.page, "participant/later", UNREADABLE)
    phone.page.goto(link(goes_on))
    phone.presses("Join")
    goes_on.skips_to("Write")
    phone.shows(SENTENCE)


@pytest.mark.long
def test_a_browser_without_layers_is_told_above_the_bare_page(room: RoomInBrowser) -> None:
    desk = beside(room.desk)
    desk.page.add_init_script("delete globalThis.CSSLayerBlockRule")
    without_sheets(desk.page)
    desk.page.goto(room.desk.page.url)
    is_told(desk)
    desk.shows("Can phones connect?")


def without_sheets(page: Page) -> None:
    page.route(re.compile(r"\.css$"), lambda route: route.fulfill(body="", content_type="text/css"))


def test_no_healthy_browser_ever_shows_it(room: RoomInBrowser) -> None:
    phone = room.stage.window(PHONE, touch=True)
    desk, screen = beside(room.desk), beside(room.projector)
    for window, address in (
        (phone, link(room)), (desk, room.desk.page.url), (screen, room.projector.page.url),
    ):  # fmt: skip
        window.page.add_init_script(f"({WATCH})()")
        window.page.goto(address)
    phone.presses("Join")
    phone.shows("You are in.")
    desk.shows("Can phones connect?")
    screen.shows("No account, no e-mail, no app.")
    for window in (desk, screen, phone):
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
