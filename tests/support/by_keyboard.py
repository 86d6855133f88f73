"""Somebody who has nothing but a keyboard, and hears where the focus is."""

import re
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page, expect

from tests.support.browser import PATIENCE

MOST = 80
"""Presses of the tabulator for one way through any page and round again."""
SHIFTS = """
globalThis.shifts = [];
const elementOf = (node) => node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
const told = ({ node, previousRect: from, currentRect: to }) => {
    const moved = elementOf(node);
    const stage = document.querySelector("h1")?.textContent;
    const who = moved?.className || moved?.localName;
    return `${stage}: ${who} from ${from.left}, ${from.top} to ${to.left}, ${to.top}`;
};
let held = -Infinity;  // what comes of a press that was held comes of that press
addEventListener("held", ({ timeStamp }) => { held = timeStamp; });
// The product's faces are put on as a stage changes, and are of another width.
new MutationObserver(() => { held = performance.now(); })
    .observe(document, { subtree: true, attributeFilter: ["data-faces"] });
const asked = ({ hadRecentInput, startTime }) =>
    hadRecentInput || (startTime >= held && startTime < held + 500);
// The browser takes the last line for moved as the foot around it grows upward: it is measured.
const isLast = ({ node }) => elementOf(node)?.closest(".frame-last");
new PerformanceObserver((list) => shifts.push(...list.getEntries()
    .filter((one) => !asked(one))
    .flatMap(({ sources }) => sources.filter((one) => !isLast(one)).map(told))))
    .observe({ type: "layout-shift", buffered: true });
let stood;
const watch = () => {
    const top = document.querySelector(".frame-last")?.getBoundingClientRect().top;
    if (Math.abs(top - stood) >= 1) shifts.push(`the last line from ${stood} to ${top}`);
    stood = top ?? stood;
    requestAnimationFrame(watch);
};
requestAnimationFrame(watch);
"""
"""Gathers what moves on a page by itself, from its first paint on."""


@dataclass(frozen=True)
class Focus:
    """The element that has the focus, as a screen reader tells it."""

    role: str
    name: str


class Hands:
    """The hands of a person who finds things by their names, and presses no more than a keyboard
    has."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._session = page.context.new_cdp_session(page)

    def feel(self) -> Focus:
        """Where the focus is now."""
        element = self._asks("Runtime.evaluate", expression="document.activeElement")["result"]
        tree = self._asks(
            "Accessibility.getPartialAXTree", objectId=element["objectId"], fetchRelatives=False
        )
        told = tree["nodes"][0]
        return Focus(*(str(told.get(key, {}).get("value", "")) for key in ("role", "name")))

    def reaches(self, name: str | re.Pattern[str], role: str = "button", key: str = "Tab") -> None:
        """Waits until it is there, and goes on until it has the focus."""
        wanted: Any = role
        words = re.compile(re.escape(name)) if isinstance(name, str) else name
        expect(self.page.get_by_role(wanted, name=name).first).to_be_visible(timeout=PATIENCE)
        passed = []
        for _ in range(MOST):
            felt = self.feel()
            if felt.role == role and words.search(felt.name):
                return
            passed.append(felt)
            self.page.keyboard.press(key)
        raise AssertionError(f"{key} never comes to the {role} “{name}”; it passes {passed}")

    def presses(
        self, name: str | re.Pattern[str], role: str = "button", key: str = "Enter"
    ) -> None:
        """Reaches it and presses it."""
        self.reaches(name, role)
        self.page.keyboard.press(key)

    def types(self, label: str, text: str) -> None:
        """Reaches the field of this label and types."""
        self.reaches(label, "textbox")
        self.page.keyboard.type(text)

    def chooses(self, name: str) -> None:
        """Goes with the arrows from one answer to the next, until it is this one."""
        for _ in range(MOST):
            if self.feel() == Focus("radio", name):
                return self.page.keyboard.press("Space")
            self.page.keyboard.press("ArrowRight")
        raise AssertionError(f"no arrow leads to “{name}” from {self.feel()}")

    def have_lost_the_focus(self) -> bool:
        """True if nothing has the focus, so that the next tabulator begins at the page's top."""
        lost: bool = self.page.evaluate("document.activeElement === document.body")
        return lost

    def _asks(self, method: str, **about: object) -> Any:
        return self._session.send(method, about)
