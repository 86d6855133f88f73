"""Workshops that nobody looks at are let go of, and come back when somebody looks."""

import os
from collections.abc import Iterator
from pathlib import Path

import gevent
import pytest

from tests.support.put_state import put_state
from tests.support.room import TestRoom, new_room, new_store
from tests.support.waiting import until
from workshop.assembly import assemble
from workshop.live.boards import Boards
from workshop.settings import Settings
from workshop.storage.store import Store
from workshop.views import Surroundings

DEVICE, NOW = b"d" * 16, 1_780_000_000.0


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = new_store(tmp_path)
    yield made
    made.close()


def boards_of(store: Store) -> Boards:
    return Boards(store, lambda _board, _listed: Surroundings())


def two_looks(boards: Boards) -> set[str]:
    """Looks twice at what nobody looks at; gives the workshops that are open then."""
    for _ in range(2):
        boards.let_rest()
    return boards._store.thread.run(boards._store.workshops.opened)


def descriptors(room: TestRoom) -> int:
    """How often this process has the workshop's file open."""
    folder = Path("/proc/self/fd")
    found = [os.readlink(one) for one in folder.iterdir() if one.is_symlink()]
    return sum(f"{room.id}.db" in one for one in found)


def test_a_workshop_that_nobody_looks_at_costs_no_open_file_and_comes_back(store: Store) -> None:
    room, boards = new_room(store), boards_of(store)
    board = boards.get(room.id)
    assert board is not None
    until(lambda: not board._flushing, pause=gevent.sleep)
    entries = board.show("desk").entries
    assert descriptors(room) > 0
    assert two_looks(boards) == set() and descriptors(room) == 0
    again = boards.get(room.id)
    assert again is board and board.show("desk").entries == entries
    room.desk.goes("story")
    board.changed()
    board.read_now()
    assert b'"story"' in board.show("participant").entries["now"]


def test_a_workshop_that_somebody_looks_at_stays_open(store: Store) -> None:
    room, boards = new_room(store), boards_of(store)
    board = boards.get(room.id)
    assert board is not None
    board.arrive("participant", DEVICE)
    assert two_looks(boards) == {room.id}
    board.devices.acts(DEVICE)
    board.leave("participant", DEVICE)
    assert two_looks(boards) == set()
    assert board.devices.knows(DEVICE), "who has acted counts on"


def test_a_workshop_that_owes_something_stays_open_until_it_is_paid(store: Store) -> None:
    room, boards = new_room(store), boards_of(store)
    stored = store.workshops.open(room.id)
    assert stored is not None
    put_state(stored, owes_rewrite=True)
    assert two_looks(boards) == {room.id}
    stored.pay_rewrite()
    assert two_looks(boards) == set()
    assert room.id not in store.workshops.owing(), "nothing has to open it for what it owes"


def test_a_start_opens_no_workshop_before_people_can_come_and_then_lets_go_of_each(
    tmp_path: Path,
) -> None:
    before = new_store(tmp_path)
    ids = {new_room(before).id for _ in range(3)}
    stored = before.workshops.open(min(ids))
    assert stored is not None
    put_state(stored, owes_rewrite=True)
    before.close()
    settings = Settings(data=tmp_path / "data", host="127.0.0.1", now=lambda: NOW)
    server = assemble(settings)
    workshops, run = server.store.workshops, server.store.thread.run
    assert run(workshops.opened) == set() and run(workshops.owing) >= ids
    until(lambda: not run(workshops.owing) & ids, pause=gevent.sleep)
    assert run(workshops.opened) == set()
    paid = run(workshops.open, min(ids))
    assert paid is not None and not run(paid.owes_something)
    server.trials.stop()
    server.store.close()
