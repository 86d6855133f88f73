"""A file, and all that is remembered of it, after something has failed."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from tests.support.files import file_of
from tests.support.room import TestRoom, done
from workshop.storage.context import Context, Memory
from workshop.storage.sqlite.workshop_file import REWRITE
from workshop.storage.troubles import trouble_of


def test_a_commit_that_meets_a_reader_can_be_tried_again(room: TestRoom) -> None:
    room.participants(3)
    room.desk.goes("write")
    with closing(sqlite3.connect(file_of(room.store, room.id), isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM mark").fetchall()
        with pytest.raises(OperationalError, match="locked"):
            room.people[0].adds_nothing()
        other.execute("ROLLBACK")
    room.people[0].adds_nothing()
    assert room.read().took_part == 1


def test_a_full_disk_is_told_as_what_it_is_also_from_within_a_command(room: TestRoom) -> None:
    room.participants(3)
    room.desk.goes("write")
    file = room.store.workshops.open(room.id)
    assert file is not None
    with file.write() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1")  # no more than there are
    with pytest.raises(OperationalError) as full:
        for _ in range(100):
            room.participant().writes("It broke.")
    assert trouble_of(full.value) == "disk_full"
    with file.write() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=100000")
    assert done(room.participant().writes("It broke."))


def test_a_rewrite_that_fails_leaves_the_file_open_and_is_still_owed(
    room: TestRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.participants(3)
    room.desk.goes("write")
    for person in room.people:
        person.writes("It broke.")
        person.adds_nothing()

    replace = Path.replace

    def fail(path: Path, to: Path) -> Path:
        if path.suffix == REWRITE:
            raise PermissionError("somebody looks at it")
        return replace(path, to)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", fail)
        with pytest.raises(PermissionError):
            room.desk.goes("reveal")
        assert room.read().state.owes_rewrite
    file = room.store.workshops.open(room.id)
    assert file is not None
    file.pay_rewrite()
    assert not room.read().state.owes_rewrite
    assert room.read().stage.kind == "reveal"


def test_who_changed_what_was_rolled_back_has_changed_nothing(room: TestRoom) -> None:
    file, memory = room.store.workshops.open(room.id), Memory({"votes": {b"a"}})
    assert file is not None
    seen: list[set[bytes]] = []
    with pytest.raises(RuntimeError), file.begin(Context(0, 0.0, memory)) as tx:
        tx.note("votes", b"b")
        tx.release("votes")
        raise RuntimeError
    assert memory.changed == {"votes": {b"a"}}
    with file.begin(Context(0, 0.0, memory)) as tx:
        tx.note("votes", b"c")
        with pytest.raises(RuntimeError), tx.savepoint():
            tx.note("votes", b"d")
            tx.at_end("votes", lambda tx: seen.append({*tx.memory.changed["votes"]}))
            raise RuntimeError
    assert memory.changed == {"votes": {b"a", b"c"}}
    assert seen == [{b"a", b"c"}], "what is done at the end looks at what stands"


def test_a_card_that_three_have_tapped_shows_no_other_one(room: TestRoom) -> None:
    room.participants(4)
    room.desk.goes("write")
    for i, person in enumerate(room.people):
        person.writes(f"It broke {i}.")
        person.adds_nothing()
    room.desk.goes("reveal")
    room.people[3].been_there("2")
    for person in room.people[:3]:
        person.been_there("1")
    assert (room.read().been_there("1"), room.read().been_there("2")) == (3, 0)
    room.desk.goes("lessons")
    assert room.read().been_there("2") == 0, "it goes with its round"
