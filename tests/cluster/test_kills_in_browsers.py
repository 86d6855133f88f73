"""People in browsers, on several processes: whichever is killed, nobody has to do anything."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Playwright, expect

from tests.support.browser import Stage
from tests.support.room_in_browser import RoomInBrowser, adds_lesson, has_sent, votes, writes
from tests.support.several.faults import kills
from tests.support.several.in_browser import BefallenRoom, stage_before
from tests.support.several.several import Several, several

pytestmark = pytest.mark.long
PHONES = 5
FETCHES = "async (url) => (await fetch(url)).json()"


@pytest.fixture
def server() -> Iterator[Several]:
    """Three processes that are one server."""
    with pytest.MonkeyPatch.context() as patched, several(patched) as made:
        yield made


def test_nobody_has_to_do_anything_when_a_process_is_killed(
    server: Several, playwright: Playwright
) -> None:
    with stage_before(server, playwright) as stage:
        room = RoomInBrowser(stage, PHONES, from_link=True)
        room.turns_page()
        room.goes_on("Story")
        room.skips_to("Write")
        for i, phone in enumerate(room.phones):
            writes(phone, f"It broke {i}", f"Mend it {i}.")
            if i == 1:
                kills(server)
        room.ends_writing("Look through")
        room.goes_on_by_holding("Reveal")
        shows_once(room, *(f"It broke {i}" for i in range(PHONES)))
        room.skips_to("Vote")
        for i, phone in enumerate(room.phones):
            votes(phone, "Mend it 0.", 2)
            if i == 1:
                kills(server)
            votes(phone, "Mend it 1.")
            phone.shows("0 of 3 votes left")
            has_sent(phone)
        room.ends_voting()
        counted(room, {"Mend it 0.": 2 * PHONES, "Mend it 1.": PHONES})
        assert stage.complaints == []


def test_nobody_has_to_do_anything_when_a_process_is_killed_in_every_stage(
    server: Several, playwright: Playwright
) -> None:
    with stage_before(server, playwright) as stage:
        room = BefallenRoom(server, stage, PHONES, leader_name="Miriam", support="Ask Jo, room 4")
        room.turns_page()
        room.goes_on("Leader’s story")
        room.goes_on("Story")
        for _ in range(5):
            room.turns_page()
        room.goes_on("Write")
        for i, phone in enumerate(room.phones):
            writes(phone, f"It broke {i}", f"Mend it {i}.", may_stand=i == 0)
        room.ends_writing("Look through")
        room.goes_on_by_holding("Reveal")
        shows_once(room, *(f"It broke {i}" for i in range(PHONES)))
        for _ in range(PHONES):
            room.turns_page()
        for to in ("Ask how", "Talk", "Lessons"):
            room.goes_on(to)
        for i, phone in enumerate(room.phones[:3]):
            adds_lesson(phone, f"Ask number {i} first.")
        room.lets_on(3)
        room.shows("Ask number 0 first.", "Ask number 2 first.")
        room.goes_on("Vote")
        for phone in room.phones:
            votes(phone, "Mend it 0.", 2)
            votes(phone, "Ask number 1 first.")
            has_sent(phone)
        room.ends_voting()
        counted(room, {"Mend it 0.": 2 * PHONES, "Ask number 1 first.": PHONES})
        room.goes_on("Commit")
        offers(room)
        room.goes_on("Finish")
        room.projector.shows("Mend it 0.", "Jonas")
        room.hold()
        room.desk.shows("Done. Everything is erased except the summary.")
        for phone in room.phones:
            phone.shows("Open the summary")
        kept(room, stage)


def shows_once(room: RoomInBrowser, *texts: str) -> None:
    """The room's screen shows each of these cards, and none of them twice."""
    for text in texts:
        expect(room.projector.page.get_by_text(text, exact=True)).to_have_count(1)


def counted(room: RoomInBrowser, lessons: dict[str, int]) -> None:
    """The room's screen shows so many votes for each of these lessons."""
    for text, count in lessons.items():
        row = room.projector.page.get_by_role("listitem").filter(has_text=text)
        row.get_by_text(str(count), exact=True).wait_for()


def offers(room: RoomInBrowser) -> None:
    """One phone offers a commitment, and another takes it on."""
    phone, taker = room.phones[:2]
    phone.presses(re.compile("Offer a commitment"))
    phone.types("If this happens", "a month ends")
    phone.types("I will", "restore one backup")
    phone.presses("Offer this")
    room.lets_offer_on("restore one backup")
    taker.presses(re.compile("I’ll take this on"))
    taker.types("Your own name", "Jonas")
    taker.presses(re.compile("I’ll take this on"))
    room.projector.shows("Jonas")


def kept(room: RoomInBrowser, stage: Stage) -> None:
    """The summary has everything once."""
    desk = room.desk.page
    summary = desk.evaluate(FETCHES, f"{desk.url.rstrip('/')}/summary.json")
    lessons = [(lesson["text"], lesson["votes"]) for lesson in summary["lessons"]]
    assert lessons.count(("Mend it 0.", 2 * PHONES)) == 1
    assert lessons.count(("Ask number 1 first.", PHONES)) == 1
    assert [card["happened"] for card in summary["cards"]] == ["It broke 0"]
    assert [one["owner"] for one in summary["commitments"]] == ["Jonas"]
    assert summary["devices"] == PHONES
    assert stage.complaints == []
