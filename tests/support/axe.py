"""What axe-core finds on a page: WCAG 2.2, levels A and AA, and its best practices."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]

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
    return axe_finds_on([page], leaving)[0]


def axe_finds_on(pages: Sequence[Page], leaving: tuple[str, ...] = ()) -> list[list[str]]:
    """The same for several pages, all at once."""
    for page in pages:
        page.evaluate(SETTLED)
        if not page.evaluate("typeof axe === 'object'"):
            page.evaluate(_source())
        page.evaluate(BEGIN, [TAGS, list(leaving)])
    return [page.evaluate("axeFinds") for page in pages]


@cache
def _source() -> str:
    return AXE.read_text(encoding="utf-8")
