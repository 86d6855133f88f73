"""Where words stand on a page, and whether all of it can be read without scrolling to the side."""

from playwright.sync_api import Page

USUAL_PRINT, LARGE_PRINT = 16, 32
"""Pixels."""
# Where nothing scrolls, what is larger than its box is lost.
LOST = """() => [...document.querySelectorAll("main *")].filter((one) => {
    const { overflowX, overflowY } = getComputedStyle(one);
    const hides = (how) => ["hidden", "clip"].includes(how);
    return one.clientWidth > 1
        && (one.scrollWidth > one.clientWidth + 1 && overflowX !== "visible"
            || one.scrollHeight > one.clientHeight + 1 && hides(overflowY))
        && !one.closest("select, input, textarea, .miniature");
}).map((one) => `${one.className || one.localName} is cut`)"""
RIGHT_EDGES = """(selectors) => selectors.map((selector) => {
    const range = document.createRange();
    range.selectNodeContents(document.querySelector(selector));
    return Math.round(Math.max(...[...range.getClientRects()].map(({ right }) => right)));
})"""
# A link within a sentence is as high as its line; a choice within its words is pressed by them.
SMALL_TARGETS = """(least) => [...document.querySelectorAll("a, button, input, select, summary")]
    .filter((one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true })
        && getComputedStyle(one).display !== "inline" && !one.closest(".miniature"))
    .map((one) => one.closest("label") ?? one)
    .filter((one) => {
        const { width, height } = one.getBoundingClientRect();
        return Math.min(width, height) > 1.5 && Math.min(width, height) < least - 0.5;
    }).map((one) => `${one.textContent.trim() || one.className || one.id} is too small to press`)"""
LEAST_TARGET = 24
"""Pixels on each side."""
SIDEWAYS = "() => document.documentElement.scrollWidth > innerWidth ? ['it scrolls sideways'] : []"


def out_of_reach(page: Page) -> list[str]:
    """Returns the parts that are cut off or lie to the side, in words; none on a page that is
    right."""
    found: list[str] = [*page.evaluate(SIDEWAYS), *page.evaluate(LOST)]
    return found


def hard_to_press(page: Page) -> list[str]:
    """Returns the controls that are too small for an unsteady hand, in words."""
    found: list[str] = page.evaluate(SMALL_TARGETS, LEAST_TARGET)
    return found


def out_of_reach_at(page: Page, width: int, height: int) -> list[str]:
    """Like `out_of_reach`, but in a window of this size."""
    page.set_viewport_size({"width": width, "height": height})
    return out_of_reach(page)


def out_of_reach_in_large_print(page: Page) -> list[str]:
    """Like `out_of_reach`, but for somebody who has chosen letters of twice the size for all
    pages."""
    print_in(page, LARGE_PRINT)
    found = out_of_reach(page)
    print_in(page, USUAL_PRINT)
    return found


def print_in(page: Page, size: int) -> None:
    """The size of text that somebody has chosen, in pixels."""
    session = page.context.new_cdp_session(page)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": size}})
    session.detach()


def right_edges(page: Page, *words: str) -> set[int]:
    """The edges at which the words of these elements end on the right, in pixels."""
    return {*page.evaluate(RIGHT_EDGES, words)}
