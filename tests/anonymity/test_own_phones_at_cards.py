"""A desk with phones of its own: with fewer than the number less one it reads nobody's card alone.

Honest people write when they like. The desk writes with its own phones, opens and ends what it
can, and looks at all screens after each act. It knows its own cards: what is new on a screen since
the last look, without these, is what it may take apart. If that is of one person, it is read.
"""

import os
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import pytest

from tests.anonymity.small_room import quick_folder
from tests.support.room import Person, TestRoom, new_room, new_store
from tests.support.same_keys import same_keys
from workshop.actions import reveal, writers
from workshop.actions.hiding import needed_in
from workshop.protocol import commands
from workshop.rules.stages import PICKING, READING, SHOWING
from workshop.rules.thresholds import devices_needed
from workshop.storage.store import Store
from workshop.storage.transaction import Tx

PAIRS = ((2, 8), (2, 15), (4, 15), (5, 15), (2, 30), (4, 30), (6, 30))
"""The desk's own phones, and the honest people, where the first are not enough to read a card."""
MOST = ((2, 8), (5, 15), (6, 30))
"""The pairs among them in which a desk has most phones: with fewer it can do less."""
JUST_ENOUGH = ((3, 8), (6, 15), (7, 30))
"""The phones with which it can."""
SEEDS = [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(1, 30))]
ROUNDS, MOVES = 5, 8
Pair = tuple[int, int]
Where = Literal["write", "wall", "ask_how"]
WHERE: tuple[Where, ...] = ("write", "wall", "ask_how")


def one_each(pairs: Sequence[Pair], turns: Sequence[Pair], where: Sequence[Where]) -> list[Any]:
    """All pairs at all places: each place takes a pair in turn, and the rest waits for --long."""
    return [
        pytest.param(*pair, at, marks=[] if pair == turns[i] else [pytest.mark.long])
        for i, at in enumerate(where)
        for pair in pairs
    ]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with same_keys(), quick_folder(tmp_path_factory.mktemp("own")) as folder:
        made = new_store(folder)
        yield made
        made.close()


@dataclass
class Attack:
    """A desk and its phones among honest people, by a seed."""

    room: TestRoom
    own: int
    dice: random.Random
    wrote: dict[str, int] = field(default_factory=dict)
    """The place of each card's writer among all phones, by its words; the first are the desk's."""
    seen: set[str] = field(default_factory=set)
    read_alone: list[int] = field(default_factory=list)
    """The honest people of whom a look has shown something new, and of nobody else."""
    about: int = 0
    """The card that is asked about, if one is."""

    @property
    def mine(self) -> list[Person]:
        return self.room.people[: self.own]

    @property
    def honest(self) -> list[Person]:
        return self.room.people[self.own :]

    def writes(self, person: Person) -> None:
        """A person writes one more card, or cannot."""
        words = f"Card {self.dice.randrange(10**9)}"
        card = commands.WriteCard(round=self.room.round, happened=words, about=self.about)
        if not hasattr(person.does(card), "refused"):
            self.wrote[words] = self.room.people.index(person)

    def looks(self) -> None:
        """Compares all screens with what was on them before."""
        shown = str(self.room.views())
        new = {words for words in self.wrote.keys() - self.seen if words in shown}
        people = {self.wrote[words] for words in new} - {*range(self.own)}
        self.seen |= new
        if len(people) == 1:
            self.read_alone += people

    def plays(self) -> list[int]:
        """Round after round, of which each begins with the desk's own cards or ends with them."""
        self._begins()
        for _ in range(ROUNDS):
            first = self.dice.random() < 0.5
            self._all_write(self.mine if first else [])
            for _ in range(self.dice.randint(1, MOVES)):
                self.dice.choice([self._somebody_writes, self._somebody_writes, self._does])()
                self.looks()
            self._all_write([] if first else self.mine)
            self.looks()
            self._ends()
        return self.read_alone

    def _begins(self) -> None:
        self.room.desk.goes("write")

    def _all_write(self, people: list[Person]) -> None:
        for person in people:
            self.writes(person)

    def _somebody_writes(self) -> None:
        person = self.dice.choice(self.honest)
        if person in self.room.asleep:
            self.room.asleep.remove(person)
            self.room.here += 1
        self.writes(person)

    def _does(self) -> None:
        """One of the desk's ways while people write: away and back, paper, the door, phones that
        leave, a card of its own taken back."""
        self.dice.choice([self._leaves, self._types, self._shuts, self._sleeps, self._withdraws])()

    def _leaves(self) -> None:
        self.room.desk.goes("story")
        self.looks()
        self.room.desk.goes("write")

    def _types(self) -> None:
        words = f"Paper {self.dice.randrange(10**9)}"
        self.room.desk.does(commands.PaperCard(round=self.room.round, happened=words))

    def _shuts(self) -> None:
        self.room.desk.does(commands.CloseDoor(on=True))

    def _sleeps(self) -> None:
        """Honest phones are sent away, or go dark: only the desk's own are here."""
        awake = [person for person in self.honest if person not in self.room.asleep]
        self.room.sleeps(*awake)

    def _wakes(self) -> None:
        self.room.here += len(self.room.asleep)
        self.room.asleep.clear()

    def _withdraws(self) -> None:
        key = os.urandom(16)
        person = self.dice.choice(self.mine)
        person.does(commands.WriteCard(round=self.room.round, happened="Taken back"), key)
        person.does(commands.WithdrawCard(round=self.room.round, card=key.hex()))

    def _ends(self) -> None:
        """Ends the writing by one way or the other, looks, and opens it again, while all are awake
        or sleep."""
        wall = self.room.read().state.live_wall
        for stage in ["lessons"] if wall else ["look_through", "reveal"]:
            if self.dice.random() < 0.7:
                self.room.desk.goes(stage)
                self.looks()
        self.room.desk.goes("lessons" if wall else "reveal")
        self.looks()
        self.dice.choice([self._sleeps, self._wakes])()
        self.room.desk.goes("write")
        self.room.desk.presses(commands.OpenAgain)
        self.looks()


class Asking(Attack):
    """It asks about one card after the other."""

    def _begins(self) -> None:
        self.room.desk.goes("write")
        for person in self.room.people:
            person.writes(f"Failure {self.dice.randrange(10**9)}")
        self.room.desk.goes("reveal")
        self._asks()

    def _asks(self) -> None:
        """Comes back if it was away, and asks about one more card."""
        self.room.desk.goes("ask_how")
        asked = {one.about for one in self.room.read().state.rounds}
        self.about = self.dice.choice([c.n for c in self.room.read().cards if c.n not in asked])
        self._presses(commands.AskAbout, card=self.about)

    def _leaves(self) -> None:
        """Goes away, by which this question is over, or waits until the last call is over first."""
        if self.dice.random() < 0.5:
            self._ends_writing()
        self.room.desk.goes(self.dice.choice(["story", "lessons", "write"]))
        self.looks()
        self._asks()

    def _ends(self) -> None:
        """Ends the writing, reads, puts on the list, shows, takes off, asks about another card."""
        self._ends_writing()
        self.dice.choice([self._sleeps, self._wakes])()
        if self.room.phase == READING:
            self._reads()
        if self.room.phase == SHOWING:
            self._takes_off()
        if self.dice.random() < 0.5:
            self.room.desk.goes("lessons")
            self.looks()
        self._asks()

    def _ends_writing(self) -> None:
        """Through the last call, in which one more may write, and with a minute more or without."""
        here = self.room.desk.stage("ask_how")
        self._presses(commands.Go, stage=here)
        while self.room.phase not in {PICKING, READING}:
            self.dice.choice([self._somebody_writes, self._withdraws, lambda: None])()
            if self.dice.random() < 0.3:
                self._presses(commands.MoreTime)
            self.room.now = max(self.room.now, self.room.ends_at)
            self._presses(commands.Go, stage=here)

    def _reads(self) -> None:
        for one in self.room.read().waiting:
            listed, aside = (self.dice.random() < 0.4 for _ in range(2))
            self.room.desk.does(commands.AddToLessons(card=one.handle, on=listed))
            self.room.desk.does(commands.SetAside(card=one.handle, reason="care" if aside else ""))
            self.looks()
        self.room.desk.reads()
        if self.dice.random() < 0.7:
            self._presses(commands.Go, stage=self.room.desk.stage("ask_how"))

    def _takes_off(self) -> None:
        for one in self.room.read().answers:
            self.room.desk.does(commands.TakeOff(card=str(one.n), on=self.dice.random() < 0.5))
            self.looks()

    def _presses(self, kind: type[commands.StageCommand], **fields: object) -> None:
        self.room.desk.presses(kind, **fields)
        self.looks()


def attack(store: Store, own: int, honest: int, seed: int, *, at: Where = "write") -> list[int]:
    """Returns of whom such a desk has read a card alone."""
    wall = {"template": "all_hands", "live_wall": True} if at == "wall" else {}
    room = new_room(store, **wall)
    room.withdraw = 20
    room.participants(own + honest)
    made = Asking if at == "ask_how" else Attack
    return made(room, own, random.Random(seed)).plays()


def is_enough(own: int, honest: int) -> bool:
    """True if a desk with so many phones of its own may read a card alone."""
    return own >= devices_needed(own + honest) - 1


@pytest.mark.parametrize(("own", "honest", "at"), one_each(PAIRS, MOST, WHERE))
@pytest.mark.parametrize("seed", SEEDS)
def test_nobodys_card_is_read_alone_with_fewer_phones_than_the_number_less_one(
    store: Store, own: int, honest: int, seed: int, at: Where
) -> None:
    assert attack(store, own, honest, seed, at=at) == []


@pytest.mark.parametrize("honest", [8, 15, 30])
def test_it_takes_the_number_less_one(honest: int) -> None:
    """So two phones and four read nobody's card alone among fifteen or more; eight may, as four may
    among eight."""
    enough = [own for own in (2, 4, 8) if is_enough(own, honest)]
    assert enough == ([4, 8] if honest == 8 else [8])
    assert not any(is_enough(own, people) for own, people in PAIRS if people == honest)


@pytest.mark.parametrize(
    ("own", "honest", "at"), one_each(JUST_ENOUGH, JUST_ENOUGH, ("write", "wall"))
)
@pytest.mark.parametrize("seed", SEEDS)
def test_with_the_number_less_one_a_desk_reads_one_person_and_not_one_after_the_other(
    store: Store, own: int, honest: int, seed: int, at: Where
) -> None:
    assert is_enough(own, honest) and not is_enough(own - 1, honest)
    assert len({*attack(store, own, honest, seed, at=at)}) <= 1


@pytest.mark.long
def test_with_the_number_less_one_a_desk_reads_one_answer_to_a_question(store: Store) -> None:
    """And one to the next: each question is a round of its own."""
    assert is_enough(3, 8)
    assert any(attack(store, 3, 8, seed, at="ask_how") for seed in range(10))


def three(wrote: int, _newly: int, _here: int) -> bool:
    """How it was: three, whoever they are and however many are here."""
    return wrote >= 3


def again_and_again(wrote: int, _newly: int, here: int) -> bool:
    """A device hides others as often as it likes."""
    return wrote >= devices_needed(here)


@pytest.mark.long
def test_three_are_seen_through_by_two_phones_in_any_room(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writers, "enough_wrote", three)
    assert all(any(attack(store, 2, people, seed) for seed in range(20)) for people in (8, 15, 30))


@pytest.mark.long
def test_a_write_in_which_devices_hide_others_again_is_seen_through(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writers, "enough_wrote", again_and_again)
    assert any(len({*attack(store, 3, 8, seed)}) > 1 for seed in range(40))


def whoever_answered_before(tx: Tx, number: int) -> bool:
    """Those who answered an earlier question hide those who answer this one."""
    asked = [one.n for one in tx.state.rounds if one.about]
    return sum(len(tx.memory.writers.get(n, ())) for n in asked) >= needed_in(tx, number)


@pytest.mark.parametrize(
    ("module", "name", "weak"),
    [
        (reveal, "have_enough_written", whoever_answered_before),
        pytest.param(writers, "enough_wrote", three, marks=pytest.mark.long),
    ],
)
def test_questions_that_hide_too_few_are_seen_through(
    store: Store, monkeypatch: pytest.MonkeyPatch, module: object, name: str, weak: object
) -> None:
    monkeypatch.setattr(module, name, weak)
    assert any(attack(store, 2, 8, seed, at="ask_how") for seed in range(10))
