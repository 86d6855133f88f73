"""What axe-core finds on a page: WCAG 2.2, levels A and AA, and its best practices."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Literal

from playwright.sync_api import Page

Scheme = Literal["light", "dark"]
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
SCHEMES: tuple[Scheme, Scheme] = ("light", "dark")
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


def axe_finds_on(pages: Sequence[Page], scheme: Scheme) -> list[list[str]]:
    """The same for several pages at once, in the light or in the dark."""
    for page in pages:
        page.emulate_media(color_scheme=scheme)
        page.evaluate(THEME, scheme)
        _begin(page)
    return [page.evaluate("axeFinds") for page in pages]


def _begin(page: Page, leaving: tuple[str, ...] = ()) -> None:
    page.evaluate(SETTLED)
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(_source())
    page.evaluate(BEGIN, [TAGS, list(leaving)])


@cache
def _source() -> str:
    return AXE.read_text(encoding="utf-8")
