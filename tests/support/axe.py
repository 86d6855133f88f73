"""What axe-core finds on a page: WCAG 2.2, levels A and AA, and its best practices."""

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]

# Halfway through a fade no contrast is what it will be.
SETTLED = """() => Promise.all(document.getAnimations()
    .filter((one) => one.effect.getComputedTiming().endTime !== Infinity)
    .map((one) => one.finished.catch(() => {})))"""
RUN = """async ([tags, leaving]) => {
    const what = { include: [["html"]], exclude: leaving.map((one) => [one]) };
    const { violations } = await axe.run(what, { runOnly: tags, resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => (
        `${id}: ${node.target.join(" ")}: ${node.failureSummary.replace(/\\s+/g, " ")}`)));
}"""


def axe_finds(page: Page, leaving: tuple[str, ...] = ()) -> list[str]:
    """
    Each fault as "rule: where: what would mend it"; none on a page that is right.

    `leaving` names selectors whose inside is judged elsewhere.
    """
    page.evaluate(SETTLED)
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(_source())
    found: list[str] = page.evaluate(RUN, [TAGS, list(leaving)])
    return found


@cache
def _source() -> str:
    return AXE.read_text(encoding="utf-8")
