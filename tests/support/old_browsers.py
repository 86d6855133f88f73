"""An older browser, played by a new one from which is taken what came later."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Route

from tests.support.browser import Stage, Window
from tests.support.server import own_server

TAKE = """(paths) => paths.forEach((path) => {
    const names = path.split(".");
    const last = names.pop();
    delete names.reduce((owner, name) => owner?.[name], globalThis)?.[last];
})"""
TOKENS = (Path(__file__).parents[2] / "static" / "css" / "tokens.css").read_text("utf-8")
NAMES = ("table", "ink", "gold")
LIGHT = ":root {"
ROOM = ".scale-projector {"
SEEN = """() => {
    const body = getComputedStyle(document.body);
    const gold = document.querySelector(".seam-gold, .stage-line .seam-gold");
    return [body.backgroundColor, body.color, getComputedStyle(gold).stroke];
}"""
"""Ground, ink and gold, as a page is painted."""
Swaps = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class OldBrowser:
    """A thing in scripts and sheets that the browser stumbles over: a pattern, and what takes its
    place."""

    scripts: Swaps = ()
    sheets: Swaps = ()
    lacks: tuple[str, ...] = ()
    """The paths under which a script finds nothing."""

    def ages(self, context: BrowserContext) -> None:
        """Makes every page of this context as old, from now on."""
        if self.lacks:
            context.add_init_script(f"({TAKE})({list(self.lacks)!r})")
        for kind, swaps in (("js", self.scripts), ("css", self.sheets)):
            if swaps:
                context.route(re.compile(rf"\.{kind}(?:\?|$)"), partial(swapped, swaps))


def swapped(swaps: Swaps, route: Route) -> None:
    """Answers with what the server says, but for what is swapped."""
    # An address names what it leads to, so one device may take what another one has fetched.
    known = swaps, route.request.url
    if known not in SWAPPED:
        SWAPPED[known] = fetched(route, swaps)
    status, headers, text = SWAPPED[known]
    route.fulfill(status=status, headers=headers, body=text)


SWAPPED: dict[tuple[Swaps, str], tuple[int, dict[str, str], str]] = {}


def fetched(route: Route, swaps: Swaps) -> tuple[int, dict[str, str], str]:
    """Status, headers and body of an answer, with what is swapped."""
    came = route.fetch()
    text = came.text()
    for pattern, instead in swaps:
        text = re.sub(pattern, instead, text, flags=re.MULTILINE)
    return came.status, {"content-type": came.headers["content-type"]}, text


class OldStage(Stage):
    """A room in which every window is an old browser's."""

    old = OldBrowser()

    def window(self, size: dict[str, int], touch: bool = False, locale: str = "en-GB") -> Window:
        """A window of its own, as on an old device of its own."""
        window = super().window(size, touch, locale)
        self.old.ages(window.page.context)
        return window

    def close(self) -> None:
        """Closes every window, also one that still fetches."""
        for context in self.contexts:
            context.unroute_all(behavior="ignoreErrors")
        super().close()


@contextmanager
def old_stage(browser: Browser, folder: Path, old: OldBrowser) -> Iterator[OldStage]:
    """A room with a running server, closed at the end."""
    server = own_server(folder / "data")
    stage = OldStage(browser, server.start())
    stage.old = old
    try:
        yield stage
    finally:
        stage.close()
        server.kill()


LATER_UNITS = r"(?<=\d)(?:cq[bhiw]|[dls]v[bhiw]|lh)\b"
NOT_YET = (r"@container", "@later"), (r"@property", "@later"), (LATER_UNITS, "later")

SAFARI_15 = OldBrowser(
    scripts=((r"\(\?<[!=]", "(?<%"), (r"\bstatic \{", "static {%")),
    sheets=(
        *NOT_YET,
        (r"(?<=\()(?:width|height) [<>]", "later"),
        (r"overflow: clip", "overflow: later"),
        (r":dir\(", ":later("),
        (r"subgrid", "later"),
        (r"(?<=[ \n])(?:user-select|text-wrap|field-sizing):", "later:"),
    ),
    lacks=(
        "Array.prototype.toSorted", "Array.prototype.toReversed", "Array.prototype.toSpliced",
        "Array.prototype.with", "Array.prototype.findLast", "Array.prototype.findLastIndex",
        "AbortSignal.timeout", "AbortSignal.any", "HTMLFormElement.prototype.requestSubmit",
        "Intl.Segmenter", "Document.prototype.startViewTransition", "CSSPropertyRule",
        "Promise.withResolvers", "Object.groupBy", "Element.prototype.checkVisibility",
        "HTMLElement.prototype.showPopover", "URL.canParse", "structuredClone",
    ),
)  # fmt: skip
"""Safari of iOS 15, as far as it can be played: it knew `:has`."""

CHROME_99 = OldBrowser(
    sheets=(
        *SAFARI_15.sheets,
        (r":has\(", ":later("),
        (r"(?<=[ \n])(?:translate|rotate|scale):", "later:"),
    ),
    lacks=SAFARI_15.lacks,
)
"""Chrome 99, and Samsung Internet 18; Firefox 115 lacked `:has`, too."""


def wanted(theme: str) -> list[str]:
    """Ground, ink and gold of a theme, as a browser says them."""
    rule = TOKENS.split(theme)[1].partition("}")[0]
    said = dict(re.findall(r"--([\w-]+):\s*#(\w{6});", rule))
    shades = [[int(said[name][at : at + 2], 16) for at in (0, 2, 4)] for name in NAMES]
    return [f"rgb({', '.join(map(str, parts))})" for parts in shades]
