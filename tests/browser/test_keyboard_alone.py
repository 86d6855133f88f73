"""
The default agenda by the keyboard alone, with no other host within reach: one participant's, and
the facilitator's, whose desk is whole and clean on every screen at every stage.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.support.axe import axe_finds_by_turns, by_turns
from tests.support.browser import LAPTOP, PHONE, Stage, Window, comes_to, is_held
from tests.support.by_keyboard import SHIFTS, Focus, Hands
from tests.support.desk_in_browser import KeyboardDesk
from tests.support.in_view import in_view
from tests.support.room_in_browser import RoomInBrowser
from tests.support.walled import WalledStage
from workshop.pretend.behaviour.pretend_crowd import PretendCrowd

HAPPENED = "A backup was first restored on the day when it was needed."
LEARNED = "Restore one each month."
ADDED = "Ask the one who runs it."
SPOKEN = "ar"
"""The workshop's language; the desk and the phone speak English."""
HAPPENS = "Something at work that went wrong and is behind you now. What happened?"
TELLS = "What would have made it harder to get wrong?"
SMALL_LAPTOP = {"width": 1366, "height": 768}
MOST_WORDS, MOST_CONTROLS = 140, 16
"""In view at the desk: nobody can read more while a clock runs and a room waits."""
MAKES_ROOM = re.compile("Commit: (chosen|button button-wide) ")
"""Matches what stands below an offer as the desk shows it: it moves on every phone alike."""
OTHERS, PACE, HARDLY = 4, 25.0, 0.001


class Participant:
    """A phone's view with a keyboard, from the door on."""

    def __init__(self, stage: Stage) -> None:
        self.window = stage.window(PHONE)
        self.page = self.window.page
        self.page.add_init_script(SHIFTS)
        self.page.goto(stage.server.url)
        self.hands = Hands(self.page)

    def joins(self, code: str) -> None:
        self.hands.types("Code on the room’s screen", code)
        self.hands.presses("Next")
        self.hands.presses("Join")
        self.window.shows("You are in.", "Connected.")

    def does(self, name: str | re.Pattern[str], *shown: str) -> None:
        """Presses it, sees what comes of it, and still has the focus somewhere."""
        self.hands.presses(name)
        self.window.shows(*shown)
        assert not self.hands.have_lost_the_focus(), name

    def closes(self, *shown: str) -> None:
        """Closes what is its own; once more where the press was taken for the one that opened."""

        def is_closed() -> bool:
            if self.window.button("Close").count():
                self.hands.presses("Close")
            return self.window.button("What you sent").count() > 0

        comes_to(self.page, is_closed, True)
        self.window.shows(*shown)
        assert not self.hands.have_lost_the_focus()

    def holds(self, name: str, gone: str = "") -> None:
        """Holds Enter on it for more than a second, until this is gone, if it is to go."""
        self.hands.reaches(name)
        self.page.keyboard.down("Enter")
        is_held(self.page)
        self.page.keyboard.up("Enter")
        if gone:
            self.window.hides(gone)
        assert not self.hands.have_lost_the_focus(), name


class Facilitator:
    """A desk with a keyboard, and what it shows looked at on every screen at every stage."""

    def __init__(self, room: RoomInBrowser, participant: Participant) -> None:
        self.desk = KeyboardDesk(room.desk.page)
        self.hands = Hands(room.desk.page)
        self.participant = participant
        self.beside = a_second_desk(room)
        self._room_screen = room.projector.page
        self._turn, self._stage = 0, "Arrive"

    def leads_to(self, stage: str) -> None:
        """Goes on, and whoever reads on the phone is led along."""
        self.desk.goes_on_to(stage)
        told = self.participant
        expect(told.page.get_by_role("heading", level=1)).to_have_text(stage)
        comes_to(told.page, told.hands.feel, Focus("heading", stage))
        self._stage = stage
        self.sees_all()

    def sees_all(self) -> None:
        """Nothing that the desk needs is out of view, and nothing in anybody's way."""
        assert self.desk.has_the_focus_on() == "desk-next"
        assert self.desk.faults() == []
        self.is_short()
        self.is_clean()

    def is_short(self) -> None:
        """A desk on a small laptop asks nobody to read more than this while a clock runs."""
        self.desk.page.set_viewport_size(SMALL_LAPTOP)  # type: ignore[arg-type]
        words, controls = in_view(self.desk.page)
        if not self.desk.page.locator(".desk-asked").count():
            assert len(words) <= MOST_WORDS, " ".join(words)
        if self._stage != "Lessons":  # each lesson has its acts beside it
            assert controls <= MOST_CONTROLS
        self.desk.page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]

    def is_clean(self) -> None:
        """Axe finds nothing on the room's screen and on a desk: which one, and of which size, takes
        turns, so that each desk has each size in light and dark."""
        for desk in by_turns((self.desk.page, self.beside.page), self._turn):
            for size in by_turns((PHONE, SMALL_LAPTOP), self._turn // 4):
                desk.set_viewport_size(size)  # type: ignore[arg-type]
                assert axe_finds_by_turns([desk, self._room_screen]) == [], self._stage
        self._turn += 1
        self.desk.page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]

    def does(self, name: str) -> None:
        """Presses it, and goes back to the one button."""
        self.hands.presses(name)
        while self.desk.has_the_focus_on() != "desk-next":
            self.hands.page.keyboard.press("Shift+Tab")


@pytest.fixture
def room(stage: Stage) -> RoomInBrowser:
    """The default agenda in Arabic, half a day before the room must be free: a room that is late
    has offers beside its clock, and more than fits."""
    free_at = f"{datetime.now() + timedelta(hours=12):%H:%M}"
    walled = WalledStage(stage)
    return RoomInBrowser(walled, 0, free_at=free_at, leader_name="Miriam", language=SPOKEN)


@pytest.fixture
def others(room: RoomInBrowser) -> Iterator[PretendCrowd]:
    """Some pretend people, who think fast."""
    workshop = room.desk.page.url.rstrip("/").rpartition("/")[2]
    cast = PretendCrowd.start(room.stage.server.url.rstrip("/"), workshop, OTHERS, 1, PACE, SPOKEN)
    room.desk.shows(f"{OTHERS} are here")
    yield cast
    cast.stop()


def a_second_desk(room: RoomInBrowser) -> Window:
    """A second desk of the workshop, on a device that speaks Arabic."""
    beside = room.stage.window(LAPTOP, locale="ar")
    beside.page.context.add_cookies(room.desk.page.context.cookies())
    beside.page.goto(room.desk.page.url)
    beside.shows("Can phones connect?")
    return beside


@pytest.mark.long
def test_every_stage_is_whole_and_clean_on_every_screen_by_keyboard_alone(
    room: RoomInBrowser, others: PretendCrowd
) -> None:
    one = Participant(room.stage)
    facilitator = Facilitator(room, one)
    one.joins(room.stage.code(room.projector))
    facilitator.desk.takes_the_main_button()
    facilitator.sees_all()
    listen(one, facilitator)
    write(one, facilitator)
    reveal(one, facilitator)
    weigh(one, facilitator)
    others.at_pace(HARDLY)  # they would be the first to take what is offered
    commit(one, facilitator)
    others.at_pace(PACE)
    finish(one, facilitator)
    for desk in (room.desk, facilitator.beside):
        desk.shows("Done. Everything is erased except the summary.", "Open the summary")
    facilitator.is_clean()
    walled = room.stage
    walled.close()
    assert isinstance(walled, WalledStage)
    assert walled.tried == [] == walled.breaches
    assert (walled.foreign_requests, walled.complaints) == (set(), [])


def listen(one: Participant, facilitator: Facilitator) -> None:
    facilitator.desk.page.keyboard.press("Space")
    one.does("Something is unclear", "Noted.")
    facilitator.leads_to("Leader’s story")
    facilitator.leads_to("Story")
    one.does("Been there")
    expect(one.window.button("Been there")).to_have_attribute("data-pressed", "")
    expect(one.window.button("Been there")).not_to_have_attribute("data-pressed", "")


def write(one: Participant, facilitator: Facilitator) -> None:
    facilitator.leads_to("Write")
    one.hands.types(HAPPENS, HAPPENED)
    one.hands.types(TELLS, "Restore one")
    one.hands.presses("This card may appear in the summary", "checkbox", "Space")
    one.does("Send this card", "You have taken part.")
    one.does("What you sent", "Your card has arrived.", "It may appear in the summary.")
    one.does("Change the card")
    one.hands.types(TELLS, " each month.")
    one.does("Save the change", "Your card has arrived.", LEARNED)
    one.closes()
    one.hands.types(HAPPENS, "I said nothing.")
    one.does("Send this card")
    one.does("What you sent", "I said nothing.")
    one.holds("Withdraw for good: I said nothing.", "I said nothing.")
    one.closes("You have taken part.")


def reveal(one: Participant, facilitator: Facilitator) -> None:
    facilitator.leads_to("Look through")
    facilitator.leads_to("Reveal")
    one.window.shows(HAPPENED)
    facilitator.hands.page.keyboard.press("Space")
    one.window.shows("On the room’s screen now")
    one.does("Been there")
    one.holds("Ask to take this off the screen")
    facilitator.does("Leave it")
    facilitator.leads_to("Talk")


def weigh(one: Participant, facilitator: Facilitator) -> None:
    facilitator.leads_to("Lessons")
    one.hands.types("A lesson, in one sentence", ADDED)
    one.does("Add this lesson")
    one.does("What you sent", "Your lesson has arrived.")
    one.closes()
    facilitator.leads_to("Vote")
    one.does("What you sent", "It stays with you.")
    one.closes()
    for name, lesson, votes in (
        ("One more vote for: {lesson}", LEARNED, 1),
        ("One more vote for: {lesson}", LEARNED, 2),
        ("One vote fewer for: {lesson}", LEARNED, 1),
        ("One more vote for: {lesson}", LEARNED, 2),
    ):
        one.does(one.window.says_of(name, lesson))
        ballot = one.page.get_by_role("listitem").filter(has_text=lesson)
        expect(ballot.get_by_role("status")).to_have_text(str(votes))


def commit(one: Participant, facilitator: Facilitator) -> None:
    facilitator.leads_to("Commit")
    one.does("Offer a commitment", "If this happens")
    one.hands.types("If this happens", "a month ends")
    one.hands.reaches("I", "radio")
    one.hands.chooses("We")
    one.hands.types("we will", "restore one backup")
    one.does("Offer this")
    facilitator.sees_all()
    facilitator.does("Show to the room")
    one.does("I’ll take this on: restore one backup", "Your own name")
    one.hands.types("Your own name", "Jonas")
    one.does("I’ll take this on", "Jonas")
    facilitator.sees_all()


def finish(one: Participant, facilitator: Facilitator) -> None:
    facilitator.leads_to("Finish")
    one.hands.presses("Yes", "radio", "Space")
    one.page.keyboard.press("Tab")
    one.hands.chooses("Partly")
    answers, chosen = one.page.get_by_role("radio"), [True, False, False, False, True, False]
    comes_to(one.page, lambda: [answer.is_checked() for answer in answers.all()], chosen)
    facilitator.desk.holds()
    one.window.shows("Open the summary")
    assert not one.hands.have_lost_the_focus()
    assert [moved for moved in one.page.evaluate("shifts") if not MAKES_ROOM.match(moved)] == []
    with one.page.expect_popup() as opened:
        one.hands.presses("Open the summary", "link")
    expect(opened.value.get_by_text("If a month ends, we will restore one backup")).to_be_visible()
    opened.value.close()
    one.does("Forget this device", "This phone has forgotten the workshop.")
