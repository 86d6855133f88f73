"""A whole workshop in real browsers: a desk, a room's screen and phones, by what people read."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    expect,
)

from tests.support.server import Client
from tests.support.waiting import WITHIN, until
from workshop.languages import SOURCE_LANGUAGE, Languages
from workshop.pretend.own_server import OwnServer

LANGUAGES = Languages()
PHONE = {"width": 390, "height": 844}
SCREEN = {"width": 1920, "height": 1080}
LAPTOP = {"width": 1440, "height": 900}
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
FLEETING = "--js-flags=--single-threaded --no-opt"
"""A page of a test is gone before it has won back what V8 spends on making it fast."""
JOIN_PATH = """() => {
    const { snapshot } = JSON.parse(document.getElementById("boot").textContent);
    return new URL(snapshot.entries.workshop.join_url).pathname;
}"""
PATIENCE = int(1000 * WITHIN)
"""Milliseconds, as Playwright counts: until something is there."""
expect.set_options(timeout=PATIENCE)
T = TypeVar("T")


def is_held(page: Page) -> None:
    """Waits until whatever is held down was held for long enough; a plain button takes no time."""
    expect(page.locator("hold-button[data-holding]")).to_have_count(0, timeout=PATIENCE)


def rested(page: Page) -> None:
    """Waits until a press of the desk is no more the second half of the one before."""
    expect(page.locator(".desk-next[data-resting]")).to_have_count(0, timeout=PATIENCE)


def comes_to(page: Page, read: Callable[[], T], wanted: T) -> None:
    """Reads something of a page again and again until it is as wanted."""

    def pause(seconds: float) -> None:
        page.wait_for_timeout(1000 * seconds)  # hears meanwhile what the browser says

    until(lambda: read() == wanted, says=lambda: f"{read()!r}, not {wanted!r}", pause=pause)


def open_browser(playwright: Playwright, program: str | None, *also: str) -> Browser:
    """A Chromium; Playwright's own, where no program is named."""
    return playwright.chromium.launch(executable_path=program, args=[*QUIET, *also])


def whole_chromium() -> str | None:
    """The Chromium that `python3 run.py test` has found."""
    return os.environ.get("WORKSHOP_BROWSER") or None


def light_chromium() -> str | None:
    """The headless shell of Chromium, where there is one: far cheaper, and the same for a page."""
    return os.environ.get("WORKSHOP_SHELL") or whole_chromium()


@dataclass
class Window:
    """
    One page that somebody looks at. What its console complains of, and where it asks.

    English sentences of the product stand for what they are in the language of the page.
    """

    page: Page
    complaints: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    language: str = SOURCE_LANGUAGE

    def __post_init__(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.asked.add(request.url))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.text} {message.location['url']}")

    def said(self, text: str, **values: object) -> str:
        """A sentence as this page says it."""
        return LANGUAGES.translator(self.language)(text, **values)

    def says_of(self, text: str, what: str) -> re.Pattern[str]:
        """A sentence with one value, which may be set apart from words that run the other way."""
        around = re.split(r"{\w+}", self.said(text))
        return re.compile("[\u2066-\u2069]?".join(map(re.escape, [around[0], what, around[1]])))

    def _here(self, text: str | re.Pattern[str]) -> str | re.Pattern[str]:
        return self.said(text) if isinstance(text, str) else text

    def shows(self, *texts: str | re.Pattern[str]) -> None:
        """Waits until all of these can be read on it."""
        for text in texts:
            seen = self.page.get_by_text(self._here(text)).locator("visible=true")
            expect(seen.first).to_be_visible(timeout=PATIENCE)

    def hides(self, *texts: str) -> None:
        """Waits until none of these can be read on it."""
        for text in texts:
            seen = self.page.get_by_text(self._here(text)).locator("visible=true")
            expect(seen).to_have_count(0, timeout=PATIENCE)

    def presses(self, name: str | re.Pattern[str]) -> None:
        """Presses the button or link of this name, for which the pointer comes from elsewhere."""
        self.page.mouse.move(0, 0)  # else it may be the second half of the press before
        self.button(name).click(timeout=PATIENCE)

    def unfolds(self, name: str) -> None:
        """Opens what is folded up under these words; once more folds it up again."""
        summary = self.page.locator("summary", has_text=self._here(name))
        summary.locator("visible=true").first.click(timeout=PATIENCE)

    def button(self, name: str | re.Pattern[str]):  # type: ignore[no-untyped-def]
        """The button of this name."""
        buttons = self.page.get_by_role("button", name=self._here(name))
        return buttons.locator("visible=true").first

    def opens(self, name: str) -> "Window":
        """Presses the link of this name, which opens in a tab of its own, and turns to that."""
        with self.page.expect_popup() as waited:
            self.page.get_by_role("link", name=self._here(name)).click(timeout=PATIENCE)
        return Window(waited.value, self.complaints, self.asked, self.language)

    def types(self, label: str | re.Pattern[str], text: str) -> None:
        """Types into the field of this label."""
        fields = self.page.get_by_label(self._here(label)).locator("visible=true")
        fields.first.fill(text, timeout=PATIENCE)

    def holds(self, name: str | re.Pattern[str]) -> None:
        """Presses a button and holds it for more than a second."""
        self.button(name).hover(timeout=PATIENCE)
        self.page.mouse.down()
        is_held(self.page)
        self.page.mouse.up()


class Stage:
    """The room: one server, one desk, one projector, and phones."""

    def __init__(self, browser: Browser, server: OwnServer) -> None:
        self.browser = browser
        self.server = server
        self.windows: list[Window] = []
        self.contexts: list[BrowserContext] = []

    def window(self, size: dict[str, int], touch: bool = False, locale: str = "en-GB") -> Window:
        """A window of its own, as on a device of its own."""
        # Drawing every step of a motion is half the cost of a test; motion has tests of its own,
        # and whole workshops in Firefox and WebKit.
        context = self.browser.new_context(
            viewport=size, has_touch=touch, locale=locale, reduced_motion="reduce"
        )
        self.contexts.append(context)
        window = Window(context.new_page(), language=LANGUAGES.best([locale]))
        self.windows.append(window)
        return window

    def desk(self) -> Window:
        """The facilitator's laptop, signed in by the printed link."""
        desk = self.window(LAPTOP)
        desk.page.goto(self.server.desk_link)
        desk.shows("New workshop")
        return desk

    @cached_property
    def cookie(self) -> str:
        """The facilitator's, for which the printed link was given."""
        return Client(self.server.port).trade(self.server.desk_link.partition("#")[2]).cookie

    def signed_in(self, path: str, size: dict[str, int] = LAPTOP, touch: bool = False) -> Window:
        """The facilitator's device at one of its pages, without the pages on the way there."""
        name, _, value = self.cookie.partition("=")
        desk = self.window(size, touch)
        desk.page.context.add_cookies([{"name": name, "value": value, "url": self.server.url}])
        desk.page.goto(f"{self.server.url}{path}")
        return desk

    def projector(self, desk: Window, language: str = SOURCE_LANGUAGE) -> Window:
        """The room's screen, opened by the desk's link; it speaks what the workshop speaks."""
        link = desk.page.locator("#desk-screen").get_attribute("href")
        projector = self.window(SCREEN)
        projector.language = language
        projector.page.goto(str(link).replace("localhost", "127.0.0.1"))
        projector.page.wait_for_url("**/screen/*/", timeout=PATIENCE)
        return projector

    def phone(self, desk: Window, locale: str = "en-GB", into: str = "You are in.") -> Window:
        """Somebody joins by the link of the desk's workshop, which the QR code holds."""
        way = str(desk.page.evaluate(JOIN_PATH))
        phone = self.window(PHONE, touch=True, locale=locale)
        phone.page.goto(f"{self.server.url.rstrip('/')}{way}")
        phone.presses("Join")
        phone.shows(into)
        return phone

    def code(self, projector: Window) -> str:
        """The join code, as it stands on the room's screen."""
        return projector.page.locator(".t-code").first.inner_text()

    def close(self) -> None:
        """Closes every window."""
        for context in self.contexts:
            context.close()

    @property
    def foreign_requests(self) -> set[str]:
        """Returns the requests of any window to another host."""
        local = (self.server.url, "data:", "blob:", "file:", "ws://127.0.0.1")
        return {url for one in self.windows for url in one.asked if not url.startswith(local)}

    @property
    def complaints(self) -> list[str]:
        """Returns the complaints of the consoles, beyond those of a server that was away."""
        away = ("ERR_CONNECTION", "net::ERR", "WebSocket connection")
        return [
            said for one in self.windows for said in one.complaints
            if not any(word in said for word in away)
        ]  # fmt: skip


@contextmanager
def on_stage(browser: Browser, server: OwnServer) -> Iterator[Stage]:
    """A room with a running server, closed at the end."""
    stage = Stage(browser, server)
    try:
        yield stage
    finally:
        stage.close()
        server.kill()
