"""Reading for the desk in one go: twice as much that waits costs twice as much."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from tests.support.room import TestRoom, new_room
from workshop.actions.answers import AtDesk
from workshop.protocol import commands
from workshop.storage import bodies
from workshop.storage.bodies import ReadWords
from workshop.storage.keyring import OwnKeys
from workshop.storage.store import Store
from workshop.views import read_room

FEW, MANY = 60, 120
LINEAR = 2.2
"""Twice as much, and a little for what does not grow."""


class Counted(bytes):
    """A key that counts how often it is hashed or compared."""

    times = 0

    def __hash__(self) -> int:
        Counted.times += 1
        return super().__hash__()

    def __eq__(self, other: object) -> bool:
        Counted.times += 1
        return super().__eq__(other)


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Has each key of what the desk read counted."""

    def counted(own: OwnKeys, number: int, body: bytes) -> ReadWords:
        read = bodies.show_read(own, number, body)
        return replace(
            read,
            at_desk=[*map(Counted, read.at_desk)],
            opened=[*map(Counted, read.opened)],
            sensitive=[*map(Counted, read.sensitive)],
        )

    monkeypatch.setattr("workshop.views.desk_reading.show_read", counted)


def reads(room: TestRoom) -> int:
    """How often a key is hashed or compared for one reading."""
    stored = room.store.workshops.open(room.id)
    assert stored is not None
    stored.cache.forget()
    Counted.times = 0
    read_room(stored)
    return Counted.times


def cards_wait(room: TestRoom, many: int) -> None:
    """So many cards at the look-through, which the desk has opened, with "Been there" off."""
    people = room.participants(many)
    room.desk.goes("write")
    card = commands.WriteCard(round=room.round, happened="It fell over.", show_few=True)
    room.together(*((one.actor, card) for one in people))
    room.desk.goes("look_through")
    waiting = [one.handle for one in room.read().waiting]
    off = (commands.MarkSensitive(card=one, on=True) for one in waiting)
    room.together(
        (AtDesk(), commands.Opened(cards=waiting)), *((AtDesk(), command) for command in off)
    )
    assert [(one.read, one.sensitive) for one in room.read().waiting] == [(True, True)] * many


def lessons_wait(room: TestRoom, many: int) -> None:
    """So many lessons that the desk has been shown."""
    people = room.participants(many)
    room.desk.goes("story")
    room.desk.goes("lessons")
    for at, one in enumerate(people):
        lesson = commands.AddLesson(round=room.round, text=f"Look at {at}.")
        room.together((one.actor, lesson))
    room.desk.closes_adding()
    assert len(room.read().unread) > 0.9 * many


@pytest.mark.parametrize("wait", [cards_wait, lessons_wait])
def test_a_reading_takes_no_more_than_twice_the_steps_for_twice_as_much(
    store: Store, counts: None, wait: Callable[[TestRoom, int], None]
) -> None:
    few, many = new_room(store), new_room(store)
    wait(few, FEW)
    wait(many, MANY)
    assert 0 < reads(many) < LINEAR * reads(few)
