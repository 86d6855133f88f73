"""A desk with phones of its own reads nobody's answer, tap, mark or lesson alone, as long as these
are fewer than the number that hide each other less one.
After each act of somebody else its phones do all that might bring a figure to the screens: they
change their minds, take back, add more; the desk goes away and comes back, or closes the list. It
knows what its own phones have done. So an act is read if it is the only one of the others between
two moments at which something is shown.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from tests.anonymity.small_room import quick_folder
from tests.support.room import Person, TestRoom, new_room, new_store
from workshop.protocol import commands
from workshop.rules.lessons import is_kept
from workshop.rules.thresholds import devices_needed
from workshop.storage.store import Store

LESSONS = 15
CHOICES = ("yes", "partly", "no")


@dataclass
class OwnPhones:
    """A desk with its own phones, among others, in a room that stands at the stage to attack."""

    room: TestRoom
    own: list[Person]
    others: list[Person]
    dice: random.Random
    turn: int = 0
    together: list[set[int]] = field(default_factory=lambda: [set()])
    """The others who have acted between two moments at which something was shown."""
    seen: object = None

    def plays(self, kind: "Attack") -> list[set[int]]:
        """Has everyone act, some twice; returns who was shown together each time."""
        kind.begins(self.room)
        self.seen = kind.shows(self.room)
        twice = self.dice.sample(range(len(self.others)), 2)
        for who in self.dice.sample(range(len(self.others)), len(self.others)) + twice:
            kind.acts(self.others[who], self.dice.randrange(100))
            self.together[-1].add(who)
            self._looks(kind)
            self._tries(kind)
        kind.ends(self.room)
        self._looks(kind)
        return self.together[:-1]

    def _tries(self, kind: "Attack") -> None:
        for person in self.own:
            for _ in range(2):
                self.turn += 1
                kind.acts(person, self.turn)
                self._looks(kind)
        if self.dice.random() < 0.2:
            here = self.room.read().stage.kind
            self.room.desk.goes("talk")
            self.room.desk.goes(here)
            self._looks(kind)

    def _looks(self, kind: "Attack") -> None:
        shown = kind.shows(self.room)
        if shown != self.seen:
            self.seen = shown
            self.together.append(set())


@dataclass(frozen=True)
class Attack:
    """One thing that is counted: how a room comes to it, what a person does, what is shown."""

    begins: Callable[[TestRoom], object]
    acts: Callable[[Person, int], object]
    shows: Callable[[TestRoom], object]
    ends: Callable[[TestRoom], object] = lambda _room: None


def _answers(person: Person, n: int) -> None:
    choice = CHOICES[n % len(CHOICES)]
    person.does(commands.Answer(round=person.room.round, question="worth", choice=choice))  # type: ignore[arg-type]


def _many_lessons(room: TestRoom) -> None:
    room.desk.goes("lessons")
    for n in range(LESSONS):
        room.desk.does(commands.DeskLesson(text=f"Lesson {n:02}."))


def _keeps(person: Person, n: int) -> None:
    ids = sorted(person.room.lessons().values())
    person.does(commands.KeepLessons(round=person.room.round, lessons=[ids[n % len(ids)]]))


def _kept(room: TestRoom) -> object:
    return {item: n for (_, item), n in room.read().released.items() if n and is_kept(item)}


def _unread(room: TestRoom) -> object:
    return {one.handle for one in room.read().unread}


def _taps(item: str) -> Callable[[Person, int], object]:
    return lambda person, n: person.been_there(item, n % 3 > 0)


def _revealed(room: TestRoom) -> None:
    room.desk.goes("write")
    for n, person in enumerate(room.people):
        person.writes(f"It fell {n}.")
    room.desk.goes("reveal")


ATTACKS: dict[str, Attack] = {
    "answers": Attack(
        lambda room: room.desk.goes("finish"),
        _answers,
        lambda room: room.view("desk")["finish"]["worth"],
        lambda room: room.desk.presses(commands.Seal),
    ),
    "taps on the story": Attack(
        lambda room: room.desk.goes("story"),
        _taps("story"),
        lambda room: room.read().been_there("story"),
    ),
    "taps on a card": Attack(_revealed, _taps("1"), lambda room: room.read().been_there("1")),
    "marks": Attack(_many_lessons, _keeps, _kept),
    "lessons": Attack(
        lambda room: room.desk.goes("lessons"),
        lambda person, n: person.adds(f"Word {n} of {id(person)}."),
        _unread,
        lambda room: room.desk.closes_adding(),
    ),
    "lessons of a list that is closed early": Attack(
        lambda room: room.desk.goes("lessons"),
        lambda person, n: (person.adds(f"Word {n}."), n % 2 and person.room.desk.closes_adding()),
        _unread,
    ),
}

ROOMS = [
    pytest.param(*room, marks=[pytest.mark.long] * (room != (15, 4)))
    for room in ((8, 2), (15, 2), (15, 4), (30, 6))
]
"""People, and the phones of the desk among them besides."""
TAPPED = ("taps on the story", "marks")
SEEDS = [pytest.param(n, marks=[pytest.mark.long] * (n > 0)) for n in range(10)]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with quick_folder(tmp_path_factory.mktemp("own")) as folder:
        made = new_store(folder)
        yield made
        made.close()


def shown_together(store: Store, what: str, people: int, own: int, seed: int) -> list[set[int]]:
    room = new_room(store)
    here = room.participants(people + own)
    attack = OwnPhones(room, here[:own], here[own:], random.Random(seed))
    return attack.plays(ATTACKS[what])


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("people", "own"), ROOMS)
@pytest.mark.parametrize("what", ATTACKS)
def test_nobody_is_shown_alone(store: Store, what: str, people: int, own: int, seed: int) -> None:
    assert own < devices_needed(people + own) - 1
    together = shown_together(store, what, people, own, seed)
    least = devices_needed(people + own) - own
    assert [others for others in together if len(others) < least] == []


@pytest.mark.parametrize("what", ["answers", "taps on the story", "marks", "lessons"])
def test_something_is_shown_all_the_same(store: Store, what: str) -> None:
    assert shown_together(store, what, 15, 2, 0)


@pytest.mark.parametrize(
    "what", ["answers", *(pytest.param(one, marks=pytest.mark.long) for one in TAPPED)]
)
def test_as_many_phones_as_the_number_less_one_read_one_person_and_no_more(
    store: Store, what: str
) -> None:
    alone = [others for others in shown_together(store, what, 30, 7, 0) if len(others) == 1]
    assert len(alone) == 1
