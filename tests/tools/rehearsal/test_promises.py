"""Promises: what was answered as stored, against what is there. Every fault must be found."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pytest
from msgspec.structs import replace

from tools.rehearsal.command_log import CommandLog
from tools.rehearsal.promises import DeskDecisions, Holdings, Thing, Verdict, judge
from workshop.pretend.client.known_view import KnownView
from workshop.pretend.facilitator import DESK_NAME
from workshop.protocol import commands
from workshop.protocol.commands import Command
from workshop.rules.thresholds import TOOK_PART

OK = {"ok": True}
STORY = "Ask early."
OFFER = commands.Offer(round=9, lesson="a1", when="it rains", will="stay (1)")


@dataclass
class Rehearsed:
    """A log that is written by hand, and the workshop beside it."""

    command_log: CommandLog = field(default_factory=CommandLog)
    things: Counter[Thing] = field(default_factory=Counter)
    offers: dict[str, tuple[str, str]] = field(default_factory=dict)
    numbers: "count[int]" = field(default_factory=count)

    def says(self, command: Command, *answers: dict[str, Any] | None, who: str = "ann") -> str:
        """Sends a command once for each answer, None for one that was lost; gives its key."""
        key = f"key {next(self.numbers)}"
        for answer in answers or (OK,):
            self.command_log.sends(who, key, command)
            if answer is not None:
                self.command_log.answered(who, key, answer)
        return key

    def writes(self, text: str, *answers: dict[str, Any] | None, learned: str = "") -> str:
        """A card; one that was stored counts its writer as having taken part."""
        if OK in (answers or (OK,)):
            self.holds("tally", 1, TOOK_PART)
        return self.says(commands.WriteCard(round=1, happened=text, learned=learned), *answers)

    def votes(self, votes: int, *answers: dict[str, Any] | None, who: str = "ann") -> None:
        """Votes on the one lesson that there is."""
        self.says(commands.Vote(round=2, lesson="a1", votes=votes), *answers, who=who)

    def holds(self, *thing: str | int, times: int = 1) -> None:
        """The workshop holds this."""
        self.things[thing] = times

    def judged(self, **room: Any) -> Verdict:
        """Returns the verdict of the comparison."""
        self.holds("lesson", STORY)
        return judge(
            self.command_log,
            DeskDecisions(told=frozenset([STORY]), **room),
            Holdings(self.things, self.offers),
        )


@pytest.fixture
def rehearsed() -> Rehearsed:
    return Rehearsed()


def faults(verdict: Verdict) -> tuple[int, int]:
    return verdict.lost, verdict.doubled


def test_nothing_is_wrong_with_a_card_that_is_there_once(rehearsed: Rehearsed) -> None:
    rehearsed.writes("one")
    rehearsed.holds("card", "one", "")
    assert faults(rehearsed.judged()) == (0, 0)


def test_a_stored_card_that_is_missing_is_lost(rehearsed: Rehearsed) -> None:
    rehearsed.writes("one")
    verdict = rehearsed.judged()
    assert faults(verdict) == (1, 0)
    assert verdict.told == ["card / one / : there 0, promised 1"]


def test_a_card_that_is_there_twice_is_doubled(rehearsed: Rehearsed) -> None:
    rehearsed.writes("one")
    rehearsed.holds("card", "one", "", times=2)
    assert faults(rehearsed.judged()) == (0, 1)


def test_a_card_that_nobody_sent_is_too_much(rehearsed: Rehearsed) -> None:
    rehearsed.holds("card", "none of ours", "")
    assert faults(rehearsed.judged()) == (0, 1)


@pytest.mark.parametrize("there", [0, 1])
def test_an_unanswered_card_may_be_there(rehearsed: Rehearsed, there: int) -> None:
    rehearsed.writes("one", None)
    rehearsed.writes("late", None, {"refused": "round_closed"})
    rehearsed.holds("card", "one", "", times=there)
    rehearsed.holds("card", "late", "", times=there)
    assert faults(rehearsed.judged()) == (0, 0)


def test_a_refused_card_may_not_be_there(rehearsed: Rehearsed) -> None:
    rehearsed.writes("one", {"refused": "round_closed"})
    assert faults(rehearsed.judged()) == (0, 0)
    rehearsed.holds("card", "one", "")
    assert faults(rehearsed.judged()) == (0, 1)


def test_an_edit_that_was_lost_is_seen(rehearsed: Rehearsed) -> None:
    key = rehearsed.writes("one")
    rehearsed.says(commands.EditCard(round=1, card=key, happened="one", learned="better"))
    rehearsed.holds("card", "one", "better")
    assert faults(rehearsed.judged()) == (0, 0)
    del rehearsed.things["card", "one", "better"]
    rehearsed.holds("card", "one", "")
    assert faults(rehearsed.judged()) == (1, 1)


def test_a_withdrawn_card_must_be_gone(rehearsed: Rehearsed) -> None:
    key = rehearsed.writes("one")
    rehearsed.says(commands.WithdrawCard(round=1, card=key))
    assert faults(rehearsed.judged()) == (0, 0)
    rehearsed.holds("card", "one", "")
    assert faults(rehearsed.judged()) == (0, 1)
    assert faults(rehearsed.judged(live_wall=True)) == (0, 0)


def test_what_the_desk_or_the_rules_took_away_is_not_lost(rehearsed: Rehearsed) -> None:
    rehearsed.writes("one")
    assert faults(rehearsed.judged(aside=frozenset({"one"}))) == (0, 0)
    assert faults(rehearsed.judged(too_few=True)) == (0, 0)


@pytest.mark.parametrize(("total", "wrong"), [(2, (1, 0)), (3, (0, 0)), (5, (0, 2))])
def test_a_tally_is_the_sum_of_the_last_votes(
    rehearsed: Rehearsed, total: int, wrong: tuple[int, int]
) -> None:
    for votes in (1, 2):
        rehearsed.votes(votes)
    for votes in (1, 0, 1):
        rehearsed.votes(votes, who="bob")
    rehearsed.holds("tally", 2, "a1", times=total)
    rehearsed.holds("tally", 2, "ballots", times=2)
    assert faults(rehearsed.judged()) == wrong


@pytest.mark.parametrize(("total", "wrong"), [(0, (1, 0)), (1, (0, 0)), (2, (0, 0)), (3, (0, 1))])
def test_an_unanswered_vote_may_count(
    rehearsed: Rehearsed, total: int, wrong: tuple[int, int]
) -> None:
    rehearsed.votes(1)
    rehearsed.votes(2, None)
    rehearsed.holds("tally", 2, "a1", times=total)
    rehearsed.holds("tally", 2, "ballots")
    assert faults(rehearsed.judged()) == wrong


@pytest.mark.parametrize(("pressed", "lost"), [(True, 0), (False, 1)])
def test_a_tap_that_came_after_its_round_is_answered_and_counts_no_more(
    rehearsed: Rehearsed, pressed: bool, lost: int
) -> None:
    rehearsed.writes("one")
    rehearsed.holds("card", "one", "")
    if pressed:
        rehearsed.says(commands.Go(turn=0, stage="talk"), who=DESK_NAME)
        rehearsed.holds("turn")
    rehearsed.says(commands.NothingToAdd(round=1), who="bob")
    assert faults(rehearsed.judged()) == (lost, 0)


def test_an_answer_counts_for_one_choice(rehearsed: Rehearsed) -> None:
    for choice in ("yes", "no"):
        rehearsed.says(commands.Answer(round=3, question="use", choice=choice))
    rehearsed.holds("tally", 3, "use:no")
    assert faults(rehearsed.judged()) == (0, 0)
    rehearsed.holds("tally", 3, "use:yes")
    assert faults(rehearsed.judged()) == (0, 1)


def test_a_lesson_stands_once_however_many_add_it(rehearsed: Rehearsed) -> None:
    rehearsed.writes("one", learned="the same")
    rehearsed.holds("card", "one", "the same")
    assert faults(rehearsed.judged()) == (0, 0)
    for who in ("ann", "bob"):
        rehearsed.says(commands.AddLesson(round=2, text="the same"), who=who)
    assert faults(rehearsed.judged()) == (0, 0), "nobody has let it on"
    let_on = frozenset({"the same"})
    assert faults(rehearsed.judged(let_on=let_on)) == (1, 0)
    rehearsed.holds("lesson", "the same")
    assert faults(rehearsed.judged(let_on=let_on)) == (0, 0)


def test_a_commitment_keeps_who_has_taken_it(rehearsed: Rehearsed) -> None:
    rehearsed.says(OFFER, OK | {"id": "c1"})
    rehearsed.says(commands.Take(round=9, commitment="c1", owner="Bo"), who="bob")
    rehearsed.offers["c1"] = (OFFER.when, OFFER.will)
    rehearsed.holds("commitment", OFFER.when, OFFER.will)
    let_on = frozenset({OFFER.will})
    assert faults(rehearsed.judged(let_on=let_on)) == (1, 0)
    rehearsed.holds("owner", OFFER.when, OFFER.will, "Bo")
    assert faults(rehearsed.judged(let_on=let_on)) == (0, 0)
    rehearsed.holds("owner", OFFER.when, OFFER.will, "Cy")
    assert faults(rehearsed.judged(let_on=let_on)) == (0, 1)


def test_an_offer_is_promised_to_the_room_once_the_desk_has_let_it_on(rehearsed: Rehearsed) -> None:
    named = replace(OFFER, owner="Ann")
    rehearsed.says(named, OK | {"id": "c1"})
    assert faults(rehearsed.judged()) == (0, 0)
    assert faults(rehearsed.judged(let_on=frozenset({named.will}))) == (2, 0)
    rehearsed.holds("commitment", named.when, named.will)
    rehearsed.holds("owner", named.when, named.will, "Ann")
    assert faults(rehearsed.judged(let_on=frozenset({named.will}))) == (0, 0)


def test_each_press_of_the_desk_is_one_turn(rehearsed: Rehearsed) -> None:
    rehearsed.says(commands.Go(turn=0, stage="story"), None, OK, who=DESK_NAME)
    rehearsed.says(commands.Step(turn=1, step=1), {"refused": "moved_on"}, who=DESK_NAME)
    rehearsed.holds("turn", times=1)
    assert faults(rehearsed.judged()) == (0, 0)
    rehearsed.holds("turn", times=2)
    assert faults(rehearsed.judged()) == (0, 1)
    rehearsed.holds("turn", times=0)
    assert faults(rehearsed.judged()) == (1, 0)


def test_rounds_that_cannot_be_seen_are_not_judged(rehearsed: Rehearsed) -> None:
    rehearsed.votes(1)
    rehearsed.holds("lesson", STORY)
    unseen = Holdings(rehearsed.things, {}, tallied=frozenset({7}))
    seen = Holdings(rehearsed.things, {}, tallied=frozenset({2}))
    told = DeskDecisions(told=frozenset([STORY]))
    assert faults(judge(rehearsed.command_log, told, unseen)) == (0, 0)
    assert faults(judge(rehearsed.command_log, told, seen)) == (2, 0)


def test_the_book_times_what_others_see() -> None:
    now = iter([10.0, 10.5, 11.0, 12.0, 12.25])
    command_log, known = CommandLog(lambda: next(now)), KnownView()
    known.entries = {"now": {"turn": 0}}
    command_log.shows("ann", known, ["now"], since=1.0)
    command_log.shows("late", known, ["now"], since=1.0)
    command_log.sends(DESK_NAME, "k", commands.Go(turn=0, stage="story"))
    known.entries = {"now": {"turn": 1}}
    command_log.shows("ann", known, ["now"], since=1.0)
    command_log.shows("late", known, ["now"], since=10.2)
    command_log.answered(DESK_NAME, "k", {"ok": True})
    command_log.sends(DESK_NAME, "o", commands.LetOn(unread=["c1"]))
    known.entries = {"commitments/c1": {"will": OFFER.will}}
    for who in (DESK_NAME, "bob", "bob"):
        command_log.shows(who, known, ["commitments/c1"], since=1.0)
    assert command_log.deliveries == [0.5, 0.25]
    assert command_log.acks == [1.0]
    assert (command_log.acked, command_log.refused, command_log.unanswered) == (1, 0, 1)


def test_an_answer_is_timed_from_the_wish_and_a_try_is_one_that_was_sent() -> None:
    now = iter([10.0, 12.0, 12.5])
    command_log = CommandLog(lambda: next(now))
    command_log.wants("k")
    assert (command_log.entries, command_log.unanswered) == ({}, 0)
    command_log.sends("ann", "k", OFFER)
    command_log.answered("ann", "k", {"refused": "moved_on"})
    assert command_log.entries["k"].tries == 1 and command_log.entries["k"].refused
    command_log.entries["k"].answer = {"ok": True}
    assert command_log.acks == [2.5] and command_log.entries["k"].at == 12.0


def test_an_answer_is_no_card_and_a_lesson_once_it_is_on_the_list(rehearsed: Rehearsed) -> None:
    for text in ("Nobody had to check.", "It was the week’s last day."):
        rehearsed.says(commands.WriteCard(round=3, happened=text, about=1))
    rehearsed.holds("tally", 3, TOOK_PART)
    assert faults(rehearsed.judged(let_on=frozenset(["It was the week's last day."]))) == (1, 0)
    rehearsed.holds("lesson", "It was the week's last day.")
    assert faults(rehearsed.judged(let_on=frozenset(["It was the week's last day."]))) == (0, 0)
    rehearsed.holds("card", "Nobody had to check.", "")
    assert faults(rehearsed.judged(let_on=frozenset(["It was the week's last day."]))) == (0, 1)
