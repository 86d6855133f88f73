"""Many phones on several processes, for minutes: every fault, each process in turn."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect

from tests.support.browser import FLEETING, Stage, light_chromium, open_browser
from tests.support.room_in_browser import RoomInBrowser, adds_lesson, has_sent, votes, writes
from tests.support.several.faults import (
    at,
    crashes_postgres,
    cuts_off,
    ends_in_order,
    freezes,
    kills,
    mends,
    restarts_postgres,
    silences,
    upgrades,
)
from tests.support.several.rehearsed import Befalls, rehearsed
from tests.support.several.several import Several, several
from workshop.pretend.own_server import OwnServer

pytestmark = pytest.mark.long


@pytest.fixture
def server() -> Iterator[Several]:
    """Three processes that are one server."""
    with pytest.MonkeyPatch.context() as patched, several(patched) as made:
        yield made


def test_500_phones_lose_nothing_when_each_process_is_killed_in_turn() -> None:
    command = [sys.executable, "-m", "tests.support.several.patched_rehearsal", "500", "120"]
    played = subprocess.run(command, capture_output=True, text=True)
    assert played.returncode == 0, played.stdout + played.stderr


@pytest.mark.parametrize(
    "befalls",
    [
        pytest.param(at(Write=upgrades, Vote=upgrades), id="upgraded, one after the other"),
        pytest.param(at(Write=ends_in_order, Reveal=mends, Vote=ends_in_order), id="ended"),
        pytest.param(at(Write=freezes, Reveal=mends, Vote=freezes, Commit=mends), id="frozen"),
        pytest.param(at(Write=cuts_off, Reveal=mends, Vote=cuts_off, Commit=mends), id="cut off"),
        pytest.param(at(Write=silences, Reveal=mends, Vote=silences, Commit=mends), id="silent"),
        pytest.param(
            at(
                Story=restarts_postgres, Write=crashes_postgres, Reveal=crashes_postgres,
                Vote=crashes_postgres, Commit=restarts_postgres,
            ),
            id="PostgreSQL crashed and restarted",
        ),
    ],
)  # fmt: skip
def test_100_phones_lose_nothing(server: Several, befalls: Befalls) -> None:
    rehearsed(server, 100, 60.0, befalls)


# People in browsers, on several processes: whichever is killed, nobody has to do anything.
TRUSTING = "--ignore-certificate-errors"


class OneAddress(OwnServer):
    """Several processes, as a browser knows them."""

    def __init__(self, server: Several) -> None:
        super().__init__(Path(), port=server.front.https, desk_link=server.link)

    @property
    def url(self) -> str:
        """The address of all of them together."""
        return f"https://127.0.0.1:{self.port}/"


@contextmanager
def stage_before(server: Several, playwright: Playwright) -> Iterator[Stage]:
    """A room whose server is several processes."""
    browser = open_browser(playwright, light_chromium(), FLEETING, TRUSTING)
    stage = Stage(browser, OneAddress(server))
    try:
        yield stage
    finally:
        stage.close()
        browser.close()


class BefallenRoom(RoomInBrowser):
    """A workshop whose process is killed, and started again, whenever a stage has come."""

    def __init__(self, server: Several, stage: Stage, phones: int, **form: str) -> None:
        self._server = server
        super().__init__(stage, phones, from_link=True, **form)

    def arrives_at(self, stage: str) -> None:
        """Every view is in this stage, and the process that has shown it is gone."""
        super().arrives_at(stage)
        kills(self._server)


PHONES = 5
FETCHES = "async (url) => (await fetch(url)).json()"


def test_nobody_has_to_do_anything_when_a_process_is_killed_in_every_stage(
    server: Several, playwright: Playwright
) -> None:
    with stage_before(server, playwright) as stage:
        room = BefallenRoom(server, stage, PHONES, leader_name="Miriam", support="Ask Jo, room 4")
        room.goes_on("Ground rules")
        room.goes_on("Leader’s story")
        room.goes_on("Story")
        for _ in range(5):
            room.turns_page()
        room.goes_on("Write")
        all_write(room, server)
        room.ends_writing("Look through")
        room.goes_on_by_holding("Reveal")
        shows_once(room, *(f"It broke {i}" for i in range(PHONES)))
        for _ in range(PHONES):
            room.turns_page()
        room.goes_on("Talk")
        room.goes_on("Lessons")
        for i, phone in enumerate(room.phones[:3]):
            adds_lesson(phone, f"Ask number {i} first.")
        room.lets_on(3)
        room.shows("Ask number 0 first.", "Ask number 2 first.")
        room.goes_on_by_holding("Vote")
        all_vote(room, server)
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


def all_write(room: RoomInBrowser, server: Several) -> None:
    """A process is killed when some have written and the others have not."""
    for i, phone in enumerate(room.phones):
        writes(phone, f"It broke {i}", f"Mend it {i}.", may_stand=i == 0)
        if i == 1:
            kills(server)


def all_vote(room: RoomInBrowser, server: Several) -> None:
    """A process is killed when some have placed all their votes, and one has placed two."""
    for i, phone in enumerate(room.phones):
        votes(phone, "Mend it 0.", 2)
        if i == 1:
            kills(server)
        votes(phone, "Ask number 1 first.")
        phone.shows("0 of 3 votes left")
        has_sent(phone)


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
