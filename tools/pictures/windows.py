"""The windows of one language: a phone, the room's screen, and the desk."""

from playwright.sync_api import Browser, BrowserContext, Page

from tools.pictures.plan import PICTURE_SCALES, PICTURE_VIEWS, WINDOW_SIZES, View
from workshop.languages import languages

WINDOW_WAIT_MS = 60_000.0
"""Milliseconds for which words are waited for. What a phone asks comes to the desk with the next
slot of each: ten seconds can be too few."""
IS_STILL = """() => document.fonts.ready.then(
    () => new Promise((still) => requestAnimationFrame(() => requestAnimationFrame(still)))
)"""


class Windows:
    """A browser of its own for each view, all of them set to one language.

    Motion is off, so that a picture never shows the way from one state to the next.
    """

    def __init__(self, browser: Browser, url: str, language: str) -> None:
        self.url = url.rstrip("/")
        self.language = language
        self.say = languages().translator(language)
        self._browser = browser
        self._contexts = {view: _context(browser, view, language) for view in PICTURE_VIEWS}
        self.pages = {view: self.open(view) for view in PICTURE_VIEWS}

    @property
    def phone(self) -> Page:
        """The shown phone."""
        return self.pages["phone"]

    @property
    def desk(self) -> Page:
        """The window of the desk."""
        return self.pages["desk"]

    def open(self, view: View) -> Page:
        """Another page of the same browser."""
        return _page(self._contexts[view])

    def open_elsewhere(self, view: View) -> Page:
        """A page on another device; whoever opens it closes its context."""
        return _page(_context(self._browser, view, self.language))

    def sign_in(self, cookie: str) -> None:
        """Gives the desk's browser the cookie of a facilitator."""
        name, _, value = cookie.partition("=")
        self._contexts["desk"].add_cookies(
            [{"name": name, "value": value, "domain": "127.0.0.1", "path": "/desk"}]
        )

    def sign_out(self) -> None:
        """Takes it away again."""
        self._contexts["desk"].clear_cookies()

    def cut(self, view: View, off: bool) -> None:
        """Takes the network from a browser, or gives it back."""
        self._contexts[view].set_offline(off)

    def close(self) -> None:
        """Closes all of them."""
        for context in self._contexts.values():
            context.close()


def _context(browser: Browser, view: View, language: str) -> BrowserContext:
    width, height = WINDOW_SIZES[view]
    return browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=PICTURE_SCALES[view],
        has_touch=view == "phone",
        locale=language,
        reduced_motion="reduce",
    )


def _page(context: BrowserContext) -> Page:
    page = context.new_page()
    page.set_default_timeout(WINDOW_WAIT_MS)
    return page


def wait_until_still(page: Page) -> None:
    """Waits for faces, and for what is fitted into its box after it is drawn."""
    page.evaluate(IS_STILL)
