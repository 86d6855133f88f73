"""The laptop dies in the middle of writing and again in the middle of the vote: nothing is lost."""

import pytest
from playwright.sync_api import expect

from tests.support.browser import Stage, Window
from tests.support.room_in_browser import RoomInBrowser, has_of_its_own, has_sent, votes, writes

DRAFT = "A draft that was not sent yet"


@pytest.mark.long
def test_a_server_killed_while_writing_and_while_voting_loses_nothing(stage: Stage) -> None:
    room = RoomInBrowser(stage)
    room.turns_page()
    room.goes_on("Story")
    room.skips_to("Write")
    *written, drafting = room.phones
    for i, phone in enumerate(written):
        writes(phone, f"It broke {i}", f"Mend it {i}.")
    field(drafting).fill(DRAFT)
    lose_power(room)
    expect(field(drafting)).to_have_value(DRAFT)
    for phone in written:
        has_of_its_own(phone, "Your card has arrived.")
    writes(drafting, DRAFT)
    reveal(room)
    vote(room)


def reveal(room: RoomInBrowser) -> None:
    room.ends_writing("Look through")
    room.goes_on_by_holding("Reveal")
    for text in ("It broke 0", "It broke 1", DRAFT):
        room.projector.shows(text)
        once = room.projector.page.get_by_text(text, exact=True)
        expect(once).to_have_count(1)


def vote(room: RoomInBrowser) -> None:
    room.skips_to("Vote")
    for phone in room.phones:
        votes(phone, "Mend it 0.", 2)
    for phone in room.phones:
        phone.shows("1 of 3 votes left")
        has_sent(phone)
    lose_power(room)
    for phone in room.phones:
        phone.shows("1 of 3 votes left")
        votes(phone, "Mend it 1.")
        phone.shows("0 of 3 votes left")
        has_sent(phone)
    room.ends_voting()
    for text, count in (("Mend it 0.", "6"), ("Mend it 1.", "3")):
        row = room.projector.page.get_by_role("listitem").filter(has_text=text)
        row.get_by_text(count, exact=True).wait_for()  # all are shown at the end, not before


def lose_power(room: RoomInBrowser) -> None:
    """SIGKILL, and a new start; everybody comes back without touching anything."""
    room.stage.server.kill()
    room.phones[0].shows("No connection right now")
    room.stage.server.start()
    for phone in room.phones:
        phone.shows("Connected.")
        phone.hides("No connection right now")
    room.desk.shows("This desk is connected.", "3 are here")


def field(phone: Window):  # type: ignore[no-untyped-def]
    """The first field of the card's form."""
    return phone.page.get_by_role("textbox").locator("visible=true").first
