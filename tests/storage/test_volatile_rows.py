"""Facts that a laptop keeps in memory are shared by all processes of a server, and may be lost."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.room import TestRoom, new_room
from tests.support.stores import Rows, store_in_rows
from workshop.actions.answers import Participant
from workshop.actions.perform import perform
from workshop.protocol import commands
from workshop.protocol.messages import Ok
from workshop.rules.thresholds import devices_needed
from workshop.storage.context import Context, Memory
from workshop.storage.counts import Count, all_counts
from workshop.storage.keyring import MARK, Keys, OwnKeys
from workshop.storage.postgres.connections import open_engine
from workshop.storage.postgres.volatile_rows import (
    CHANGED_PART,
    ENDED_PART,
    PART_STEP_BYTES,
    changed_rows,
    recall,
)
from workshop.storage.postgres.workshop_database import WorkshopDatabase
from workshop.storage.read_cache import ReadCache
from workshop.storage.store import Store
from workshop.storage.workshops import StoredWorkshop

pytestmark = pytest.mark.postgres
PROCESSES, DEVICES = 3, 7
NEEDED = devices_needed(DEVICES)
ACTS = st.tuples(
    st.sampled_from(["tap"] * 10 + ["killed", "crash"]),
    st.integers(0, PROCESSES - 1),
    st.integers(0, DEVICES - 1),
)
"""A tap by a device at a process; one at a process that dies before its commit; or a crash of the
database, after which the unlogged rows are gone."""


@pytest.fixture
def store(rows: Rows, tmp_path: Path) -> Iterator[Store]:
    with store_in_rows(tmp_path, rows) as made:
        yield made


class Processes:
    """Three processes that serve one workshop, each with its own connections and its own memory."""

    def __init__(self, rows: Rows, store: Store) -> None:
        self._rows, self._store = rows, store
        self.each = [self._start() for _ in range(PROCESSES)]

    def _start(self) -> WorkshopDatabase:
        engine = open_engine(self._rows.cluster.url(self._rows.database))
        return WorkshopDatabase(engine, self._store.key_store)

    def start_again(self, n: int) -> None:
        """Another process takes the place of one that has died."""
        self.each[n].close()
        self.each[n] = self._start()

    def close(self) -> None:
        """Ends all of them."""
        for one in self.each:
            one.close()


@pytest.fixture
def processes(rows: Rows, store: Store) -> Iterator[Processes]:
    made = Processes(rows, store)
    yield made
    made.close()


class Dies(Exception):
    """A process ends here."""


def opened(workshops: WorkshopDatabase, id_: str) -> StoredWorkshop:
    found = workshops.open(id_)
    assert found is not None
    return found


def telling(store: Store) -> TestRoom:
    room = new_room(store)
    room.participants(DEVICES)
    room.desk.goes("story")
    return room


def taps(stored: StoredWorkshop, room: TestRoom, device: int, on: bool, *, dies: bool) -> None:
    who = Participant(bytes([device]) * MARK)
    tap = commands.BeenThere(item="story", round=room.round, on=on)
    with suppress(Dies), stored.begin(Context(DEVICES, room.now, Memory())) as tx:
        assert perform(tx, who, b"k" * MARK, tap) == Ok()
        if dies:
            raise Dies


def been_there(stored: StoredWorkshop) -> Count:
    with stored.read() as connection:
        counts = all_counts(connection, stored.own, ReadCache())
    found = [count for each in counts.values() for item, count in each.items() if "been" in item]
    return found[0] if found else Count()


def test_no_release_shows_fewer_than_the_room_needs_whichever_processes_they_came_to(
    store: Store, rows: Rows, processes: Processes
) -> None:
    released = set[int]()

    @settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=5)
    @given(st.lists(ACTS, min_size=12, max_size=40))
    def tries(acts: list[tuple[str, int, int]]) -> None:
        room = telling(store)
        on, ever, since, shown = set[int](), set[int](), set[int](), 0
        for what, n, device in acts:
            if what == "crash":
                with rows.cluster.connect(rows.database) as connection:
                    connection.execute("DELETE FROM volatile")
                continue
            stored = opened(processes.each[n], room.id)
            taps(stored, room, device, device not in on, dies=what == "killed")
            if what == "killed":
                processes.start_again(n)
            else:
                on ^= {device}
                since |= {device} - ever
                ever.add(device)
            count = been_there(opened(processes.each[0], room.id))
            assert count.total == len(on)
            if count.released != shown:
                assert len(since) >= NEEDED, "each device hides others once"
                since, shown = set(), count.released
                released.add(shown)

    tries()
    assert released


def test_a_release_counts_who_came_to_other_processes(store: Store, processes: Processes) -> None:
    room = telling(store)
    for device in range(NEEDED):
        assert been_there(opened(processes.each[0], room.id)).released == 0
        taps(opened(processes.each[device % PROCESSES], room.id), room, device, True, dies=False)
    assert been_there(opened(processes.each[0], room.id)).released == NEEDED


def test_what_was_shown_counts_towards_no_other_release_at_any_process(
    store: Store, processes: Processes
) -> None:
    room = telling(store)
    one, other, _ = (opened(each, room.id) for each in processes.each)
    for device, at in enumerate((one, other, other, one, one, one, other)):
        taps(at, room, device, True, dies=False)
    assert been_there(one) == Count(7, NEEDED)
    taps(one, room, 7, True, dies=False)
    assert been_there(other) == Count(8, 2 * NEEDED)


def test_what_is_over_is_over_at_every_process(store: Store, processes: Processes) -> None:
    room = telling(store)
    one, other, _ = (opened(each, room.id) for each in processes.each)
    with one.begin(Context(1, room.now, Memory())) as tx:
        tx.memory.ended |= {b"m" * MARK}
    with other.begin(Context(1, room.now, Memory())) as tx:
        assert tx.memory.ended == {b"m" * MARK}


def test_a_row_tells_neither_how_many_acted_nor_the_same_thing_twice() -> None:
    keys, empty = OwnKeys(Keys(b"k" * 32)), Memory()
    sizes = set()
    bodies = set()
    for count in (1, 3, 100):
        who = {bytes([n]) * MARK for n in range(count)}
        now = Memory({"been_there:3": who}, frozenset(who))
        rows = dict(changed_rows(empty, now, keys, 1, anew=False))
        assert recall(rows, keys, 1) == now
        sizes.add(
            tuple(len(rows[part]) % PART_STEP_BYTES[part] for part in (CHANGED_PART, ENDED_PART))
        )
        assert {len(body) // PART_STEP_BYTES[part] for part, body in rows.items()} == {1}
        bodies |= {*rows.values(), *dict(changed_rows(empty, now, keys, 1, anew=False)).values()}
    assert len(sizes) == 1
    assert len(bodies) == 12


def test_what_no_key_opens_is_forgotten() -> None:
    now = Memory({"been_there:3": {b"m" * MARK}})
    rows = dict(changed_rows(Memory(), now, OwnKeys(Keys(b"k" * 32)), 1, anew=False))
    assert recall(rows, OwnKeys(Keys(b"x" * 32)), 1) == Memory()
    assert recall({}, OwnKeys(Keys(b"x" * 32)), 1) == Memory()
