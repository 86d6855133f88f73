"""The desk in a browser, led by its keys alone, and whether all that it needs is in view."""

from contextlib import suppress
from dataclasses import dataclass

from playwright.sync_api import Page, TimeoutError, expect

from tests.support.browser import PATIENCE, is_held, rested
from tests.support.by_keyboard import MOST
from tests.support.ruler import hard_to_press

SIZES = ((1440, 900), (1366, 768), (1024, 768), (390, 844), (683, 384), (320, 568))
"""A laptop, a small one, a tablet, a phone, the small laptop with its text twice as large, and the
narrowest phone."""
WIDE = 700
PRESSES = 60
"""The most that any stage needs, with a page for each card."""
SOON = 2_000
"""Milliseconds within which a press does something; after them it is pressed again."""

HAS_FOCUS = "(selector) => document.activeElement.matches(selector)"
# Both at once: what is pressed belongs to the stage that was read.
STANDING = """() => ["[aria-current=step] > .desk-stage-name", "#desk-next", ".desk-sees > p"]
    .map((name) => document.querySelector(name).innerText)"""
# The seconds that are left for drafts change by themselves.
DONE = """(before) => ["[aria-current=step] > .desk-stage-name", "#desk-next", ".desk-sees > p"]
    .some((name, i) => {
        const words = (text) => text.replaceAll(/[0-9\u0660-\u0669]+ /g, "");
        return words(document.querySelector(name).innerText) !== words(before[i]);
    })"""
FAULTS = """(wide) => {
    const box = (name) => document.querySelector(name)?.getBoundingClientRect();
    const faults = [];
    const page = document.documentElement;
    if (page.scrollWidth > page.clientWidth) faults.push("the page scrolls sideways");
    const always = ["#desk-next", ".desk-time .t-clock"];
    const beside = [".desk-miniature", ".desk-plan", ".desk-cue", ".desk-here", ".desk-agenda",
        ".desk-panel", ".desk-controls", ".desk-sees", ".desk-top"];
    const seen = (wide ? [...always, ...beside] : always).filter((name) => box(name)?.height);
    for (const name of always) if (!seen.includes(name)) faults.push(`${name} is missing`);
    for (const name of seen) {
        const { top, bottom, left, right } = box(name);
        const inside = Math.min(top, left) >= 0
            && right <= innerWidth + 1 && bottom <= innerHeight + 1;
        if (!inside) faults.push(`${name} is out of view`);
        const { scrollWidth, clientWidth } = document.querySelector(name);
        if (scrollWidth > clientWidth + 1) faults.push(`${name} is too narrow`);
    }
    for (const one of seen) for (const other of seen) {
        const [a, b] = [box(one), box(other)];
        const meet = a.left < b.right - 1 && b.left < a.right - 1
            && a.top < b.bottom - 1 && b.top < a.bottom - 1;
        if (one < other && meet) faults.push(`${one} lies over ${other}`);
    }
    const foot = document.querySelector(".desk-next");
    const stays = getComputedStyle(foot).position === "fixed";
    if (stays && foot.clientHeight > innerHeight / 3) faults.push("the foot covers too much");
    const time = document.querySelector(".desk-time");
    const panel = document.querySelector(".desk-panel");
    const needed = Math.min(panel.scrollHeight, 128);
    if (wide && panel.clientHeight < needed) faults.push("what is below the picture has no room");
    if (wide && time.scrollHeight > time.clientHeight + 1) faults.push("the time scrolls");
    return faults;
}"""


@dataclass
class KeyboardDesk:
    """A facilitator who touches nothing but the keyboard."""

    page: Page

    def stage(self) -> str:
        """The stage that runs, as the agenda says."""
        current = self.page.locator("[aria-current=step] > .desk-stage-name")
        return current.first.inner_text()

    def takes_the_main_button(self) -> None:
        """Reaches the one filled button by the second of the links that the page begins with."""
        for key in ("Tab", "Tab", "Enter"):
            self.page.keyboard.press(key)
        expect(self.page.locator("#desk-next")).to_be_focused(timeout=PATIENCE)

    def goes_on_to(self, stage: str) -> None:
        """Presses, or holds where that is asked for, until the stage is there."""
        for _ in range(PRESSES):
            running, button, _ = before = self.page.evaluate(STANDING)
            if running == stage:
                return
            if self.reads():
                continue  # what the button says has changed
            rested(self.page)
            if "Hold" in button:
                self.holds()
            elif "Pick a card first" in button:
                self.page.locator("#desk-skip").press("Enter")
                self.page.locator("#desk-next").focus()
            else:
                self.page.keyboard.press("Space")
            self._waits_for_an_answer(before)
        raise AssertionError(f"it stays at {self.stage()} and does not come to {stage}")

    def reads(self) -> bool:
        """Opens each card that waits to be read, by its keys, and goes back to the one button.
        Whether any has waited."""
        unread, open_card = map(self.page.locator, (".desk-card[data-unread]", ".desk-uncovered"))
        question = self.page.locator(".desk-looked")
        if not unread.count():
            return False
        while left := unread.count():
            self.page.keyboard.press("j" if open_card.count() else "o")
            expect(question.or_(open_card).first).to_be_visible(timeout=PATIENCE)
            if question.count():
                self.comes_to(".desk-looked button")
                self.page.keyboard.press("Enter")
            expect(unread).to_have_count(left - 1, timeout=PATIENCE)
        self.comes_to("#desk-next")
        return True

    def comes_to(self, selector: str) -> None:
        """Goes on with the tabulator until it has the focus."""
        for _ in range(MOST):
            if self.page.evaluate(HAS_FOCUS, selector):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never comes to {selector}")

    def _waits_for_an_answer(self, before: list[str]) -> None:
        """A press that came sooner would turn the page of a stage that nobody has read."""
        with suppress(TimeoutError):
            self.page.wait_for_function(DONE, arg=before, timeout=SOON)

    def holds(self) -> None:
        """Holds Enter for more than a second."""
        self.page.keyboard.down("Enter")
        is_held(self.page)
        self.page.keyboard.up("Enter")

    def has_the_focus_on(self) -> str:
        """The id of what has the focus, or its element's name."""
        name: str = self.page.evaluate(
            "document.activeElement.id || document.activeElement.localName"
        )
        return name

    def faults(self) -> list[str]:
        """Returns the parts that are out of view, too narrow or over something else, at each size
        of a screen."""
        found = []
        for width, height in SIZES:
            self.page.set_viewport_size({"width": width, "height": height})
            wide = width > WIDE
            found += [
                f"{self.stage()}, {width} x {height}: {fault}"
                for fault in self.page.evaluate(FAULTS, wide) + hard_to_press(self.page)
            ]
        return found
