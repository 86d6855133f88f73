"""Handles, the names of things on a wire: made of their keys, and of nothing that a copy of the
file holds."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.files import file_of
from tests.support.older import taken_back
from tests.support.room import done, new_room, new_store
from workshop.protocol import commands
from workshop.protocol.base import Handle
from workshop.storage.handles import NOTHING, Handles, RowKey, handles_of, row_key
from workshop.storage.keyring import Keys

K = Keys(b"k" * 32)
KEYS = [bytes([i]) * 16 for i in range(50)]


def test_a_handle_leads_back_to_its_key_and_is_the_same_at_every_start() -> None:
    handles, again = Handles(K), Handles(Keys(b"k" * 32))
    called = [handles.of(key) for key in KEYS]
    assert called == [again.of(key) for key in KEYS]
    assert [again.row(one) for one in called] == KEYS
    assert [handles.key(one) for one in called] == [row_key(key) for key in KEYS]
    assert [handles.named(row_key(key)) for key in KEYS] == called


def test_another_workshop_calls_the_same_keys_otherwise_and_in_another_order() -> None:
    here, there = ([Handles(keys).of(key) for key in KEYS] for keys in (K, Keys(b"j" * 32)))
    assert not {*here} & {*there} & {key.hex() for key in KEYS}
    assert len({*here, *there}) == 2 * len(KEYS)
    orders = [sorted(range(50), key=called.__getitem__) for called in (here, there)]
    assert orders[0] != orders[1] != list(range(50)) != orders[0]


@pytest.mark.parametrize("name", ["", "x", "3", "0" * 31, "0" * 33, "G" * 32, "story", "A" * 32])
@pytest.mark.parametrize("old", [False, True])
def test_what_can_be_no_handle_leads_to_no_key(name: str, old: bool) -> None:
    handles = handles_of(K, old=old)
    assert (handles.row(Handle(name)), handles.key(Handle(name))) == (b"", NOTHING)


def test_counts_are_called_by_the_handles_of_their_lessons() -> None:
    handles, key = Handles(K), RowKey("ab" * 16)
    called = handles.named(key)
    for kind in ("", "keep:", "open:", "paper:"):
        assert handles.item(f"{kind}{key}") == f"{kind}{called}"
    for item in ("took_part", "been_there:3", "worth:yes", "keepers", "been_there:story"):
        assert handles.item(item) == item


def test_what_began_before_there_were_handles_goes_on_with_what_its_phones_know(
    tmp_path: Path,
) -> None:
    store = new_store(tmp_path)
    room, fresh = new_room(store), new_room(store)
    room.participants(3)
    room.desk.goes("lessons")
    room.desk.does(commands.DeskLesson(text="Ask twice."))
    paths = [file_of(store, one.id) for one in (room, fresh)]
    store.close()
    for path in paths:
        taken_back(path, "workshop", "0015")
    again = room.store = fresh.store = new_store(tmp_path)
    with closing(sqlite3.connect(paths[0])) as file:
        keys = {bytes(key).hex() for (key,) in file.execute("SELECT id FROM lesson")}
    room.desk.goes("vote")
    assert {one.id for one in room.read().lessons} == keys
    assert done(room.people[0].votes(room.lessons()["Ask twice."]))
    fresh.participants(3)
    fresh.desk.goes("lessons")
    fresh.desk.does(commands.DeskLesson(text="Ask twice."))
    file_of_fresh = again.workshops.open(fresh.id)
    assert file_of_fresh is not None
    with file_of_fresh.read() as connection:
        rows = connection.exec_driver_sql("SELECT id FROM lesson").scalars().all()
    assert not {one.id for one in fresh.read().lessons} & {bytes(key).hex() for key in rows}
    again.close()


def test_a_handle_is_as_long_as_a_key_of_a_device() -> None:
    assert {len(Handles(K).of(os.urandom(16))) for _ in range(99)} == {32}
