"""A seal on a server of several processes: no key goes while another process has it in memory, and
whichever process goes on with a seal ends it."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from tests.ending.test_seal import LATER, kept
from tests.support.locking import unhindered
from tests.support.neighbours import Interrupted, Neighbours
from tests.support.room import TestRoom, new_room
from tests.support.waiting import until
from workshop.ending import seal as sealing
from workshop.ending.letting_go import StillHeld
from workshop.ending.seal import all_hold, seal, seal_checks
from workshop.ending.throwing_away import delete_marked, delete_open, go_on
from workshop.people.teams import all_of_team, choose_next
from workshop.protocol import commands
from workshop.storage.deadlines import put_off, touch
from workshop.storage.library import HOUR_S, Fresh, hour_after, marked_deleted, open_workshop
from workshop.storage.store import Store, new_workshop
from workshop.summary.build import build

pytestmark = pytest.mark.postgres
STEPS = (
    "exit_seal_begun", "exit_seal_closed", "exit_seal_kept", "exit_let_go", "exit_key_gone",
    "exit_file_gone", "exit_all_gone", "exit_seal_ended",
)  # fmt: skip


@pytest.fixture
def held(neighbours: Neighbours) -> TestRoom:
    """A workshop that both processes have opened."""
    room = new_room(neighbours.here)
    room.participants(3)
    room.desk.presses(commands.Pause, on=False)
    for store in (neighbours.here, neighbours.there):
        neighbours.beats(store)
        assert store.workshops.open(room.id)
    return room


def is_sealed(store: Store, id_: str) -> bool:
    with store.library.read() as session:
        return all_hold(seal_checks(store, session, id_))


def seals(neighbours: Neighbours, store: Store, id_: str, now: float = LATER) -> bool:
    """Has a process seal a workshop that itself has open."""
    try:
        return seal(store, id_, now, due=now > LATER)
    except StillHeld:
        neighbours.beats(store)
        return seal(store, id_, now)


def to_drop(store: Store) -> list[str]:
    return [*store.workshops.processes.lives("somebody new", "1.0").to_drop]


def test_no_key_goes_before_every_process_has_let_go(
    neighbours: Neighbours, held: TestRoom
) -> None:
    here, there = neighbours.here, neighbours.there
    with pytest.raises(StillHeld):
        seal(here, held.id, LATER)
    assert here.key_store.read(held.id), "the other process could still write under it"
    assert kept(here, held.id), "the summary comes first"
    neighbours.beats(there)
    with pytest.raises(StillHeld):
        seal(here, held.id, LATER)
    neighbours.beats(here)
    seal(here, held.id, LATER)
    assert is_sealed(here, held.id)
    assert to_drop(there) == []


def test_a_process_that_is_not_heard_of_keeps_no_workshop_from_its_seal(
    neighbours: Neighbours, held: TestRoom
) -> None:
    neighbours.freezes(neighbours.there)
    seals(neighbours, neighbours.here, held.id)
    assert is_sealed(neighbours.here, held.id)


@pytest.mark.parametrize("step", STEPS)
def test_a_seal_at_which_one_process_dies_is_ended_by_the_other(
    neighbours: Neighbours, held: TestRoom, step: str
) -> None:
    here, there = neighbours.here, neighbours.there
    neighbours.dies_at(here, step)
    with pytest.raises(Interrupted):
        while True:
            with suppress(StillHeld):
                seal(here, held.id, LATER)
            neighbours.beats(here), neighbours.beats(there)
    neighbours.freezes(here)
    seals(neighbours, there, held.id)
    found = kept(there, held.id)
    assert found and found.title == "Spring release"
    assert is_sealed(there, held.id)
    assert to_drop(there) == []


def test_two_processes_that_seal_at_once_both_end_well(
    neighbours: Neighbours, held: TestRoom
) -> None:

    def ends(store: Store) -> bool:
        with suppress(StillHeld):
            return unhindered(lambda: seal(store, held.id, LATER))
        unhindered(lambda: neighbours.beats(store))
        return False

    with ThreadPoolExecutor(2) as threads:
        pair = (neighbours.here, neighbours.there)
        work = [threads.submit(until, lambda store=store: ends(store)) for store in pair]
        for one in work:
            one.result()
    found = kept(neighbours.there, held.id)
    assert found and found.title == "Spring release"
    assert is_sealed(neighbours.here, held.id)


def test_a_seal_that_another_process_has_passed_keeps_nothing_twice(
    neighbours: Neighbours, held: TestRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = neighbours.here, neighbours.there
    passed = []

    def passes(*given: object) -> object:
        if not passed:
            passed.append(here)
            with suppress(StillHeld):
                seal(here, held.id, LATER)
            with here.library.begin() as session:
                choose_next(session, team, "Ana")
        return build(*given)  # type: ignore[arg-type]

    with here.library.read() as session:
        listed = open_workshop(session, held.id)
    assert listed
    team = listed.team_id
    monkeypatch.setattr(sealing, "build", passes)
    with pytest.raises(StillHeld):
        seal(there, held.id, LATER)
    with here.library.read() as session:
        found = all_of_team(session, team)
    assert found and found.leads_next == "Ana"


def test_what_is_due_is_not_sealed_where_somebody_is_about_to_act(
    neighbours: Neighbours, held: TestRoom
) -> None:
    with neighbours.there.library.begin() as session:
        touch(session, held.id, LATER - 48 * HOUR_S)
        put_off(session, held.id, LATER)
    assert seal(neighbours.here, held.id, LATER, due=True) is False
    assert neighbours.here.workshops.open(held.id)
    neighbours.freezes(neighbours.there)
    assert seals(neighbours, neighbours.here, held.id, LATER + 2 * HOUR_S)
    assert is_sealed(neighbours.here, held.id)


def test_the_later_of_two_deadlines_holds(neighbours: Neighbours, held: TestRoom) -> None:
    def deadline() -> int:
        with neighbours.here.library.read() as session:
            found = open_workshop(session, held.id)
            assert found
            return found.deadline

    for store, moment in ((neighbours.here, LATER + HOUR_S), (neighbours.there, LATER)):
        with store.library.begin() as session:
            touch(session, held.id, moment)
    assert deadline() == hour_after(LATER + 25 * HOUR_S)
    with neighbours.there.library.begin() as session:
        touch(session, held.id, LATER, begun=False)
        touch(session, held.id, LATER)
    assert deadline() == hour_after(LATER + 24 * HOUR_S), "once begun, it is kept for less long"


def test_a_workshop_is_thrown_away_once_every_process_has_let_go(
    neighbours: Neighbours, held: TestRoom
) -> None:
    here, there = neighbours.here, neighbours.there
    assert delete_open(here, held.id) == "not_yet"
    assert here.key_store.read(held.id)
    neighbours.beats(there)
    assert go_on(here, held.id) == "not_yet"
    neighbours.beats(here)
    assert go_on(here, held.id) == "gone"
    assert here.workshops.left_of(held.id) == set()


def test_a_workshop_that_another_process_is_making_is_not_taken_for_a_discarded_one(
    neighbours: Neighbours,
) -> None:
    here, there = neighbours.here, neighbours.there
    with new_workshop(here, Fresh("Spring release", "Payments", False), LATER) as made:
        delete_marked(there)
        assert here.key_store.read(made.id)
    with there.library.read() as session:
        assert open_workshop(session, made.id)


def test_what_a_process_left_that_died_over_a_new_workshop_goes_a_minute_later(
    neighbours: Neighbours,
) -> None:
    here, there = neighbours.here, neighbours.there
    with (
        suppress(Interrupted),
        new_workshop(here, Fresh("Spring release", "Payments", False), LATER) as made,
    ):
        raise Interrupted
    delete_marked(there)
    assert there.key_store.read(made.id)
    neighbours.passes("looked_after", "seen", 61)
    delete_marked(there)
    assert there.workshops.left_of(made.id) == set()
    with there.library.read() as session:
        assert marked_deleted(session) == []
