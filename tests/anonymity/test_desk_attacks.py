"""A desk that tries everything after each act: it never sees whose it was, unless it was told so.

As many people as are needed act one after the other, and after each of them the desk
does what it likes: it goes away and comes back, ends and opens again, sets aside one at a time,
lets on, takes off, and reads every screen and the draft. Then the same is played once more with
their acts exchanged among them. Whatever looks different tells whose act was which.

Answers to a question about a card are shown in the desk's own time when the others answer, too.
Then nothing is to look different as somebody else says the same at the same moment: also if it
is the one who wrote that card.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.anonymity.small_room import quick_folder
from tests.anonymity.test_ways_out import difference
from tests.anonymity.ways import CHOICES, Base, Move, Walk, hides, walked
from tests.anonymity.ways import STAGES as WALKED
from tests.support.room import Person, done, new_store
from tests.support.same_keys import same_keys
from workshop.actions import ballots, cards, questions, reveal, sent_lessons
from workshop.protocol import commands
from workshop.rules.stages import PICKING, SHOWING
from workshop.storage.bodies import CardWords
from workshop.storage.transaction import Tx
from workshop.views import Room
from workshop.views.room_parts import RoomLesson

STAGES = ("write", "ask_how", "lessons", "vote", "finish")
PEOPLE = {"write": 3, "ask_how": 3, "lessons": 4, "vote": 3, "finish": 6}
Acts = list[tuple[int, int]]
"""Who does what, one after the other."""
SAID = frozenset[str]()
"""The losses that a hold names before one or two acts may show: none."""
SEEDS = 1


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Base]:
    """A room that has been everywhere: the desk has cards, lessons and a vote to play with."""
    with same_keys(), quick_folder(tmp_path_factory.mktemp("desk")) as folder:
        store = new_store(folder)
        after = WALKED.index("reveal") + 1
        yield walked(store, (*WALKED[:after], "ask_how", *WALKED[after:]))
        store.close()


@dataclass
class Attack:
    """A desk that has a plan, by its seed, whatever people do."""

    walk: Walk
    dice: random.Random
    kind: str

    def comes_back(self) -> None:
        """Has the stage collect again: by going there, or by opening it once more."""
        self.walk.goes(Move(self.kind))  # type: ignore[arg-type]
        if self.walk.room.read().collecting:
            return
        if self.kind == "ask_how":
            self._asks()
        else:
            self.walk.goes(Move(self.kind, again=True))  # type: ignore[arg-type]

    def acts(self) -> None:
        """Does some of all that a desk can do, and looks after each."""
        for _ in range(self.dice.choice([1, 2, 3])):
            self.dice.choice([self._goes, self._ends, self._reads, self._changes])()
            self.walk.note()

    def _asks(self) -> None:
        """Asks about one more card, once the answers about the last one were shown. The first cards
        are those of the people who act."""
        self.shows()
        room = self.walk.room.read()
        asked = {one.about for one in room.state.rounds}
        ahead = [card.n for card in room.cards if not card.off and card.n not in asked]
        self.walk.presses(commands.AskAbout, card=min(ahead))
        self.walk.note()

    def shows(self) -> None:
        """Reads some of the answers, and shows them, if it is there."""
        room = self.walk.room
        while room.read().stage.kind == "ask_how" and room.phase not in {PICKING, SHOWING}:
            self._goes_on()
            self._reads()
            self.walk.note()
        self._changes()
        self.walk.note()

    def _goes_on(self) -> None:
        """Goes on to what follows in this stage: the last call, the reading, the answers."""
        self.walk.presses(commands.Go, stage=self.walk.room.read().state.stage)
        self.walk.note()

    def _goes(self) -> None:
        places = [stage.id for stage in self.walk.room.read().agenda.stages[1:]]
        self.walk.goes(Move(self.dice.choice(places), self.dice.random() < 0.3))

    def _ends(self) -> None:
        kinds = (commands.EndVoting, commands.OpenAgain, commands.VoteAnew, commands.CloseAdding)
        if self.kind == "ask_how" and self.dice.random() < 0.7:
            self._goes_on()
        else:
            self.walk.presses(self.dice.choice(kinds))

    def _reads(self) -> None:
        """Opens, sets aside or lets on one thing of those that wait."""
        desk, room = self.walk.room.desk, self.walk.room.read()
        cards = [card.handle for card in room.waiting]
        sent = [one.handle for one in room.unread]
        roll = self.dice.randrange(100)
        if cards:
            card = cards[roll % len(cards)]
            desk.does(commands.Opened(cards=[card] if roll % 3 else cards))
            desk.does(commands.AddToLessons(card=card, on=roll % 5 > 1))
            desk.does(commands.SetAside(card=card, reason="care" if roll % 2 else ""))
        if sent:
            one = sent[roll % len(sent)]
            desk.does(commands.PutAside(unread=one, reason="care" if roll % 2 else ""))
            desk.does(commands.LetOn(unread=[one]))

    def _changes(self) -> None:
        """Takes a card off, leaves a lesson out, types votes from paper, gives more time."""
        desk, room, roll = self.walk.room.desk, self.walk.room.read(), self.dice.randrange(100)
        numbers = [card.n for card in room.answers] or range(1, 10)
        desk.does(commands.TakeOff(card=str(numbers[roll % len(numbers)]), on=roll % 2 > 0))
        voted_on = {lesson.id for lesson in ballot(room)}
        rest = [lesson for lesson in room.roots if lesson.id not in voted_on]
        if rest:
            lesson = rest[roll % len(rest)].id
            desk.does(commands.LeaveOut(lesson=lesson, on=roll % 2 > 0))
            desk.does(commands.PaperVotes(round=room.state.round, lesson=lesson, votes=roll % 3))
        desk.presses(commands.MoreTime)


def ballot(room: Room) -> list[RoomLesson]:
    """Returns the lessons that people vote on, those without a card. The desk leaves them on the
    list: a person could not vote for one that went between two acts which are exchanged."""
    asked = [lesson for lesson in room.roots if lesson.words.text.startswith("Ask ")]
    return sorted(asked, key=lambda lesson: lesson.words.text)


def person_acts(person: Person, kind: str, what: int) -> bool:
    """One whole act of a person: a card, a lesson, a ballot, an answer. Its key goes with it."""
    room, key = person.room, (1000 + what).to_bytes(16)
    if kind == "write":
        return done(person.writes(f"Word {what}.", f"Learn {what}.", show_few=False, key=key))
    if kind == "ask_how":
        return done(person.writes(f"Word {what}.", show_few=False, key=key))
    if kind == "lessons":
        return done(person.does(commands.AddLesson(round=room.round, text=f"Word {what}."), key))
    if kind == "vote":
        return done(person.votes_all(ballot(room.read())[what].id))
    choice = CHOICES[what % len(CHOICES)]
    return done(person.does(commands.Answer(round=room.round, question="worth", choice=choice)))  # type: ignore[arg-type]


def attacked(base: Base, seed: int, kind: str, acts: Acts, *, crowd: bool = False) -> Walk:
    """The walk of one attack, in which people do these things. In a `crowd` the others answer each
    time what the desk asks."""
    dice = random.Random(seed)
    walk = Walk(base.again())
    attack = Attack(walk, dice, kind)
    people, others = walk.room.people, walk.room.people[len(acts) :]
    walk.goes(Move("finish"))
    walk.presses(commands.OpenAgain)
    for who, what in acts:
        attack.comes_back()
        for n, other in enumerate(others if kind in {"write", "ask_how"} else []):
            if crowd:
                person_acts(other, kind, 10 * (1 + what) + n)
            else:
                hides(other, "write", 0)
        person_acts(people[who], kind, what)
        walk.note()
        if SAID & walk.said:
            break
        attack.acts()
        if crowd:
            attack.shows()
    return walk


def tells(base: Base, seed: int, kind: str) -> Iterator[str]:
    """Yields all that the screens tell of whose act was which, before a hold has said that they
    might."""
    acts = [(n, n) for n in range(PEOPLE[kind])]
    exchanged = [(who, len(acts) - 1 - what) for who, what in acts]
    yield from told_apart(attacked(base, seed, kind, acts), attacked(base, seed, kind, exchanged))
    if kind == "ask_how":
        crowds = (attacked(base, seed, kind, each, crowd=True) for each in (acts, exchanged[::-1]))
        yield from told_apart(*crowds)


def told_apart(one: Walk, other: Walk) -> Iterator[str]:
    """Yields all in which the screens of two walks differ."""
    if not SAID & one.said and one.holds != other.holds:
        yield f"the holds: {one.holds} or {other.holds}"
    for left, right in zip(one.until_said(SAID), other.until_said(SAID), strict=False):
        for view in left:
            told = difference(left[view], right[view])
            yield from [f"{view}: {told}"] if told else []


@pytest.mark.parametrize("kind", STAGES)
@pytest.mark.parametrize(
    "seed", [*range(SEEDS), *(pytest.param(n, marks=pytest.mark.long) for n in range(SEEDS, 200))]
)
def test_whatever_a_desk_does_it_never_sees_whose_an_act_was(
    base: Base, kind: str, seed: int
) -> None:
    assert not [*tells(base, seed, kind)]


def shows_at_once(tx: Tx, number: int, _question: str) -> None:
    """Shows each answer as it comes."""
    tx.show(number)
    tx.changed = True


keep_card = cards.keep_card


def lies_by_device(tx: Tx, _key: bytes, number: int, words: CardWords, slot: bytes) -> bytes:
    """Keeps an answer under a mark of its device."""
    return keep_card(tx, slot, number, words, slot)


WEAK: tuple[tuple[str, Any, str, object], ...] = (
    ("lessons", sent_lessons, "are_enough", lambda *_: True),
    ("vote", ballots, "group_size", lambda _devices: 1),
    ("finish", questions, "_show", shows_at_once),
    ("write", reveal, "have_enough_written", lambda *_: True),
    ("ask_how", reveal, "have_enough_written", lambda *_: True),
    ("ask_how", cards, "keep_card", lies_by_device),
)
"""Programs that such a desk sees through, and at what."""


@pytest.mark.parametrize(
    "weak",
    [
        pytest.param(one, id=f"{one[0]}-{one[2]}", marks=[pytest.mark.long] * (one in WEAK[4:]))
        for one in WEAK
    ],
)
def test_a_program_that_shows_an_act_alone_is_seen_through(
    base: Base, monkeypatch: pytest.MonkeyPatch, weak: tuple[str, Any, str, object]
) -> None:
    kind, module, name, value = weak
    monkeypatch.setattr(module, name, value)
    assert any(next(tells(base, seed, kind), "") for seed in range(40))
