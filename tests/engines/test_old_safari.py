"""A room whose browsers are years old: all of a workshop's middle, on phones, desk and screen."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.support.browser import PATIENCE, Window
from tests.support.old_browsers import (
    CHROME_99,
    LIGHT,
    ROOM,
    SAFARI_15,
    SEEN,
    OldBrowser,
    old_stage,
    wanted,
)  # fmt: skip
from tests.support.room_in_browser import RoomInBrowser, has_of_its_own, votes, writes

CARDS = {
    "I restored a backup for the first time.": "Restore one each month.",
    "I changed a price on a Friday.": "Show it to one person.",
    "I knew the checklist by heart.": "Open it all the same.",
}
OLD = {
    "oldest": OldBrowser(SAFARI_15.scripts, CHROME_99.sheets, CHROME_99.lacks),
    "Safari 15": SAFARI_15,
    "Chrome 99": CHROME_99,
}
"""The first stumbles over all that any of them does."""
FITS = """() => {
    const box = document.querySelector(".scale-projector");
    const unit = parseFloat(getComputedStyle(box).getPropertyValue("--u"));
    const wanted = Math.min(box.clientHeight / 1080, box.clientWidth / 1440);
    const foot = document.querySelector(".projector-footer").getBoundingClientRect();
    const end = box.getBoundingClientRect().bottom;
    return Math.abs(unit - wanted) < 0.01 && Math.abs(foot.bottom - end) < 2;
}"""


@pytest.fixture(
    scope="module",
    params=OLD,
)
def room(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[RoomInBrowser]:
    """A room that came by the printed link; all its windows are this old browser's."""
    folder = tmp_path_factory.mktemp("server")
    with old_stage(browser, folder, OLD[request.param]) as stage:
        yield RoomInBrowser(stage, from_link=True)


@pytest.mark.long
def test_an_old_browser_plays_a_workshop(room: RoomInBrowser) -> None:
    for page in (room.projector.page, room.desk.page):
        page.wait_for_function(FITS, timeout=PATIENCE)
    is_painted(room)
    hear(room)
    write(room)
    reveal(room)
    vote(room)
    assert room.stage.complaints == []


def is_painted(room: RoomInBrowser) -> None:
    for window in (room.phones[0], room.desk):
        assert window.page.evaluate(SEEN) == wanted(LIGHT)
    assert room.projector.page.evaluate(SEEN) == wanted(ROOM)


def hear(room: RoomInBrowser) -> None:
    room.skips_to("Story")
    room.shows("Romal Tune was to organise an event for 100 community leaders.")
    been_there(room)


def been_there(room: RoomInBrowser) -> None:
    for phone in room.phones:
        phone.presses("Been there")
    room.phones[0].shows(re.compile("have been there"))


def write(room: RoomInBrowser) -> None:
    room.skips_to("Write")
    ways_stand_beside_each_other(room.phones[0].page)
    hints(room)
    for phone, (happened, learned) in zip(room.phones, CARDS.items(), strict=True):
        writes(phone, happened, learned)
        has_of_its_own(phone, happened)
    room.ends_writing("Look through")


def ways_stand_beside_each_other(phone: Page) -> None:
    """The two ways off the page, above it."""
    boxes = [one.bounding_box() for one in phone.locator(".frame-ways > .button-quiet").all()]
    (one, other) = [box for box in boxes if box]
    assert one["y"] == other["y"]
    assert one["x"] + one["width"] <= other["x"]


def hints(room: RoomInBrowser) -> None:
    """Words that could tell who somebody is, are noticed on every phone."""
    phone = room.phones[0]
    phone.page.get_by_role("textbox").locator("visible=true").first.fill("On 12 May I fell.")
    phone.shows("This looks like a date. Leave out names, dates and projects if you can.")


def reveal(room: RoomInBrowser) -> None:
    room.desk.presses(re.compile("Covered: press to read"))
    room.desk.presses("Yes, open it")
    room.goes_on_by_holding("Reveal")
    room.projector.shows(*CARDS)
    room.turns_page()
    been_there(room)
    room.skips_to("Lessons")
    room.shows(*CARDS.values())


def vote(room: RoomInBrowser) -> None:
    room.closes_adding()
    room.goes_on_by_holding("Vote")
    restore, show, _ = CARDS.values()
    for phone in room.phones:
        votes(phone, restore, 2)
        votes(phone, show)
        phone.shows("0 of 3 votes left")
    phone = room.phones[0]
    phone.presses(phone.says_of("One vote fewer for: {lesson}", show))
    votes(phone, "Open it all the same.")
    phone.shows("0 of 3 votes left")
    room.ends_voting()
    room.projector.shows(restore)


@pytest.mark.long
def test_the_forms_of_the_desk_go_out_in_an_old_browser(room: RoomInBrowser) -> None:
    desk = Window(room.desk.page.context.new_page())
    desk.page.goto(f"{room.stage.server.url}desk/agendas/new?from=60")
    desk.page.locator(".agenda-name").first.click()
    desk.page.wait_for_function(FITS, timeout=PATIENCE)
    desk.types("Name", "Ours")
    desk.presses("Save")
    desk.shows("Saved.")
