"""People in browsers, on several processes: whichever is killed, nobody has to do anything."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Playwright, expect

from tests.support.room_in_browser import RoomInBrowser, votes, writes
from tests.support.several.in_browser import stage_before
from tests.support.several.several import Several, several

PHONES = 5


@pytest.fixture
def server() -> Iterator[Several]:
    """Three processes that are one server."""
    with pytest.MonkeyPatch.context() as patched, several(patched) as made:
        yield made


def test_nobody_has_to_do_anything_when_a_process_is_killed(
    server: Several, playwright: Playwright
) -> None:
    with stage_before(server, playwright) as stage:
        room = RoomInBrowser(stage, PHONES, from_link=True, template="30")
        room.turns_page()
        room.goes_on("Story")
        room.skips_to("Write")
        for i, phone in enumerate(room.phones):
            writes(phone, f"It broke {i}", f"Mend it {i}.")
            if i == 1:
                kill(server)
        room.ends_writing("Look through")
        room.goes_on_by_holding("Reveal")
        for i in range(PHONES):
            once = room.projector.page.get_by_text(f"It broke {i}", exact=True)
            expect(once).to_have_count(1)
        room.skips_to("Vote")
        for i, phone in enumerate(room.phones):
            votes(phone, "Mend it 0.", 2)
            if i == 1:
                kill(server)
            votes(phone, "Mend it 1.")
            phone.shows("0 of 3 votes left", "All your votes have arrived")
        room.ends_voting()
        for text, count in (("Mend it 0.", "10"), ("Mend it 1.", "5")):
            row = room.projector.page.get_by_role("listitem").filter(has_text=text)
            row.get_by_text(count, exact=True).wait_for()
        assert stage.complaints == []


def kill(server: Several) -> None:
    """The process that serves the workshop is killed, and started again."""
    server.busiest.kill()
    server.start()
