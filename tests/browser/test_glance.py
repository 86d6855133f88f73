"""Nobody who walks past phones learns who wrote what: each shows, says and fetches the same."""

import re
import time
from typing import Any

import pytest
from playwright.sync_api import Page
from sqlalchemy import update

from tests.support.beside import change_library
from tests.support.browser import JOIN_PATH, PHONE, Stage, Window
from tests.support.crowd import Crowd
from tests.support.glance import Glance, Glanced
from tests.support.kept import hours_pass
from tests.support.room_in_browser import (
    RoomInBrowser,
    adds_lesson,
    has_of_its_own,
    has_sent,
    votes,
    writes,
)
from tests.support.tellers import add_teller
from workshop.protocol import commands
from workshop.storage.library_tables import SealedSummary

FATES = ("nothing", "sent", "drafted")
MORE = (*FATES, "aside", "out")
CARDS = {"sent": "I sent it.", "drafted": "I never sent it.", "aside": "I am easy to know."}
ANSWERS = {"sent": "We hurry.", "drafted": "Nobody", "aside": "My boss forgets it."}
LESSONS = {"sent": "Ask before you start.", "drafted": "Not yet.", "aside": "Mine is set aside."}
WILLS = {"sent": "ask first", "aside": "write one line", "drafted": "count to ten"}
WAY_TO_LETTER = "One line, if you like"
TAKES_OVER = "(kept) => Object.assign(localStorage, kept)"
ICON = "document.querySelector('link[rel=icon]').href"
"""A picture of the same address, which has no script that could sweep."""
KEPT = "({ ...localStorage })"
HOURS = 48
FACES = "() => [...document.fonts].filter(({ status }) => status === 'loaded').length > 1"
"""True once the faces are there that phones put on with the next stage."""


WEARS = "document.documentElement.dataset.faces = 'ours'"
"""As on a phone whose faces came in time."""


class Play:
    """A room whose phones do different things, and must look alike all the while."""

    def __init__(self, stage: Stage, fates: tuple[str, ...], crowd: int = 3, **form: Any) -> None:
        self.stage = stage
        self.room = RoomInBrowser(stage, phones=0, template="60", **form)
        self.glance = Glance([self._joins(fate) for fate in fates])
        self.by = {one.fate: one.phone for one in self.glance.phones}
        self.room.phones = [*self.by.values()]
        self.crowd = Crowd(stage, self.room.desk, crowd) if crowd else None
        self.room.desk.shows(f"{len(fates) + crowd} are here")

    def _joins(self, fate: str) -> Glanced:
        glanced = Glanced(fate, self.stage.window(PHONE, touch=True))
        way = str(self.room.desk.page.evaluate(JOIN_PATH))
        glanced.page.goto(f"{self.stage.server.url.rstrip('/')}{way}")
        glanced.phone.presses("Join")
        glanced.phone.shows("You are in.")
        glanced.page.wait_for_function(FACES)
        return glanced

    @property
    def id(self) -> str:
        """The workshop's."""
        return self.room.desk.page.url.rstrip("/").rpartition("/")[2]

    def does(self, *fates: str) -> list[tuple[str, Window]]:
        """The phones of these fates that are in the room."""
        return [(fate, self.by[fate]) for fate in fates if fate in self.by]

    def all_show(self, words: str | re.Pattern[str]) -> None:
        """Every phone has come to where it says so."""
        for phone in self.by.values():
            phone.shows(words)

    def alike(self, at: str) -> None:
        """All have heard of what was done, and nobody can tell who did it."""
        for phone in self.by.values():
            has_sent(phone)
        self.glance.alike(at)

    def write(self) -> None:
        """Some send, one only types, one has nothing to add, one steps out."""
        self.room.skips_to("Write")
        self.alike("write, begun")
        for _, phone in self.does("out"):
            phone.presses("Step out")
            phone.shows("Take your time.")
            phone.presses("Step out")
            phone.hides("Take your time.")
        self.by["nothing"].presses("Nothing to add")
        for fate, phone in self.does("sent", "aside"):
            self._writes(phone, CARDS[fate])
        self.by["drafted"].page.get_by_role("textbox").first.fill(CARDS["drafted"])
        if self.crowd:
            self.crowd.writes([(f"Something else broke, {i}.", f"Ask {i}.") for i in range(3)])
        self.alike("write")

    def _writes(self, phone: Window, happened: str) -> None:
        if self.crowd:
            return writes(phone, happened, "Look twice.")
        return self._sends(phone, happened)  # it is to come back where few write

    def _sends(self, phone: Window, happened: str) -> None:
        phone.page.get_by_role("textbox").first.fill(happened)
        phone.presses("Send this card")

    def last_call(self) -> None:
        """One sends a second card, one's draft waits, and all others have nothing to write."""
        self.room.calls_for_the_last("Look through")
        self._sends(self.by["sent"], "I sent it in the last moment.")
        self.alike("last call")
        self.room.arrives_at("Look through")
        self.alike("look through")

    def reveal(self) -> None:
        """The cards on the wall, and one alone; who looks on taps."""
        if "aside" in self.by:
            self.room.sets_aside(CARDS["aside"])
        self.room.goes_on_by_holding("Reveal")
        self.alike("reveal, the wall")
        self.room.turns_page()
        self.by["sent"].presses("Been there")
        self.by["drafted"].holds("Ask to take this off the screen")
        self.alike("reveal, a card")

    def ask(self) -> None:
        """About the card of one of the phones, which answers as others do; one only types, one has
        nothing to add. One answer is set aside, one taken off."""
        self.room.skips_to("Ask how")
        self.alike("ask how, picking")
        self.room.desk.page.locator(".desk-pick-card").filter(has_text=CARDS["sent"]).click()
        self.room.press()
        self.all_show("Send this answer")
        self.alike("ask how, begun")
        self.by["nothing"].presses("Nothing to add")
        for fate, phone in self.does("sent", "aside", "drafted"):
            phone.page.locator("#happened").fill(ANSWERS[fate])
            if fate != "drafted":
                phone.presses("Send this answer")
        assert self.crowd
        self.crowd.answers(CARDS["sent"], [f"It looked right, {i}." for i in range(3)])
        self.alike("ask how")
        self.room.press()
        self.all_show(re.compile("Writing ends in a moment|The answers have arrived"))
        self.alike("ask how, last call")
        self.all_show("The answers have arrived.")
        self.alike("ask how, reading")
        self._shows_answers()

    def _shows_answers(self) -> None:
        self.room.reads()
        self.room.desk.presses(f"Set aside {ANSWERS['aside']}")
        self.room.desk.presses("to protect the writer")
        self.room.hold()
        self.all_show(ANSWERS["sent"])
        self.by["drafted"].holds("Ask to take this off the screen")
        self.alike("ask how, the answers")
        self.room.desk.presses(f"Take it off the screen {ANSWERS['sent']}")
        self.all_show("This answer was taken off the screen.")
        self.alike("ask how, one taken off")

    def talk(self) -> None:
        """One sends a sentence of its group, one only types."""
        self.room.skips_to("Talk")
        self.by["sent"].types("It is easy here because…", "Nobody asks first.")
        self.by["sent"].presses("Send this sentence")
        has_sent(self.by["sent"])
        self.by["drafted"].types("It is easy here because…", "We wait.")
        self.alike("talk")

    def learn(self) -> None:
        """One lesson is set aside, one let on, one not sent."""
        self.room.skips_to("Lessons")
        self.alike("lessons, begun")
        for fate, phone in self.does("sent", "aside"):
            adds_lesson(phone, LESSONS[fate])
        self.by["drafted"].types("A lesson, in one sentence", LESSONS["drafted"])
        assert self.crowd
        for i, client in enumerate(self.crowd.clients):
            lesson = commands.AddLesson(round=self.crowd.round, text=f"One more, {i}.")
            self.crowd.does(client, lesson)
        self.alike("lessons")
        self.room.closes_adding()
        self.alike("adding closed")
        self.room.desk.presses(f"Set aside {LESSONS['aside']}")
        self.room.desk.presses("to protect the writer")
        self.room.desk.presses(f"Add to lessons {LESSONS['sent']}")
        self.room.shows(LESSONS["sent"])
        self.alike("lessons, read")

    def vote(self) -> None:
        """Two vote; the others do not."""
        self.room.skips_to("Vote")
        self.alike("vote, begun")
        for _, phone in self.does("sent", "aside"):
            votes(phone, LESSONS["sent"])
        assert self.crowd
        self.crowd.votes(LESSONS["sent"])
        self.alike("vote")
        self.room.ends_voting()
        self.alike("voting ended")

    def commit(self) -> None:
        """One offer is picked, one set aside, one not sent; one letter is sent, one typed."""
        self.room.skips_to("Commit")
        self.alike("commit, begun")
        for fate, phone in self.does("sent", "aside", "drafted"):
            phone.presses("Offer a commitment")
            phone.types("If this happens", "a month ends")
            phone.types("I will", WILLS[fate])
            phone.presses("Back to the list" if fate == "drafted" else "Offer this")
        self.alike("commit, offered")
        offer = "If a month ends, I will"
        self.room.desk.presses(f"Set aside {offer} {WILLS['aside']}")
        self.room.desk.presses("to protect the writer")
        self.room.desk.presses(f"Show to the room {offer} {WILLS['sent']}")
        self.room.shows(WILLS["sent"])
        self._letters()
        self.alike("commit, read")

    def _letters(self) -> None:
        for fate, phone in self.does("sent", "drafted"):
            phone.unfolds(WAY_TO_LETTER)
            phone.types("Your letter", f"Thank you, says {fate}.")
        self.by["sent"].presses("Send the letter")
        self.by["drafted"].unfolds(WAY_TO_LETTER)

    def ends(self) -> None:
        """Everything is erased but the summary; phones that slept are opened two days later."""
        self.room.skips_to("Finish")
        self.by["sent"].page.get_by_role("radio", name="Yes").first.check()
        self.alike("finish")
        asleep = self._asleep()
        self.room.projector.shows("Stories stay. Lessons leave.")
        self.room.hold()
        for phone in self.by.values():
            phone.shows("Open the summary")
        self.alike("sealed")
        for one in asleep.phones:
            hours_pass(one.page, HOURS, self.id)
        self.all_open(asleep, f"w/{self.id}/", "Open the summary", "two days later")

    def _asleep(self) -> Glance:
        """The same phones as ones that do not hear of the end."""
        return Glance([self._sleeper(fate, phone.page) for fate, phone in self.by.items()])

    def _sleeper(self, fate: str, page: Page) -> Glanced:
        asleep = Glanced(fate, self.stage.window(PHONE, touch=True))
        asleep.page.goto(page.evaluate(ICON))
        asleep.page.evaluate(TAKES_OVER, page.evaluate(KEPT))
        asleep.asked.clear()
        return asleep

    def all_open(self, glance: Glance, path: str, words: str, at: str) -> None:
        """All phones come to this page at once."""
        for one in glance.phones:
            one.page.goto(f"{self.stage.server.url}{path}")
            one.phone.shows(words)
            if one.page.locator("#view").count():
                one.page.wait_for_function(FACES)
                one.page.evaluate(WEARS)
        glance.alike(at)

    def long_after(self) -> None:
        """The workshop is over, and phones that slept are opened where it was."""
        asleep = self._asleep()
        self.room.projector.shows("Stories stay. Lessons leave.")
        self.room.hold()
        self.room.projector.shows("Everything is erased except the summary.")
        server, over = self.stage.server, int(time.time()) - 3600
        server.stop()
        change_library(server.data, update(SealedSummary).values(open_until=over))
        server.start()
        for one in asleep.phones:
            hours_pass(one.page, HOURS, self.id)
        self.all_open(asleep, "", "Join a workshop", "the page for a code")
        words = "The summary is no longer open here"
        self.all_open(asleep, f"w/{self.id}/", words, "where the workshop was")


def test_phones_are_alike_whether_somebody_sends_types_or_has_nothing_to_add(stage: Stage) -> None:
    play = Play(stage, FATES)
    play.write()
    play.room.ends_writing("Look through")
    play.reveal()
    play.ends()
    assert stage.complaints == []


@pytest.mark.long
def test_phones_are_alike_at_every_stage_whatever_became_of_what_was_sent(stage: Stage) -> None:
    RoomInBrowser(stage, phones=0, template="60")  # the form, for the room that sends it
    play = Play(stage, MORE, story=add_teller(stage.server.data))
    play.alike("arrive")
    play.room.turns_page()
    play.by["sent"].presses("Something is unclear")
    play.alike("arrive, the rules")
    play.room.skips_to("Story")
    play.by["sent"].presses("Been there")
    play.alike("Story")
    for step in (
        play.write,
        play.last_call,
        play.reveal,
        play.ask,
        play.talk,
        play.learn,
        play.vote,
    ):
        step()
    play.commit()
    play.ends()
    assert stage.complaints == []


@pytest.mark.long
def test_phones_are_alike_where_cards_go_back_and_long_after(stage: Stage) -> None:
    play = Play(stage, FATES, crowd=0)
    play.write()
    play.room.ends_writing("Look through")
    play.room.goes_on("Reveal")
    play.alike("too few wrote")
    for name in ("Talk", "Lessons"):
        play.room.skips_to(name)
        play.alike(name)
    has_of_its_own(play.by["sent"], "It came back to this phone.", CARDS["sent"])
    play.room.skips_to("Finish")
    play.long_after()
    assert [one for one in stage.complaints if "410 (GONE)" not in one] == []


@pytest.mark.long
def test_phones_are_alike_where_nobody_has_read_the_cards(stage: Stage) -> None:
    play = Play(stage, FATES)
    play.write()
    play.room.ends_writing("Look through")
    play.room.desk.shows(re.compile("^Hold"))
    play.room._holds(play.room.next)
    play.room.arrives_at("Reveal")
    play.alike("nothing read")
    has_of_its_own(play.by["sent"], "There was no time for your card")
    assert stage.complaints == []
