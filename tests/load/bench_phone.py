"""How soon a phone can be used: `python -m tests.load.bench_phone`.

A connection of 1.6 Mbit/s with 150 ms, and a processor four times slower. It needs a quiet machine,
and so is no test: those count bytes and requests.
"""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from tests.support.browser import PHONE, on_stage, open_browser, whole_chromium
from tests.support.room_in_browser import RoomInBrowser
from workshop.pretend.own_server import OwnServer

SLOW_LINE = {
    "offline": False, "latency": 150,
    "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8,
}  # fmt: skip
SLOWER = 4
WATCH = """() => {
    const seen = () => document.querySelector(".frame-foot .button-main, .frame-last");
    new MutationObserver(() => { if (seen()) globalThis.usable ??= performance.now(); })
        .observe(document, { childList: true, subtree: true });
}"""


def main() -> None:
    """Measures and prints."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = OwnServer(Path(folder) / "data").start()
        with on_stage(open_browser(playwright, whole_chromium()), server) as stage:
            room = RoomInBrowser(stage, phones=0, template="all_hands", cards="live")
            visits(room)


def visits(room: RoomInBrowser) -> None:
    """A first visit by the scanned link, and a second one."""
    page = room.stage.window(PHONE, touch=True).page
    slow(page)
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


def slow(page: Page) -> None:
    """Slows down the page's processor, and its line."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_LINE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def say(what: str, value: float, unit: str) -> None:
    """One figure."""
    print(f"{what}: {value:.0f} {unit}", flush=True)


if __name__ == "__main__":
    main()
