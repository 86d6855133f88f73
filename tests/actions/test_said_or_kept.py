"""Random plays: whatever an act of the desk takes away, the desk has said.

And whatever was taken in is shown, kept, or back with its phone.

A play has an agenda of its own, people who do what can be done in each stage, and a desk that goes
anywhere, ends and opens again. Each act is compared with what there was before it.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.support.room import Person, TestRoom, done, new_room, said
from tests.support.stored import selected
from workshop.actions.one_device import fates
from workshop.protocol import commands
from workshop.protocol.stage_commands import Ending
from workshop.rules.agenda import Agenda, Stage
from workshop.rules.agenda_faults import order_faults
from workshop.rules.limits import LAST_CALL_S
from workshop.storage.bodies import show_read
from workshop.storage.store import Store
from workshop.views.on_show import passed

KINDS = (
    "story", "write", "write", "look_through", "reveal", "reveal", "talk", "lessons", "lessons",
    "commit", "break",
)  # fmt: skip
FEW, MANY = range(4), range(4, 400)
TURNS = 70
WITHDRAW = 20
STEPS_OUT_OF_WRITING = 4
"""Presses: the last call, the time to withdraw, the word on too few who wrote, and on."""
ACTS = (
    commands.OpenAgain, commands.OpenAgain, commands.EndVoting, commands.VoteAnew,
    commands.TakeTied, commands.RunOff, commands.EndPulse,
)  # fmt: skip
BACK = {"cards_back", "cards_unread", "cards_unshown"}
LESSONS_BACK = {"lessons_back", "lessons_unread"}
ENDS = {"votes_end", "votes_go"}


@dataclass(frozen=True)
class Kept:
    """All that there is at one moment, of what people wrote, voted and answered."""

    cards: frozenset[Any]
    """The cards that wait, by the keys of their rows."""
    open_cards: frozenset[Any]
    sent: frozenset[Any]
    """The lessons that nobody has decided about, by the keys of their rows."""
    chosen: frozenset[str]
    votes: frozenset[Any]
    """The marks of a voting that has not ended."""
    answers: frozenset[Any]
    spent: frozenset[Any]
    """The rounds that collect no more."""
    passed: frozenset[str]
    back: frozenset[int]
    """The rounds of which only cards are shown whose writers agreed."""


def kept(room: TestRoom) -> Kept:
    now = room.read()
    state, kind = now.state, now.stage.kind
    votes = state.vote_paused or (kind == "vote" and state.phase in {"open", "run_off"})
    voting = state.round if state.phase == "run_off" else state.vote_round
    asked = [n for n, stage in enumerate(now.rounds, 1) if now.agenda.kind_of(stage) == "finish"]
    return Kept(
        rows(room, "SELECT key FROM card"),
        rows(room, "SELECT n FROM open_card"),
        rows(room, "SELECT key FROM sent_lesson") - decided(room),
        frozenset(state.chosen),
        rows(room, f"SELECT key FROM mark WHERE round = {voting}") if votes else frozenset(),
        rows(room, f"SELECT key FROM mark WHERE round = {max(asked, default=0)}"),
        frozenset(one.n for one in state.rounds if one.spent),
        frozenset(one.id for one in passed(now)),
        frozenset(now.given_back),
    )


def rows(room: TestRoom, query: str) -> frozenset[Any]:
    return frozenset(one for (one,) in selected(room, query))


def decided(room: TestRoom) -> set[bytes]:
    """The keys of the rows that the desk has let on, or given back."""
    file = room.store.workshops.open(room.id)
    assert file is not None
    reads = selected(room, "SELECT round, body FROM desk_read")
    return {key for n, body in reads for key in show_read(file.own, n, body).decided}


def any_agenda(dice: random.Random) -> Agenda:
    """One with a single vote in it, that has no fault."""
    while True:
        inner = dice.sample(KINDS, dice.randint(4, 8))
        inner.insert(dice.randrange(len(inner)), "vote")
        stages = tuple(Stage(kind, 2) for kind in ("arrive", *inner, "finish"))  # type: ignore[arg-type]
        if not order_faults(stages):
            return Agenda(stages)


@dataclass
class Play:
    """One play, and what its phones have been told has arrived."""

    room: TestRoom
    dice: random.Random
    cards: dict[bytes, tuple[int, bool, str]] = field(default_factory=dict)
    """The round of each card, whether it may be shown of few, and its words, by its key."""
    lessons: dict[bytes, str] = field(default_factory=dict)
    called: tuple[str, set[str]] = ("", set())
    """Where the last call leads, and what was said as it began."""

    def turn(self) -> None:
        """Somebody taps, or the desk presses."""
        if self.dice.random() < 0.6:
            self.takes_part(self.dice.choice(self.room.people))
        elif self.dice.random() < 0.7:
            stages = [stage.id for stage in self.room.read().agenda.stages]
            near = self.room.read().position + 1
            to = stages[near] if near < len(stages) and self.dice.random() < 0.5 else None
            self.presses(commands.Go, to or self.dice.choice(stages))
        else:
            self.presses(self.dice.choice(ACTS))

    def takes_part(self, person: Person) -> None:
        """Does what can be done in this stage, if it can be done."""
        now, dice = self.room.read(), self.dice
        key, word = dice.randbytes(16), f"Word {dice.randrange(10**6)}"
        kind = now.stage.kind
        if kind == "write" and dice.random() < 0.7:
            agrees, learned = dice.random() < 0.5, dice.choice(["", f"Learn {word}"])
            if done(person.writes(word, learned, key=key, show_few=agrees)):
                self.cards[key] = (now.state.round, agrees, word)
        elif kind == "write":
            person.adds_nothing()
        elif kind in {"talk", "lessons"}:
            lesson = commands.AddLesson(round=now.state.round, text=word)
            if done(person.does(lesson, key)):
                self.lessons[key] = word
        elif kind == "vote" and now.roots:
            person.votes(dice.choice(now.roots).id, dice.randint(0, 2))
        elif kind == "finish":
            choice = dice.choice(["yes", "no"])
            person.does(commands.Answer(round=now.state.round, question="worth", choice=choice))  # type: ignore[arg-type]
        if kind == "lessons" and dice.random() < 0.3:
            self.room.desk.lets_on()
        if kind == "look_through" and dice.random() < 0.3:
            self.room.desk.reads()

    def presses(self, act: type[commands.StageCommand], to: str = "") -> None:
        """Presses what takes nothing away, holds what does; looks at what is gone."""
        room, was = self.room, self.room.read()
        room.now += self.dice.choice([0, WITHDRAW, LAST_CALL_S])
        before = kept(room)
        going = said(was, act, to) if issubclass(act, Ending) else []
        codes = {one.what for one in going} | (self.called[1] if to == self.called[0] else set())
        fields = {"stage": to} if to else {}
        answer = room.desk.presses(act, **fields)
        after = kept(room)
        what = f"{act.__name__} {to} in {was.state.stage}, {was.state.phase}"
        if not done(answer):
            assert after == before, f"{what} was refused"
            return
        ends = room.read().state.phase in {"last_call", "few"}
        self.called = (to, codes) if ends and to == room.read().state.going_to else ("", set())
        skipped = {one.stage for one in going if one.what == "stage_passed"}
        if to == was.state.going_to:
            skipped |= after.passed
        unsaid = [*self.unsaid(act, codes, before, after)]
        assert not unsaid, f"{what}: {unsaid}"
        assert after.passed - before.passed <= skipped, what
        ahead = [n for n in after.spent - before.spent if self.is_ahead(n)]
        assert not ahead, f"{what} spends a round of a stage that is to come"

    def unsaid(self, act: type, codes: set[str], before: Kept, after: Kept) -> Iterator[str]:
        """The losses that this act has caused, or has made final, without a word."""
        shown = len(after.open_cards - before.open_cards)
        even_so = len(before.cards & self.marks(agrees=True)) if "cards_back" in codes else 0
        if shown > even_so and "cards_shown" not in codes:
            yield "cards shown"
        if self.gone(before, after) > shown and not codes & BACK:
            yield "cards gone"
        if after.back - before.back and "cards_back" not in codes:
            yield "cards back"
        lost = before.sent - after.sent
        if lost and not codes & LESSONS_BACK:
            yield "lessons gone"
        if before.chosen - after.chosen and "result_replaced" not in codes:
            yield "chosen lessons gone"
        ends = act in {commands.EndVoting, commands.TakeTied}
        if after.chosen - before.chosen and not (ends or codes & {*ENDS, "ties_taken"}):
            yield "lessons chosen"
        if before.votes and not after.votes and not (ends or codes & ENDS):
            yield "votes gone"
        if before.answers - after.answers and "answers_replaced" not in codes:
            yield "answers gone"

    def gone(self, before: Kept, after: Kept) -> int:
        """Counts the cards that wait no more, without those that are back with their phones."""
        told = self.marks(agrees=False, rounds=before.back)
        return len(before.cards - after.cards - told)

    def marks(self, *, agrees: bool, rounds: frozenset[int] | None = None) -> set[bytes]:
        """The keys of the rows of the cards whose writers agreed that they are shown of few, or
        did not; of all rounds or of these."""
        file = self.room.store.workshops.open(self.room.id)
        assert file is not None
        return {
            file.keys.mark("card", key)
            for key, (round_, agreed, _) in self.cards.items()
            if agreed == agrees and (rounds is None or round_ in rounds)
        }

    def is_ahead(self, round_: int) -> bool:
        """True of a round that collects again, once the room comes to its stage; a reveal spends
        all that was written, and a vote that has ended opens a new one."""
        now = self.room.read()
        stage = now.rounds[round_ - 1]
        ends = {"write"} if now.state.vote_paused else {"write", "vote"}
        return now.agenda.kind_of(stage) not in ends and now.agenda.place(stage) > now.position  # type: ignore[operator]

    def lost(self) -> Iterator[str]:
        """The things that were taken in, and are neither shown nor kept nor back with their
        phone."""
        now, file = self.room.read(), self.room.store.workshops.open(self.room.id)
        assert file is not None
        words = {card.words.happened for card in now.cards}
        there = kept(self.room)
        for key, (round_, agrees, word) in self.cards.items():
            back = round_ in now.given_back and not agrees
            waits = file.keys.mark("card", key) in there.cards
            if not (back or waits or word in words or fates(file, (key,)) != ["none"]):
                yield word
        listed = self.room.lessons()
        for key, word in self.lessons.items():
            waits = file.keys.mark("sent_lesson", key) in there.sent
            if not (waits or word in listed or fates(file, (key,)) != ["none"]):
                yield word


def plays(store: Store, seed: int) -> Play:
    dice = random.Random(seed)
    room = new_room(store, agenda=any_agenda(dice), pulse=dice.choice(["", "room"]))
    room.withdraw = dice.choice([0, WITHDRAW])
    room.participants(dice.choice([3, 5, 7]))
    play = Play(room, dice)
    for _ in range(TURNS):
        play.turn()
    return play


@pytest.mark.parametrize(
    "seed", [*FEW, *(pytest.param(seed, marks=pytest.mark.long) for seed in MANY)]
)
def test_what_an_act_takes_away_was_said_and_nothing_is_lost(store: Store, seed: int) -> None:
    play = plays(store, seed)
    assert not [*play.lost()]
    for stage in (*["arrive"] * STEPS_OUT_OF_WRITING, "finish"):
        play.room.now += LAST_CALL_S
        play.presses(commands.Go, stage)
    assert play.room.read().stage.kind == "finish" and not kept(play.room).cards
    assert not [*play.lost()]
