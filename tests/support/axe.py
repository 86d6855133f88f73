"""The faults that axe-core finds on a page: WCAG 2.2, levels A and AA, and its best practices."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Literal, TypeVar

from playwright.sync_api import Page

T = TypeVar("T")
Scheme = Literal["light", "dark"]
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
SCHEMES: tuple[Scheme, Scheme] = ("light", "dark")
long = False
"""True if nothing takes turns; `conftest.py` sets it with --long."""
IS_LIGHT = "matchMedia('(prefers-color-scheme: light)').matches"
# The room's screen has a theme of its own, whatever its device prefers.
THEME = """(scheme) => {
    const root = document.documentElement;
    if (root.matches(".scale-projector")) root.dataset.theme = scheme;
}"""
# Halfway through a fade no contrast is what it will be.
SETTLED = """() => Promise.all(document.getAnimations()
    .filter((one) => one.effect.getComputedTiming().endTime !== Infinity)
    .map((one) => one.finished.catch(() => {})))"""
BEGIN = """([tags, leaving]) => {
    const what = { include: [["html"]], exclude: leaving.map((one) => [one]) };
    const found = ({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map((node) => (
        `${id}: ${node.target.join(" ")}: ${node.failureSummary.replace(/\\s+/g, " ")}`)));
    globalThis.axeFinds = axe.run(what, { runOnly: tags, resultTypes: ["violations"] }).then(found);
}"""


def axe_finds(page: Page, leaving: tuple[str, ...] = ()) -> list[str]:
    """
    Each fault as "rule: where: what would mend it"; none on a page that is right.

    `leaving` names selectors whose inside is judged elsewhere.
    """
    _begin(page, leaving)
    found: list[str] = page.evaluate("axeFinds")
    return found


def axe_finds_by_turns(pages: Sequence[Page]) -> list[str]:
    """Finds the faults of several pages at once, each as "page, scheme: fault".

    By default each page is judged in one scheme: the first in the one that it was not in, the next
    in the other, and so on, so that pages that are judged together have both, and each page has
    both one after the other. With --long each is judged in both each time.
    """
    was_light = pages[0].evaluate(IS_LIGHT)
    return [fault for turn in by_turns((0, 1), was_light) for fault in _in_schemes(pages, turn)]


def by_turns(choices: Sequence[T], turn: int) -> Sequence[T]:
    """The one whose turn it is; all of them with --long."""
    return choices if long else [choices[turn % len(choices)]]


def _in_schemes(pages: Sequence[Page], turn: int) -> list[str]:
    schemes = [SCHEMES[(turn + i) % 2] for i in range(len(pages))]
    for page, scheme in zip(pages, schemes, strict=True):
        page.emulate_media(color_scheme=scheme)
        page.evaluate(THEME, scheme)
        _begin(page)
    return [
        f"{page.title()} {page.viewport_size}, {scheme}: {fault}"
        for page, scheme in zip(pages, schemes, strict=True)
        for fault in page.evaluate("axeFinds")
    ]


def _begin(page: Page, leaving: tuple[str, ...] = ()) -> None:
    page.evaluate(SETTLED)
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(_source())
    page.evaluate(BEGIN, [TAGS, list(leaving)])


@cache
def _source() -> str:
    return AXE.read_text(encoding="utf-8")
