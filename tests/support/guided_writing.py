"""Somebody writes a story on a phone, a question a page."""

from playwright.sync_api import Page

from tests.browser.test_pages import CUT, WIDER
from tests.browser.test_teams import by_keyboard
from tests.support.axe import SCHEMES, axe_finds
from tests.support.browser import PHONE, Window

SMALL = {"width": 320, "height": 568}
ASKED = ("context", "happened", "turn", "now", "lesson")
STORIES = {
    "en-GB": (
        "I ran the newsletter.", "I wrote June. They changed that night.", "Someone asked me.",
        "I ask first.", "Ask the one who knows before you write a date.", "Ask the one who knows.",
    ),
    "ar": (
        "كنت أكتب النشرة.", "كتبت يونيو. تغيّرت في تلك الليلة.", "سألني أحدهم.", "أسأل أولًا.",
        "اسأل من يعرف قبل أن تكتب تاريخًا.", "اسأل من يعرف.",
    ),
}  # fmt: skip
"""By the language of a phone: the answers to `ASKED`, and a shorter lesson."""


def right_for_everybody(page: Page) -> None:
    """Looks that a page is for everybody: on the smallest phone, light and dark, by keys."""
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        found = axe_finds(page)
        assert found == [], f"{page.url}: {found}"
    page.set_viewport_size(SMALL)  # type: ignore[arg-type]
    assert (page.evaluate(WIDER), page.evaluate(CUT)) == (0, []), page.url
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert by_keyboard(page) == [], page.url


class GuidedWriting:
    """Somebody who writes; `story` has their answers, as `STORIES` has them."""

    phone: Window
    story: tuple[str, ...]

    @property
    def page(self) -> Page:
        """The phone's page."""
        return self.phone.page

    def goes_on(self) -> None:
        """Presses the main button, whatever it says."""
        self.page.locator("#next").click()

    def answers(self) -> None:
        """Answers all questions from the beginning, and goes on to read all of it once more."""
        self.goes_on()
        for name, text in zip(ASKED, self.story, strict=False):
            self.page.locator(f"#{name}").fill(text)
            self.goes_on()
        self.goes_on()
