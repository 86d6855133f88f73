"""The desk closes the door: who was here comes back, and a new phone is told why it stays out."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.axe import axe_finds
from tests.support.browser import PATIENCE, Stage
from tests.support.room_in_browser import RoomInBrowser

CLOSED = "The door is closed."


@pytest.mark.long
def test_a_closed_door_lets_only_those_in_that_were_here(stage: Stage, browser: Browser) -> None:
    room = RoomInBrowser(stage, phones=1)
    room.desk.page.set_viewport_size({"width": 1366, "height": 768})
    room.desk.unfolds("More")
    room.desk.presses("Close the door")
    room.desk.shows("Open the door")
    phone = room.phones[0].page
    phone.reload()
    new = browser.new_context(viewport={"width": 320, "height": 640}).new_page()
    joins(new, phone.url)
    expect(new.get_by_role("heading", name=CLOSED)).to_be_visible(timeout=PATIENCE)
    assert not axe_finds(new)
    expect(phone.get_by_text(CLOSED)).to_have_count(0)
    room.phones[0].shows("You are in.")
    room.desk.presses("Open the door")
    room.desk.hides("The door is closed.")
    new.get_by_role("button", name="Try again").click()
    expect(new.get_by_text(CLOSED)).to_have_count(0, timeout=PATIENCE)


def test_no_screen_asks_anyone_in_through_a_closed_door(visit: Stage) -> None:
    room = RoomInBrowser(visit, phones=1)
    (phone,) = room.phones
    code = visit.code(room.projector)
    room.projector.shows(code)
    room.desk.unfolds("More")
    room.desk.presses("Close the door")
    room.projector.shows(CLOSED, "No new devices can join now.")
    room.projector.hides(code)
    title = room.projector.page.locator(".projector-arrive-title").bounding_box()
    assert title and title["width"] > 1600  # no third of the screen is left for a way in
    room.turns_page()
    room.projector.shows("Ask how, not why.", CLOSED)
    room.projector.hides(code)
    phone.presses("Privacy")
    phone.shows("it counts as new and cannot join until the facilitator opens the door")
    room.desk.presses("Open the door")
    room.projector.shows(code)
    phone.hides(CLOSED)


def joins(page: Page, url: str) -> None:
    """A device that was not here before, and is told of the door before it presses."""
    page.goto(url)
    expect(page.get_by_text("No new devices can join now.")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="Join").click()
