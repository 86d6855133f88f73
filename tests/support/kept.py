"""The storage of the pages of a browser, beside the list of what they may keep."""

from typing import Any

from playwright.sync_api import Page

from tests.support.browser import Window

OUTSIDE_THE_LIST = """async () => {
    const script = document.querySelector('script[type="module"]').src;
    const list = script.replace(/(\\/static\\/\\w+\\/js\\/).*/, "$1core/places.js");
    const listed = Object.values(await import(list));
    const names = [localStorage, sessionStorage].flatMap((store) => Object.keys(store));
    const known = (name) => listed.some((one) => (
        one.endsWith(":") ? name.startsWith(one) : name === one));
    return [
        ...names.filter((name) => !known(name)),
        ...(await indexedDB.databases()).map(({ name }) => `database ${name}`),
        ...(globalThis.caches ? await caches.keys() : []).map((name) => `cache ${name}`),
        ...(await navigator.serviceWorker?.getRegistrations() ?? []).map(() => "a worker"),
    ];
}"""
"""Names of storage that `static/js/core/places.js` does not list, and stores that it rules out."""
LATER = """([hours, id]) => {
    const kept = JSON.parse(localStorage.getItem(`workshop:${id}`));
    kept.saved -= hours * 3600 * 1000;
    localStorage.setItem(`workshop:${id}`, JSON.stringify(kept));
}"""
OF_WORKSHOPS = """() => Object.fromEntries(Object.entries(localStorage)
    .filter(([name]) => name.startsWith("workshop:"))
    .map(([name, text]) => [name.slice(9), JSON.parse(text)]))"""


def outside_the_list(window: Window) -> list[str]:
    """Returns the items that a window keeps that are not on the list."""
    found: list[str] = window.page.evaluate(OUTSIDE_THE_LIST)
    return found


def leaves(page: Page) -> None:
    """Turns a tab to a picture of the same address, which has no script that could sweep."""
    page.goto(str(page.evaluate("document.querySelector('link[rel=icon]').href")))


def hours_pass(page: Page, hours: int, workshop: str) -> None:
    """As if what the browser has of a workshop had been kept so many hours ago."""
    page.evaluate(LATER, [hours, workshop])


def kept_of_workshops(page: Page) -> dict[str, Any]:
    """Returns all that the browser has of each workshop, by its id."""
    found: dict[str, Any] = page.evaluate(OF_WORKSHOPS)
    return found
