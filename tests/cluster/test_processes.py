"""The database knows which processes live, and which have still to drop a key."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.room import new_room
from tests.support.stores import Rows, store_in_rows
from workshop.storage.context import Context, Memory
from workshop.storage.store import Store
from workshop.storage.workshops import Workshops, WrittenElsewhere

pytestmark = pytest.mark.postgres
NONE = WrittenElsewhere(set(), set(), set())
NOW = Context(here=0, now=1_780_000_000.0, memory=Memory())


@pytest.fixture
def store(rows: Rows, tmp_path: Path) -> Iterator[Store]:
    with store_in_rows(tmp_path, rows) as made:
        yield made


@pytest.fixture
def beside(rows: Rows, store: Store) -> Workshops:
    """The workshops of `store`, as another process has them."""
    return rows.open(store.settings, store.key_store, store.failpoints)[0]


def unseen(rows: Rows, process: str, hours: float = 1 / 60) -> None:
    """Has a process be one that says nothing any more."""
    with rows.cluster.connect(rows.database) as connection:
        late = "UPDATE process SET seen = seen - make_interval(secs => %s) WHERE id = %s"
        connection.execute(late, (3600 * hours, process))


def test_processes_that_were_seen_lately_live_with_their_versions(store: Store, rows: Rows) -> None:
    processes = store.workshops.processes
    processes.lives("one", "1.0")
    processes.lives("two", "1.1")
    assert processes.lives("three", "1.1").versions == {"one": "1.0", "two": "1.1", "three": "1.1"}
    processes.leaves("two")
    unseen(rows, "one")
    assert processes.lives("three", "1.1").versions == {"three": "1.1"}


def test_nobody_waits_for_a_process_that_ended_before_the_databases_clock_was_set_back(
    store: Store, rows: Rows
) -> None:
    processes = store.workshops.processes
    processes.lives("one", "1.0")
    processes.lives("two", "1.0")
    unseen(rows, "one", hours=-5)
    processes.ask_to_drop("w1")
    assert processes.holding("w1") == ["two"]
    assert processes.lives("two", "1.0").versions == {"two": "1.0"}


def test_a_key_is_held_until_each_living_process_has_dropped_it(store: Store, rows: Rows) -> None:
    processes = store.workshops.processes
    for process in ("one", "two", "three"):
        processes.lives(process, "1.0")
    processes.ask_to_drop("w1")
    assert sorted(processes.holding("w1")) == ["one", "three", "two"]
    assert (processes.lives("one", "1.0").to_drop, processes.holding("w2")) == (["w1"], [])
    processes.dropped("one", "w1")
    processes.leaves("two")
    assert (processes.lives("one", "1.0").to_drop, processes.holding("w1")) == ([], ["three"])
    unseen(rows, "three")
    assert processes.holding("w1") == []
    processes.lives("three", "1.0")  # somebody who was only late is told still
    assert processes.holding("w1") == ["three"]


def test_a_workshop_is_behind_where_another_process_has_written_since_it_was_asked_for(
    store: Store, beside: Workshops
) -> None:
    one, other = new_room(store), new_room(store)
    ids = [one.id, other.id]
    assert {*beside.behind(ids).shown} == {*ids}, "they are not open there"
    for id_ in ids:
        assert beside.open(id_) is not None
    store.workshops.behind(ids)
    assert {*beside.behind(ids).shown} == {*ids}, "what is shown may be from before"
    assert beside.behind(ids) == NONE
    one.desk.goes("write")
    assert beside.behind(ids).shown == {one.id}
    assert beside.behind(ids) == store.workshops.behind(ids) == NONE
    one.participants(1)[0].writes("A card.")
    assert beside.behind(ids) == WrittenElsewhere(set(), {one.id}, set()), (
        "which nobody is shown yet"
    )
    one.desk.goes("reveal")
    there = beside.open(other.id)
    assert there is not None
    with there.begin(NOW) as tx:
        tx.put(title="Another title")
        tx.changed = True
    assert store.workshops.behind(ids).shown == {other.id}
    assert beside.behind(ids).shown == {one.id}
    other.desk.goes("write")
    with there.begin(NOW) as tx:
        tx.put(title="And another one")
        tx.changed = True
    assert beside.behind(ids).shown == {other.id}, "it has written itself, but not the last time"


def test_a_workshop_that_another_process_has_wiped_is_gone_and_its_key_is_dropped(
    store: Store, beside: Workshops
) -> None:
    room = new_room(store)
    silent = new_room(store)
    assert beside.open(room.id) is not None
    assert beside.open(silent.id) is not None
    store.workshops.delete(silent.id)
    assert beside.behind([room.id]).gone == {silent.id}
    assert beside.open(silent.id) is None
    store.workshops.delete(room.id)
    assert beside.behind([room.id]).gone == {room.id}
    assert beside.open(room.id) is None


def test_a_workshop_that_is_closed_in_one_process_is_opened_again_when_it_is_asked_for(
    store: Store,
) -> None:
    room = new_room(store)
    before = store.workshops.open(room.id)
    store.workshops.close_one(room.id)
    store.workshops.close_one("nothing")
    after = store.workshops.open(room.id)
    assert after is not None and after is not before
    assert after.keys is not before.keys if before else False
