"""A follow-up in the browser: what a team took on comes back, and what became of it goes home."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.summary.gathering import CARDS, choose, reveal, write
from tests.support.axe import axe_finds_by_turns
from tests.support.browser import Stage, Window, comes_to, on_stage
from tests.support.desk_in_browser import KeyboardDesk
from tests.support.room import TestRoom, done, new_room, new_store
from tests.support.room_in_browser import RoomInBrowser, opens_all
from tests.support.server import own_server
from workshop.ending.seal import seal
from workshop.protocol import commands

OFFERS = (
    ("a column gets a new name", "ask who reads it first", "Amira"),
    ("a month ends", "restore one backup", "Jonas"),
    ("a date is asked for", "sleep before we promise", ""),
)
LEARNED = "A question in the template is asked every time."


@pytest.fixture
def stage(browser: Browser, tmp_path: Path) -> Iterator[Stage]:
    """A room whose team has met before."""
    earlier(tmp_path / "data")
    server = own_server(tmp_path / "data")
    with on_stage(browser, server.start()) as made:
        yield made


def earlier(data: Path) -> None:
    """A sealed workshop with three commitments."""
    store = new_store(data.parent)
    room = new_room(store)
    room.participants(len(CARDS))
    room.desk.presses(commands.Pause, on=False)
    write(room, CARDS)
    reveal(room)
    choose(room, ())
    room.desk.goes("commit")
    for when, will, owner in OFFERS:
        takes(room, when, will, owner)
    room.desk.goes("finish")
    seal(store, room.id, room.now)
    store.close()


def takes(room: TestRoom, when: str, will: str, owner: str) -> None:
    lesson = room.read().state.chosen[0]
    words = {"when": when, "will": will, "who": "we", "owner": owner, "by": "2026-03-11"}
    answer = room.people[2].does(commands.Offer(round=room.round, lesson=lesson, **words))
    assert done(answer)
    room.desk.lets_on()
    if not owner:
        room.desk.does(commands.Pick(commitment=answer.id, on=True))  # type: ignore[union-attr]


class FollowUp(RoomInBrowser):
    """A workshop that follows up on the sealed one, opened from its summary."""

    def _open(self, form: dict[str, str]) -> Window:
        desk = self.stage.signed_in("desk/")
        desk.page.get_by_role("link", name="Spring release").click()
        desk.page.get_by_role("link", name="Follow up on this").click()
        expect(desk.page.get_by_label("Title", exact=True)).to_have_value(
            "Follow-up: Spring release"
        )
        desk.shows("open commitments of this team carry over.")
        opens_all(desk.page)
        desk.shows("Follow-up")
        desk.page.locator("[name=nobody]").check()
        desk.presses("Open the workshop")
        desk.shows("Can phones connect?")
        return desk

    def entry(self, will: str):  # type: ignore[no-untyped-def]
        """The desk's entry for one commitment."""
        return self.desk.page.locator(".desk-part").filter(has_text=will)

    def says(self, will: str, outcome: str) -> None:
        """The desk says what became of it."""
        self.entry(will).get_by_role("button", name=outcome).first.click()

    def notes(self, commitment: str, **fields: str) -> None:
        """The desk types what was learned, or its new words."""
        entry = self.entry(commitment).first
        for name, text in fields.items():
            entry.locator(f"[name={name}]").fill(text)
        entry.get_by_role("button", name="Save").click()


@pytest.mark.long
def test_what_became_of_earlier_commitments_is_seen_by_all_and_goes_home(stage: Stage) -> None:
    room = FollowUp(stage, phones=1)
    room.turns_page()
    room.goes_on("Follow-up")
    for _, will, owner in OFFERS:
        room.shows(will)
        room.desk.shows(owner or "Not taken on yet")
    room.shows("Not talked about yet", re.compile("not taken on yet", re.IGNORECASE))
    names(room)
    says_what_became(room)
    pages(room)
    is_for_everybody(room)
    lessons(room)
    goes_home(room)
    assert stage.complaints == []


def names(room: FollowUp, *shown: str) -> None:
    """Only beside what holds does an owner's name stand on the screens that all see."""
    for window in (room.projector, *room.phones):
        window.shows(*shown)
        window.hides(*({"Amira", "Jonas"} - {*shown}))


def says_what_became(room: FollowUp) -> None:
    room.says("ask who reads it first", "Kept")
    room.shows("Kept")
    names(room, "Amira")
    room.notes("ask who reads it first", learned=LEARNED)
    room.shows(LEARNED)
    room.says("restore one backup", "Changed")
    room.notes("restore one backup", will="restore the smallest one", by="2026-05-01")
    room.shows("Changed", "restore the smallest one", "by 1 May")
    names(room, "Amira", "Jonas")
    room.says("sleep before we promise", "Let go")
    room.shows("Let go")
    room.entry("sleep before we promise").get_by_role("button", name="Undo").click()
    for window in (room.projector, *room.phones):
        window.hides("Let go")
    room.says("sleep before we promise", "Let go")
    room.shows("Let go")


def pages(room: FollowUp) -> None:
    """Each alone after all together, the same one on every screen."""
    room.turns_page()
    room.desk.shows("Page 2 of")
    phone = room.phones[0].page

    def shown() -> list[str]:
        text = phone.inner_text("#view")
        return [will for _, will, _ in OFFERS if will in text]

    comes_to(phone, lambda: len(shown()) <= 1, True)
    for window in (room.projector, *room.phones):
        window.hides(*(will for _, will, _ in OFFERS if will not in shown()))


def is_for_everybody(room: FollowUp) -> None:
    """Nothing is out of view on the desk, and nothing keeps anybody out, in light and dark."""
    assert KeyboardDesk(room.desk.page).faults() == []
    windows = [room.desk.page, room.projector.page, *(phone.page for phone in room.phones)]
    assert axe_finds_by_turns(windows) == []


def lessons(room: FollowUp) -> None:
    room.skips_to("Lessons")
    room.shows(LEARNED)
    room.projector.hides("people commit to people")


def goes_home(room: FollowUp) -> None:
    room.skips_to("Finish")
    room.desk.shows("Finish and erase the rest")
    room.hold()
    summary = room.desk.opens("Open the summary")
    summary.shows("What became of our earlier commitments", "Kept", "Changed", "Let go")
    summary.shows("restore the smallest one", LEARNED)
    summary.hides("The story")
    page = summary.page
    page.get_by_role("link", name="Follow up on this").click()
    opens_all(page)
    summary.shows("1 open commitment of this team carries over.")
    expect(page.get_by_label("Title", exact=True)).to_have_value("Follow-up: Spring release")
