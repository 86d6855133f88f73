"""What a phone fetches before it is in: few requests, few bytes, nothing that waits for another."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.support.browser import PATIENCE, PHONE, Stage
from tests.support.room_in_browser import RoomInBrowser

BYTES, REQUESTS = 60_000, 16
"""From the first address to the arrive stage; the socket's frames are not counted."""

FACE_IS_THERE = """() => [...document.fonts].some(
    ({ family, status }) => family.includes("Newsreader") && status === "loaded")"""


@dataclass
class Wire:
    """All that a page has asked for, by the browser's own books."""

    page: Page
    urls: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    starters: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        books = self.page.context.new_cdp_session(self.page)
        books.send("Network.enable")
        books.on("Network.requestWillBeSent", self._asks)
        books.on("Network.loadingFinished", self._has)

    def _asks(self, event: dict[str, Any]) -> None:
        key = event["requestId"]
        if before := event.get("redirectResponse"):
            self.sizes[f"{key}/redirect"] = int(before["encodedDataLength"])
            self.urls[f"{key}/redirect"] = self.urls[key]
        self.urls[key] = event["request"]["url"]
        self.starters[key] = event["initiator"].get("type", "")

    def _has(self, event: dict[str, Any]) -> None:
        self.sizes[event["requestId"]] = int(event["encodedDataLength"])

    @property
    def started_by_scripts(self) -> list[str]:
        """What was not named by the page itself."""
        return [self.urls[key] for key, who in self.starters.items() if who == "script"]


@pytest.fixture
def room(stage: Stage) -> Iterator[RoomInBrowser]:
    yield RoomInBrowser(stage, phones=0)


def arrives(room: RoomInBrowser, path: str, presses: tuple[str, ...]) -> Wire:
    """A new visitor, from the first address to the arrive stage."""
    phone = room.stage.window(PHONE, touch=True)
    wire = Wire(phone.page)
    phone.page.goto(f"{room.stage.server.url}/{path}", wait_until="networkidle")
    for one in presses:
        if one == "Next":
            phone.types("Code on the room's screen", room.stage.code(room.projector))
        phone.presses(one)
    phone.shows("You are in.", "Connected.")
    phone.page.wait_for_load_state("networkidle")
    return wire


def scanned(room: RoomInBrowser) -> str:
    """The path of the QR code's link: the join code and four characters more."""
    link = room.projector.page.evaluate("JSON.parse(document.getElementById('boot').textContent)")
    found = re.search(r"/(j/\w+)", str(link))
    assert found
    return found[1]


@pytest.mark.parametrize("way", ["scanned", "typed"])
def test_a_new_phone_is_in_within_its_budget(room: RoomInBrowser, way: str) -> None:
    if way == "scanned":
        wire = arrives(room, scanned(room), ("Join",))
    else:
        wire = arrives(room, "", ("Next", "Join"))
    assert len(wire.urls) <= REQUESTS, wire.urls
    assert 0 < sum(wire.sizes.values()) <= BYTES, wire.sizes
    assert all(url.startswith(room.stage.server.url) for url in wire.urls.values())
    assert wire.started_by_scripts == []


def test_what_comes_after_arriving_is_there_before_it_is_needed(room: RoomInBrowser) -> None:
    wire = arrives(room, scanned(room), ("Join",))
    wire.page.wait_for_function(FACE_IS_THERE, timeout=PATIENCE)
    wire.page.route(re.compile("/static/"), lambda route: route.abort())
    room.phones = [room.stage.windows[-1]]
    room.skips_to("Write")
    room.phones[0].shows("Send this card", "You may leave this open;")


def test_a_second_visit_asks_for_the_page_alone(room: RoomInBrowser) -> None:
    first = arrives(room, scanned(room), ("Join",))
    first.page.wait_for_function(FACE_IS_THERE, timeout=PATIENCE)
    again = Wire(first.page)
    first.page.goto(first.page.url, wait_until="networkidle")
    room.stage.windows[-1].shows("You are in.", "Connected.")
    fetched = [url for key, url in again.urls.items() if again.sizes.get(key)]
    assert [url.rsplit("/", 2)[0].rpartition("/")[2] for url in fetched] == ["w"], fetched
