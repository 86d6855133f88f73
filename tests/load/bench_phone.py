"""How soon a phone can be used, and how smooth it stays: `python -m tests.load.bench_phone`.

A connection of 1.6 Mbit/s with 150 ms, a processor four times slower for the visits and six times
slower for three hundred cards and fifty lessons. It needs a quiet machine, and so is no test: those
count bytes and requests.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import CDPSession, Locator, Page, Route, sync_playwright

from tests.support.browser import PHONE, Window, on_stage
from tests.support.room_in_browser import RoomInBrowser
from workshop.rehearsal.own_server import OwnServer

SLOW_LINE = {
    "offline": False, "latency": 150,
    "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8,
}  # fmt: skip
CARDS, LESSONS, TIMES = 300, 50, 40
WATCH = """() => {
    const seen = () => document.querySelector(".frame-foot .button-main, .frame-connection");
    new MutationObserver(() => { if (seen()) globalThis.usable ??= performance.now(); })
        .observe(document, { childList: true, subtree: true });
}"""
OBSERVE = """() => {
    globalThis.drawn = [];
    new PerformanceObserver((list) => drawn.push(...list.getEntries()
        .filter(({ interactionId }) => interactionId).map(({ duration }) => duration)))
        .observe({ type: "event", durationThreshold: 16 });
}"""
BOOT = re.compile(r'(?<=id="boot">).*?(?=</script>)', re.DOTALL)


def main() -> None:
    """Measures and prints."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = OwnServer(Path(folder) / "data").start()
        with on_stage(playwright, server) as stage:
            room = RoomInBrowser(stage, phones=0, template="all_hands", cards="live")
            visits(room)
            lists(room)


def visits(room: RoomInBrowser) -> None:
    """A first visit by the scanned link, and a second one."""
    page = room.stage.window(PHONE, touch=True).page
    slow(page, rate=4)
    page.add_init_script(f"({WATCH})()")
    boot = room.projector.page.evaluate("document.getElementById('boot').textContent")
    found = re.search(r"/j/\w+", boot)
    assert found
    page.goto(room.stage.server.url + found[0])
    page.get_by_role("button", name="Join").wait_for()
    say("first visit, until the door can be used", page.evaluate("usable"), "ms")
    page.get_by_role("button", name="Join").click()
    page.get_by_text("Connected.").wait_for()
    page.wait_for_timeout(6000)
    page.reload()
    page.get_by_text("You are in.").wait_for()
    say("second visit, until the stage can be read", page.evaluate("usable"), "ms")


def lists(room: RoomInBrowser) -> None:
    """A letter above three hundred cards, and a vote among fifty lessons."""
    phone = room.stage.phone(room.projector)
    room.phones = [phone]
    room.skips_to("Write")
    fill(phone, cards)
    field = phone.page.get_by_role("textbox").first
    field.click()
    measured(phone, f"a letter above {CARDS} cards", lambda _: phone.page.keyboard.press("a"))
    phone.page.unroute_all()
    phone.page.reload()
    room.skips_to("Lessons")
    room.skips_to("Vote")
    fill(phone, lessons)
    steps = phone.page.get_by_role("button", name=re.compile("One more vote"))
    measured(phone, f"a vote among {LESSONS} lessons", lambda i: tap(phone, steps.nth(i)))


def measured(phone: Window, what: str, act: Callable[[int], None]) -> None:
    """How long the browser took from a touch or a key to the next frame."""
    session = slow(phone.page, rate=6, line=False)
    phone.page.wait_for_timeout(1500)
    phone.page.evaluate(OBSERVE)
    for i in range(TIMES):
        act(i)
        phone.page.wait_for_timeout(300)
    drawn: list[float] = sorted(phone.page.evaluate("drawn"))
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    say(f"{what}: p50", drawn[len(drawn) // 2], "ms")
    say(f"{what}: p95", drawn[int(len(drawn) * 0.95)], "ms")


def tap(phone: Window, button: Locator) -> None:
    """A finger: first it scrolls, and once the page stands, it taps."""
    button.scroll_into_view_if_needed()
    phone.page.wait_for_timeout(300)
    box = button.bounding_box()
    assert box
    phone.page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def slow(page: Page, rate: int, line: bool = True) -> CDPSession:
    """Slows down the page's processor, and its line."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    if line:
        session.send("Network.emulateNetworkConditions", SLOW_LINE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": rate})
    return session


def fill(phone: Window, with_: Callable[[dict[str, Any]], None]) -> None:
    """Loads the page anew, with more in its snapshot than the server has."""

    def answer(route: Route) -> None:
        response = route.fetch()
        boot = json.loads(BOOT.search(response.text())[0])  # type: ignore[index]
        with_(boot["snapshot"]["entries"])
        said = json.dumps(boot).replace("<", "\\u003c")
        body = BOOT.sub(lambda _: said, response.text())
        kept = {k: v for k, v in response.headers.items() if not k.startswith("content-")}
        route.fulfill(body=body, headers={**kept, "content-type": "text/html"})

    phone.page.route("**/w/*/", answer)
    phone.page.reload()
    phone.shows("Connected.")


def cards(entries: dict[str, Any]) -> None:
    """A wall of cards."""
    words = "we shipped it on a Friday evening and told nobody until the phones rang."
    for n in range(1, CARDS + 1):
        entries[f"cards/{n}"] = {
            "n": n, "happened": f"{n}: {words}", "learned": "Ship in the morning.",
            "language": "en", "been_there": None, "sensitive": False, "off": False,
        }  # fmt: skip


def lessons(entries: dict[str, Any]) -> None:
    """A long ballot."""
    ids = [f"lesson{n}" for n in range(LESSONS)]
    for id_ in ids:
        entries[f"lessons/{id_}"] = {
            "id": id_, "text": f"{id_}: a change that nobody else has seen is not finished.",
            "also": [], "language": "en", "votes": 3, "tied": False, "rank": None, "chosen": False,
        }  # fmt: skip
    entries["ballot"] |= {"lessons": ids, "bars": True, "scale": 9, "budget": 100}


def say(what: str, value: float, unit: str) -> None:
    """One figure."""
    print(f"{what}: {value:.0f} {unit}", flush=True)


if __name__ == "__main__":
    main()
