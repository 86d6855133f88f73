"""Phones beside each other, as someone sees, hears and traces them who must learn nothing."""

import re
from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, Route

from tests.support.browser import Window, comes_to
from tests.support.room_in_browser import turns

SEEN = Path(__file__).with_suffix(".js").read_text("utf-8")
LISTENS = """(() => {
  window.spoken = [];
  const LIVE = ":is([role=status], [role=alert], [aria-live]):not(.hold-words)";
  const hear = (node) => {
    const region = (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest(LIVE);
    const words = region?.textContent.trim();
    if (words) window.spoken.push(words);
  };
  new MutationObserver((changes) => changes.forEach(({ target, addedNodes }) => {
    hear(target);
    addedNodes.forEach((node) => node.querySelectorAll?.(LIVE).forEach(hear));
  })).observe(document, { childList: true, characterData: true, subtree: true });
})()"""
"""Keeps all that a screen reader would say unasked, not what a hold explains under a finger."""
ANSWERS = re.compile(r"Noted\.|You have taken part\.|Your answer has arrived\.|\d of \d votes left")
"""Said of a press, and of every press alike; while people vote, of the votes that are left."""
SEEDED = re.compile(r'secret\s*\+\s*"\|"\s*\+\s*id\(item\)')


@dataclass
class Glanced:
    """A phone, by what its person did, with what it asks for."""

    fate: str
    phone: Window
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        page = self.phone.page
        page.on("request", lambda request: self.asked.append(_path(request.url)))
        one_order(page)
        page.context.add_init_script(LISTENS)

    @property
    def page(self) -> Page:
        """The page that its person looks at."""
        return self.phone.page

    def seen(self) -> list[str]:
        """Each thing on its screen, with its place."""
        found: list[str] = self.page.evaluate(SEEN)
        return found

    def spoken(self) -> list[str]:
        """All that it said since the last time this was asked, but for the answer to a press."""
        said: list[str] = self.page.evaluate("(window.spoken ?? []).splice(0)")
        return [*dict.fromkeys(one for one in said if not ANSWERS.fullmatch(one))]


def one_order(page: Page) -> None:
    """Shuffles and deals by one seed for all phones."""

    def served(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=SEEDED.sub('"seed|"+id(item)', answer.text()))

    page.route(re.compile(r"/js/participant/(main|later|shuffle)\.js"), served)


def _path(url: str) -> str:
    return urlsplit(url).path


@dataclass
class Glance:
    """All phones of a room."""

    phones: list[Glanced]

    def alike(self, at: str) -> None:
        """Every phone shows, says and has fetched the same since the last time, closed and open."""
        self._look_alike(at)
        if self.phones[0].page.locator(".frame-last").count():
            self._turn(opened=True)
            self._look_alike(f"{at}, what you sent")
            self._turn(opened=False)
            self._look_alike(f"{at}, closed again")
        self._sound_alike(at)
        self._fetched_alike(at)

    def _turn(self, *, opened: bool) -> None:
        for one in self.phones:
            turns(one.phone, opened=opened)

    def _look_alike(self, at: str) -> None:
        (first, *others) = self.phones

        def differs() -> str:
            one = first.seen()
            found = [_difference(first, one, other) for other in others]
            return "\n".join([at, *found]) if any(found) else ""

        comes_to(first.page, differs, "")

    def _sound_alike(self, at: str) -> None:
        spoken = {one.fate: one.spoken() for one in self.phones}
        assert len({*map(str, spoken.values())}) == 1, f"{at}: {spoken}"

    def _fetched_alike(self, at: str) -> None:
        def differs() -> str:
            asked = {one.fate: sorted(one.asked) for one in self.phones}
            return "" if len({*map(str, asked.values())}) == 1 else f"{at}: {asked}"

        comes_to(self.phones[0].page, differs, "")
        for one in self.phones:
            one.asked.clear()


def _difference(first: Glanced, one: list[str], other: Glanced) -> str:
    found = unified_diff(one, other.seen(), first.fate, other.fate, n=0, lineterm="")
    return "\n".join([*found][:12])
