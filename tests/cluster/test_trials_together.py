"""Trials on a server of several processes: the one at which a trial was begun looks after it."""

from types import SimpleNamespace

import pytest

from tests.ending.test_seal import LATER
from tests.support.neighbours import Neighbours
from tests.support.room import new_room
from workshop.ending.seal import seal
from workshop.ending.throwing_away import go_on
from workshop.pretend import trials as pretend
from workshop.pretend.trials import Trials
from workshop.protocol import commands
from workshop.rules.pretend_people import PretendPeople
from workshop.storage.library import open_workshop, summary_of
from workshop.storage.store import Store

pytestmark = pytest.mark.postgres


@pytest.fixture(autouse=True)
def stopped(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The workshops whose people were sent away. Nobody comes in these tests."""
    away: list[str] = []

    def start(_port: int, id_: str, *_given: object) -> SimpleNamespace:
        return SimpleNamespace(stop=lambda: away.append(id_))

    monkeypatch.setattr(pretend, "start_trial", start)
    return away


@pytest.fixture
def two(neighbours: Neighbours) -> tuple[Trials, Trials]:
    """The trials of two processes."""
    return Trials(neighbours.here), Trials(neighbours.there)


def begun(store: Store, trials: Trials, rehearses: str = "") -> str:
    room = new_room(store, trial=True)
    room.participants(3)
    room.desk.presses(commands.Pause, on=False)
    trials.start(room.id, PretendPeople(rehearses=rehearses))
    return room.id


def is_there(store: Store, id_: str) -> bool:
    with store.library.read() as session:
        return bool(open_workshop(session, id_) or summary_of(session, id_))


def test_the_start_of_a_process_wipes_no_trial_of_another(
    neighbours: Neighbours, two: tuple[Trials, Trials]
) -> None:
    here, there = two
    trial = begun(neighbours.here, here)
    there.at_start()
    for _ in range(2):
        neighbours.passes("looked_after", "seen", 61)
        neighbours.passes("turn", "next", 61)
        here.beat(), there.beat()
    assert is_there(neighbours.there, trial)


def test_a_trial_whose_process_has_died_is_wiped_by_another(
    neighbours: Neighbours, two: tuple[Trials, Trials]
) -> None:
    trial = begun(neighbours.here, two[0])
    neighbours.passes("looked_after", "seen", 61)
    two[1].beat()
    assert not is_there(neighbours.there, trial)
    assert neighbours.there.workshops.left_of(trial) == set()


def test_a_trial_is_kept_from_its_seal_until_somebody_has_seen_its_summary(
    neighbours: Neighbours, two: tuple[Trials, Trials]
) -> None:
    trial = begun(neighbours.here, two[0])
    seal(neighbours.here, trial, LATER)
    two[1].at_start()
    neighbours.passes("looked_after", "seen", 61)
    two[0].beat()
    two[1].at_start()
    assert is_there(neighbours.there, trial)
    assert two[1].end(trial) == "gone"
    assert not is_there(neighbours.here, trial)


def test_a_trial_is_ended_at_any_process(
    neighbours: Neighbours, two: tuple[Trials, Trials], stopped: list[str]
) -> None:
    trial = begun(neighbours.here, two[0])
    neighbours.beats(neighbours.here), neighbours.beats(neighbours.there)
    assert two[1].end(trial) == "not_yet", "its key is in memory at the other"
    assert not is_there(neighbours.here, trial), "but nobody gets in any more"
    neighbours.beats(neighbours.here), neighbours.beats(neighbours.there)
    assert go_on(neighbours.there, trial) == "gone"
    assert two[1].end(trial) == two[0].end(trial) == "no_such"
    assert stopped == [trial]


def test_every_process_knows_of_which_workshop_a_rehearsal_is_the_copy(
    neighbours: Neighbours, two: tuple[Trials, Trials]
) -> None:
    here, there = two
    trial = begun(neighbours.here, here, rehearses="real")
    assert there.copies_of("real") == [trial], "at once: it ends with its workshop"
    there.beat(), here.beat()
    assert there.rehearses(trial) == here.rehearses(trial) == "real"
    assert there.end(trial) == "gone"
    here.end(trial), there.beat()
    assert there.copies_of("real") == [] and there.rehearses(trial) == ""
