"""A whole workshop in a test, from the first card to the finish."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.copies import Copied, copied
from tests.support.room import Person, TestRoom, done, new_room, new_store
from workshop.protocol import commands
from workshop.storage.store import Store

STANDS, LEARNED = "I renamed a column on a Friday.", "Ask who reads it first."
PRIVATE = "Canary one: not ticked, so it stays here."
ASIDE = "Canary two: set aside at the desk."
OFF = "Canary three: taken off the screen."
CANARIES = (PRIVATE, ASIDE, OFF)


@dataclass(frozen=True)
class Told:
    """A card that somebody writes."""

    happened: str
    learned: str = ""
    may_stand: bool = True


CARDS = (
    Told(STANDS, LEARNED),
    Told(PRIVATE, may_stand=False),
    Told(ASIDE),
    Told(OFF),
    Told("I said yes to a date that three people would have laughed at."),
)


def held_room(store: Store, lessons: Iterable[str] = (), **fields: object) -> TestRoom:
    """A workshop that stands at its finish. It is held once, and then copied for each test."""
    (held, copy), made = _held(tuple(lessons), **fields), new_room(store, **fields)
    store.workshops.close()
    copy.lay_down(store, made.id)
    room = replace(held, store=store, id=made.id, memory=held.memory.copy(), people=[])
    room.people = [Person(room, person.actor) for person in held.people]
    return room


@cache
def _held(lessons: tuple[str, ...], **fields: object) -> tuple[TestRoom, Copied]:
    with TemporaryDirectory() as folder:
        store = new_store(Path(folder))
        room = new_room(store, **fields)
        hold(room, lessons=lessons)
        store.close()
        return room, copied(store, room.id)


def hold(room: TestRoom, cards: Sequence[Told] = CARDS, lessons: Iterable[str] = ()) -> None:
    """Everybody writes one card, votes and answers; the workshop then stands at its finish."""
    room.participants(max(len(cards), 5))
    room.desk.presses(commands.Pause, on=False)
    room.desk.goes("story")
    write(room, cards)
    reveal(room)
    choose(room, lessons)
    commit(room)
    answer(room)
    # The last answers are shown when their stage ends.
    room.desk.goes("commit")
    room.desk.goes("finish")


def write(room: TestRoom, cards: Sequence[Told]) -> None:
    room.desk.goes("write")
    for person, card in zip(room.people, cards, strict=False):
        assert done(person.writes(card.happened, card.learned, may_stand=card.may_stand))
    for person in room.people:
        person.adds_nothing()
    room.desk.goes("look_through")
    for card in room.read().waiting:
        if card.words.happened == ASIDE:
            room.desk.does(commands.SetAside(card=card.handle, reason="care"))


def reveal(room: TestRoom) -> None:
    room.desk.goes("reveal")
    for card in room.read().cards:
        if card.words.happened == OFF:
            assert done(room.desk.does(commands.TakeOff(card=str(card.n), on=True)))


def choose(room: TestRoom, lessons: Iterable[str]) -> None:
    room.desk.goes("lessons")
    for text in lessons:
        assert done(room.desk.does(commands.DeskLesson(text=text)))
    room.desk.goes("vote")
    on_ballot = [id_ for _, id_ in sorted(room.lessons().items())]
    for person in room.people:
        person.votes(on_ballot[0], 2)
    room.people[0].votes(on_ballot[-1], 1)
    room.desk.ends_voting()


def commit(room: TestRoom, when: str = "I change a price", will: str = "show it to one") -> None:
    room.desk.goes("commit")
    words = {id_: text for text, id_ in room.lessons().items()}
    for number, lesson in enumerate(sorted(room.read().state.chosen, key=words.__getitem__)):
        command = commands.Offer(
            round=room.round, lesson=lesson, when=when, will=will, by="2026-03-11",
            owner="" if number else "Jonas",
        )  # fmt: skip
        assert done(room.people[number].does(command))
    assert done(room.desk.lets_on())


def answer(room: TestRoom) -> None:
    room.desk.goes("finish")
    room.here += 4  # who stay silent: else the answers of the last ones would wait for the end
    for person in room.people:
        for question in ("worth", "use"):
            command = commands.Answer(round=room.round, question=question, choice="yes")
            assert done(person.does(command))
    room.here -= 4
