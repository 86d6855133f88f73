"""The state of a workshop: one encrypted row, written once at the end of a transaction."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from msgspec.structs import asdict
from sqlalchemy import event
from sqlalchemy.engine import Engine

from tests.support.files import file_of, opened
from tests.support.put_state import put_state
from tests.support.room import TestRoom, done, new_room, new_store
from workshop.protocol import commands
from workshop.storage.bodies import CarriedWords
from workshop.storage.context import Context, Memory
from workshop.storage.state import STATE_KEY, STATE_STEP_BYTES, StateWords

EARLIER = CarriedWords(
    workshop="earlier", id="1", lesson="Ask.", when="a month ends", will="restore one backup",
    who="we", owner="Amira", by="2026-03-11", made="2026-02-25", language="en",
)  # fmt: skip


@pytest.fixture
def room(tmp_path: Path) -> Iterator[TestRoom]:
    """One in which each thing that the state says has been done."""
    room = new_room(new_store(tmp_path), template="follow_up", carried=(EARLIER,), wifi="Atrium")
    room.participants(3)
    room.desk.goes("follow_up")
    assert done(room.desk.does(commands.FollowUp(n=1, outcome="dropped", learned="Ask first.")))
    room.desk.goes("write")
    for i, person in enumerate(room.people):
        assert done(person.writes(f"It broke {i}.", f"Mend it {i}."))
    room.desk.goes("reveal")
    assert done(room.people[0].does(commands.AskOff(card="1")))
    assert done(room.desk.does(commands.MarkSensitive(card="2", on=True)))
    assert done(room.desk.does(commands.TakeOff(card="3", on=True)))
    assert done(room.desk.presses(commands.Step, step=1))
    room.desk.goes("lessons")
    one, two, three, *_ = [lesson.id for lesson in room.read().roots]
    assert done(room.desk.does(commands.Merge(lesson=one, into=two)))
    assert done(room.desk.does(commands.LeaveOut(lesson=three, on=True)))
    yield room
    room.store.close()


def body(room: TestRoom) -> bytes:
    """The row, as it is on the disk."""
    with closing(sqlite3.connect(file_of(room.store, room.id))) as file:
        (found,) = file.execute("SELECT body FROM state").fetchone()
    return bytes(found)


@contextmanager
def written() -> Iterator[list[str]]:
    """Every statement that writes the state."""
    found: list[str] = []

    def note(_one: object, _two: object, statement: str, *_: object) -> None:
        found.extend([statement] if re.match("UPDATE state SET .*body", statement) else [])

    event.listen(Engine, "before_cursor_execute", note)
    yield found
    event.remove(Engine, "before_cursor_execute", note)


def test_a_field_that_is_known_no_more_is_passed_over(room: TestRoom) -> None:
    file = opened(room.store, room.id)
    before = room.views()
    words = asdict(file.keys.show_anew(body(room), STATE_KEY, b"", StateWords))
    later = file.keys.hide_anew({**words, "reviewed": [1]}, STATE_KEY, b"", STATE_STEP_BYTES)
    with file.write() as connection:
        connection.exec_driver_sql("UPDATE state SET body = ?", (later,))
    assert room.views() == before


def test_the_state_is_written_once_by_an_act_of_the_desk_and_never_by_a_vote(
    room: TestRoom,
) -> None:
    with written() as found:
        room.desk.presses(commands.Go, stage="vote")
    assert len(found) == 1
    lesson, before = room.read().roots[0].id, body(room)
    with written() as found:
        assert done(room.people[0].votes(lesson))
    assert (found, body(room)) == ([], before)


def test_a_command_that_fails_leaves_the_state_as_it_was(room: TestRoom) -> None:
    before, bytes_before = room.read().state, body(room)
    file = opened(room.store, room.id)
    with file.begin(Context(3, room.now, Memory())) as tx:
        with pytest.raises(RuntimeError), tx.savepoint():
            tx.put(covered=True)
            tx.put_rounds([1], stage="elsewhere")
            raise RuntimeError
        assert not tx.wrote
    assert (room.read().state, body(room)) == (before, bytes_before)


def test_what_was_put_is_written_by_the_end_of_the_block(room: TestRoom) -> None:
    file = opened(room.store, room.id)
    with file.begin(Context(3, room.now, Memory())) as tx:
        tx.put(covered=True)
    assert room.read().state.covered


def test_what_is_undone_does_not_look_as_if_nothing_had_been_done(room: TestRoom) -> None:
    before, state = body(room), room.read().state
    for on in (True, False):
        put_state(opened(room.store, room.id), covered=on)
    assert room.read().state == state
    assert (body(room) == before, len(body(room))) == (False, len(before))
