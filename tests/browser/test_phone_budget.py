"""A phone fetches little before it is in: few requests, few bytes, nothing that waits for
another."""

import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.support.browser import JOIN_PATH, PATIENCE, PHONE, Stage, Window
from tests.support.room_in_browser import RoomInBrowser

BYTES, REQUESTS = 62_000, 16
"""From the first address to the arrive stage, in any language; the socket's frames are not counted.
"""
BYTES_BY_CODE = 66_000
"""Likewise where a code is typed, with the page that asks for it."""

FACES_ARE_THERE = """() => ["Newsreader", "Figtree"].every((face) => [...document.fonts].some(
    ({ family, status }) => family.includes(face) && status === "loaded"))"""


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
        """The addresses that the page itself did not name."""
        return [self.urls[key] for key, who in self.starters.items() if who == "script"]


@pytest.fixture(scope="module")
def room(shared: Stage) -> RoomInBrowser:
    """A room that arrives."""
    return RoomInBrowser(shared, phones=0)


@pytest.fixture
def phone(visit: Stage) -> Window:
    """The phone of a new visitor."""
    return visit.window(PHONE, touch=True)


def arrives(room: RoomInBrowser, phone: Window, path: str, presses: tuple[str, ...]) -> Wire:
    """A new visitor, from the first address to the arrive stage."""
    wire = Wire(phone.page)
    phone.page.goto(f"{room.stage.server.url}{path}", wait_until="networkidle")
    for one in presses:
        if one == "Next":
            phone.types("Code on the room’s screen", room.stage.code(room.projector))
        phone.presses(one)
    phone.shows("You are in.", "Connected.")
    phone.page.wait_for_load_state("networkidle")
    return wire


@pytest.mark.parametrize(
    ("way", "says"),
    [
        pytest.param("/w/nothing/", "There is nothing here", marks=pytest.mark.long),
        ("/nowhere", "There is nothing here"),
        ("/refused/413", "That was too large"),
        ("/j/AAAAAAAAAA", "This link no longer leads to an open workshop."),
    ],
)
def test_what_a_phone_meets_instead_of_a_workshop_is_as_light(
    room: RoomInBrowser, phone: Window, way: str, says: str
) -> None:
    wire = Wire(phone.page)
    phone.page.goto(f"{room.stage.server.url}{way}", wait_until="networkidle")
    phone.shows(says)
    assert len(wire.urls) <= REQUESTS, wire.urls
    assert 0 < sum(wire.sizes.values()) <= BYTES, wire.sizes


def test_a_closed_door_is_as_light(visit: Stage, phone: Window) -> None:
    room = RoomInBrowser(visit, phones=0)
    way = scanned(room)
    room.desk.unfolds("More")
    room.desk.presses("Close the door")
    room.desk.shows("Open the door")
    wire = Wire(phone.page)
    phone.page.goto(f"{room.stage.server.url}{way}", wait_until="networkidle")
    phone.presses("Join")
    phone.shows("The door is closed.", "Enter a code")
    assert len(wire.urls) <= REQUESTS, wire.urls
    assert 0 < sum(wire.sizes.values()) <= BYTES, wire.sizes


def scanned(room: RoomInBrowser) -> str:
    """The path of the QR code's link: the join code and four characters more."""
    return str(room.desk.page.evaluate(JOIN_PATH)).removeprefix("/")


@pytest.mark.parametrize("way", ["scanned", pytest.param("typed", marks=pytest.mark.long)])
def test_a_new_phone_is_in_within_its_budget(room: RoomInBrowser, phone: Window, way: str) -> None:
    if way == "scanned":
        most, wire = BYTES, arrives(room, phone, scanned(room), ("Join",))
    else:
        most, wire = BYTES_BY_CODE, arrives(room, phone, "", ("Next", "Join"))
    assert len(wire.urls) <= REQUESTS, wire.urls
    assert 0 < sum(wire.sizes.values()) <= most, wire.sizes
    assert all(url.startswith(room.stage.server.url) for url in wire.urls.values())
    assert wire.started_by_scripts == []


def test_what_comes_after_arriving_is_there_before_it_is_needed(
    visit: Stage, phone: Window
) -> None:
    room = RoomInBrowser(visit, phones=0)
    wire = arrives(room, phone, scanned(room), ("Join",))
    wire.page.wait_for_function(FACES_ARE_THERE, timeout=PATIENCE)
    wire.page.route(re.compile("/static/"), lambda route: route.abort())
    room.phones = [phone]
    room.skips_to("Write")
    phone.shows("Send this card", "This card may appear in the summary")


@pytest.mark.long
def test_a_second_visit_asks_for_the_page_alone(room: RoomInBrowser, phone: Window) -> None:
    first = arrives(room, phone, scanned(room), ("Join",))
    first.page.wait_for_function(FACES_ARE_THERE, timeout=PATIENCE)
    again = Wire(first.page)
    first.page.goto(first.page.url, wait_until="networkidle")
    phone.shows("You are in.", "Connected.")
    fetched = [url for key, url in again.urls.items() if again.sizes.get(key)]
    assert [url.rsplit("/", 2)[0].rpartition("/")[2] for url in fetched] == ["w"], fetched
