"""Marks that devices leave in a round lie under its key: with it ends every way to what a phone
did."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.support.files import file_of, key_files
from tests.support.room import Person, TestRoom, done, new_room, new_store
from workshop.protocol import commands
from workshop.storage.keyring import Keys, device_of
from workshop.storage.workshop_tables import Mark

PARTS: tuple[tuple[str | int, ...], ...] = (
    ("took_part",),
    ("card", 1),
    ("lesson", 1),
    ("unclear",),
    ("been_there:story",),
    ("been_there:1",),
    ("budget", 1),
    ("group", 1, 1),
    ("out",),
    ("offer", 1),
    ("worth", "yes"),
)
"""The parts of marks, besides a phone's secret and a round."""


@pytest.fixture
def room(tmp_path: Path) -> Iterator[TestRoom]:
    """Three who are here."""
    room = new_room(new_store(tmp_path / "there"))
    room.participants(3)
    yield room
    room.store.close()


def marks(room: TestRoom) -> set[bytes]:
    """All marks in the file."""
    file = room.store.workshops.open(room.id)
    assert file is not None
    with file.read() as connection:
        return set(connection.execute(select(Mark.key)).scalars())


def all_keys(room: TestRoom) -> list[bytes]:
    """Every key of the workshop that there is."""
    return [path.read_bytes() for path in key_files(room.store, room.id)]


def own_key(room: TestRoom) -> bytes:
    """The key of the current round."""
    return room.store.key_store.read(room.id, f"round{room.read().state.round}") or b""


def made_by(person: Person, keys: list[bytes]) -> set[bytes]:
    """Every mark that a phone could have left, by whoever has these keys and the phone itself."""
    secret, found = person.actor.secret, set[bytes]()
    for key in keys:
        for number in range(1, 12):
            for parts in PARTS:
                found |= {
                    Keys(key).mark(who, number, *parts) for who in (secret, device_of(secret))
                }
    return found


def acts(room: TestRoom) -> Iterator[set[bytes]]:
    """Everybody acts in each round; each time, the marks that the first one has left in it."""
    first, number = room.people[0], lambda: room.read().state.round
    room.desk.presses(commands.Step, step=1)
    assert done(first.does(commands.Unclear(number(), on=True)))
    yield _left(room)
    room.desk.goes("story")
    assert done(first.does(commands.BeenThere(number(), item="story", on=True)))
    yield _left(room)
    room.desk.goes("write")
    for i, person in enumerate(room.people):
        assert done(person.writes(f"It broke {i}."))
    yield _left(room)
    for stage in ("look_through", "reveal"):
        room.desk.goes(stage)
    assert done(first.does(commands.BeenThere(number(), item="1", on=True)))
    yield _left(room)
    room.desk.goes("lessons")
    assert done(first.does(commands.AddLesson(number(), text="Ask first.")))
    yield _left(room)
    for text in ("Test it.", "Write it down."):
        assert done(room.desk.does(commands.DeskLesson(text=text)))
    room.desk.goes("vote")
    for person in room.people:
        assert done(person.votes(min(one.id for one in room.read().roots)))
    assert done(first.does(commands.DoneVoting(number())))
    yield _left(room)
    room.desk.ends_voting()
    room.desk.goes("commit")
    offer = commands.Offer(
        number(), lesson=room.read().state.chosen[0], when="it rains", will="we stop"
    )
    assert done(first.does(offer))
    yield _left(room)
    room.desk.goes("finish")


def _left(room: TestRoom) -> set[bytes]:
    left = marks(room) & made_by(room.people[0], [own_key(room)])
    assert left, room.read().stage.kind
    return left


def test_no_mark_of_a_round_that_is_over_can_be_made_of_a_phone_and_the_keys_that_are_left(
    room: TestRoom,
) -> None:
    k, copied = room.store.key_store.read(room.id) or b"", set[bytes]()
    for left in acts(room):
        copied |= left
        assert not left & made_by(room.people[0], [k])
    assert len(copied) >= 10
    assert not copied & made_by(room.people[0], all_keys(room))


def test_marks_of_an_older_copy_that_is_put_back_go_with_what_was_counted_by_them(
    room: TestRoom, tmp_path: Path
) -> None:
    room.desk.goes("write")
    first = room.people[0]
    for person in room.people:
        assert done(person.writes("It broke."))
    path, copy = file_of(room.store, room.id), tmp_path / "copy"
    shutil.copy(path, copy)
    for stage in ("look_through", "reveal"):
        room.desk.goes(stage)
    room.store.workshops.close()
    shutil.copy(copy, path)
    assert marks(room) == set() and room.read().took_part == 0
    assert done(first.writes("It broke once more."))
    assert room.read().took_part == 1
