"""The last moment of a workshop, and the first: what was answered stays, what never was goes."""

from collections.abc import Iterator
from pathlib import Path

import gevent
import pytest

from tests.anonymity.dying import dies
from tests.anonymity.looking import LATER, Standing, looked_at, started
from tests.support.room import new_room, new_store
from tests.support.traces import traces
from workshop.actions.answers import Participant
from workshop.live.board import Board
from workshop.live.writer import Batch, Job, Work, batches
from workshop.protocol.messages import Ok
from workshop.protocol.participant_commands import CheckIn
from workshop.protocol.stage_commands import Pause
from workshop.settings import EXITS, Settings
from workshop.storage.deadlines import due, touch
from workshop.storage.library import open_workshops

HOUR, A_DAY = 3600.0, 24 * 3600.0
NEW = [step for step in EXITS if step.startswith("exit_new_")]


class LastMoment:
    """Two workshops whose day is over by now, and a device in each of them."""

    def __init__(self, folder: Path) -> None:
        store = new_store(folder)
        self.ids = [new_room(store).id for _ in range(2)]
        with store.library.begin() as session:
            for id_ in self.ids:
                touch(session, id_, LATER - A_DAY - HOUR)
        store.close()
        self.standing = Standing(Settings(data=folder / "data", now=lambda: LATER), self.ids[0])
        self._run = batches(self.standing.store, lambda: LATER, self.standing.boards.find)

    def board(self, id_: str) -> Board:
        board = self.standing.boards.get(id_)
        assert board is not None
        return board

    def acts(self, id_: str) -> Batch:
        """Somebody says something, and it is answered."""
        said = Job(Participant(b"d" * 16), b"k" * 16, CheckIn(text="Row three"))
        batch = self._run(Work(self.board(id_), [said], 1, 0.0))
        assert batch.answers == [Ok()]
        return batch

    def open(self) -> list[str]:
        return self.standing.store.thread.run(self._open)

    def _open(self) -> list[str]:
        with self.standing.store.library.read() as session:
            assert due(session, LATER) == []
        return still_open(self.standing)


def still_open(standing: Standing) -> list[str]:
    """The ids of the workshops that are open; for the database thread only, which is still at work
    when a seal is over."""
    with standing.store.library.read() as session:
        return sorted(one.id for one in open_workshops(session))


@pytest.fixture
def last(tmp_path: Path) -> Iterator[LastMoment]:
    made = LastMoment(tmp_path)
    yield made
    made.standing.store.close()


def test_who_is_answered_before_the_deadline_has_moved_is_not_sealed(
    last: LastMoment,
) -> None:
    used, _ = last.ids
    last.acts(used)
    last.standing.endings.seal_due()
    assert last.open() == [used]


def test_who_acts_while_another_workshop_is_sealed_is_not_sealed(last: LastMoment) -> None:
    endings, used = last.standing.endings, list[str]()

    def one_has_gone(gone: str) -> None:
        (other,) = {*last.ids} - {gone}
        used.append(other)
        endings.after(last.board(other), last.acts(other))

    endings.gone = one_has_gone
    endings.seal_due()
    assert len(used) == 1 and last.open() == used


def test_where_nobody_acted_both_are_sealed(last: LastMoment) -> None:
    last.standing.endings.seal_due()
    gevent.sleep(0)
    assert last.open() == []


@pytest.mark.parametrize("begun", [False, True])
def test_what_is_only_prepared_is_kept_a_month_whatever_is_written_into_it(
    tmp_path: Path, begun: bool
) -> None:
    store = new_store(tmp_path)
    room = new_room(store)
    if begun:
        room.desk.presses(Pause, on=False)
    store.close()
    now = LATER
    standing = Standing(Settings(data=tmp_path / "data", now=lambda: now), room.id)
    board = standing.boards.get(room.id)
    assert board is not None
    asked = Job(Participant(b"d" * 16), b"k" * 16, CheckIn(text="Row three"))
    run = batches(standing.store, lambda: now, standing.boards.find)
    standing.endings.after(board, run(Work(board, [asked], 0)))
    now = LATER + 7 * A_DAY
    standing.endings.seal_due()
    open_ = standing.store.thread.run(still_open, standing)
    standing.store.close()
    assert open_ == ([] if begun else [room.id])


@pytest.mark.parametrize("step", NEW)
def test_of_one_that_never_came_into_being_the_next_start_leaves_nothing(
    tmp_path: Path, step: str
) -> None:
    store = new_store(tmp_path)
    there, data = new_room(store).id, store.settings.data
    store.close()
    before = traces(data)
    (data.with_name("data-keys") / "PutBackLater.key").write_bytes(b"k" * 32)
    dies("new", data, there, step)
    assert len(traces(data)) > len(before)
    with looked_at(data, there) as standing, standing.store.library.read() as session:
        assert [one.id for one in open_workshops(session)] == [there], "nobody comes by it yet"
    with started(data, there) as standing:
        assert standing.store.workshops.can_read(there)
    assert sorted(traces(data)) == sorted([*before, "PutBackLater.key"])
