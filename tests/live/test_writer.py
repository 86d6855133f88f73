"""The queue of commands: one commit for many, an answer after it, never a lost one."""

from collections.abc import Callable
from dataclasses import dataclass, field

import gevent
import pytest
from gevent.event import Event

from tests.support.refusing import refusing
from tests.support.waiting import WITHIN
from workshop.actions.answers import AtDesk
from workshop.live import writer as writers
from workshop.live.batches import Batch, Job, Work
from workshop.live.board import Board, Ways
from workshop.live.writer import MOST_QUEUED, Writer
from workshop.protocol.desk_commands import UndoLessons
from workshop.protocol.messages import Ok, Retry


class Nothing:
    """A workshop with nothing in it."""

    epoch, rev, done = "e", 1, 0

    def entries(self, _view: str) -> dict[str, object]:
        return {}


@dataclass
class Disk:
    """Does batches as a test wants; tells what was committed."""

    work: Callable[[Work], Batch]
    committed: list[Batch] = field(default_factory=list)

    def writer(self) -> Writer:
        writer = Writer(self.work, lambda _board, batch: self.committed.append(batch))
        writer.start()
        return writer


def board() -> Board:
    ways = Ways(lambda *_: Nothing(), lambda *_: None, lambda _board: None)  # type: ignore
    return Board("w1", "t-", ways)


def job(key: bytes = b"k" * 16) -> Job:
    return Job(AtDesk(), key, UndoLessons())


def ask(writer: Writer, at: Board, times: int) -> list[object]:
    greenlets = [gevent.spawn(writer.ask, at, job()) for _ in range(times)]
    gevent.joinall(greenlets, timeout=WITHIN)
    return [greenlet.value for greenlet in greenlets]


def test_many_share_one_commit() -> None:
    disk = Disk(lambda work: Batch([Ok() for _ in work.jobs]))
    assert ask(disk.writer(), board(), 20) == [Ok()] * 20
    assert len(disk.committed) == 1


def test_what_did_not_fit_into_a_batch_comes_in_the_next_in_its_order() -> None:
    sizes: list[int] = []

    def some(work: Work) -> Batch:
        sizes.append(len(work.jobs))
        return Batch([Ok(id=str(len(sizes))) for _ in work.jobs[:3]])

    answers = ask(Disk(some).writer(), board(), 8)
    assert sizes == [8, 5, 2]
    assert [answer.id for answer in answers if isinstance(answer, Ok)] == list("11122233")


@pytest.mark.parametrize("trouble", ["disk_full", "read_only", "disk_error"])
def test_a_disk_that_refuses_makes_everybody_try_again_and_is_told(trouble: str) -> None:
    def refuse(_work: Work) -> Batch:
        raise refusing(trouble)

    disk = Disk(refuse)
    assert ask(disk.writer(), board(), 3) == [Retry()] * 3
    assert [batch.trouble for batch in disk.committed] == [trouble]


def test_a_lock_that_somebody_held_for_a_moment_is_waited_for() -> None:
    tries: list[int] = []

    def busy_twice(work: Work) -> Batch:
        tries.append(1)
        if len(tries) < 3:
            raise refusing("locked")
        return Batch([Ok() for _ in work.jobs])

    assert ask(Disk(busy_twice).writer(), board(), 2) == [Ok(), Ok()]


def test_other_workshops_are_written_while_somebody_holds_the_lock_of_one() -> None:
    held, other = board(), board()
    free = Event()

    def busy(work: Work) -> Batch:
        if work.board is held and not free.is_set():
            raise refusing("locked")
        return Batch([Ok() for _ in work.jobs])

    writer = Disk(busy).writer()
    waiting = gevent.spawn(writer.ask, held, job())
    gevent.idle()
    assert ask(writer, other, 2) == [Ok(), Ok()]
    assert not waiting.ready() and writer.unwritten() == 1
    # What comes meanwhile is written behind it.
    next_ = gevent.spawn(writer.ask, held, job())
    free.set()
    assert waiting.get(timeout=WITHIN) == next_.get(timeout=WITHIN) == Ok()
    assert writer.unwritten() == 0


def test_a_lock_that_is_held_for_too_long_makes_everybody_try_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(writers, "WRITER_WAIT_S", 0.5)

    def busy(_work: Work) -> Batch:
        raise refusing("locked")

    disk = Disk(busy)
    assert ask(disk.writer(), board(), 2) == [Retry(), Retry()]
    assert [batch.trouble for batch in disk.committed] == [""]


def test_a_full_queue_turns_away_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writers, "WRITER_WAIT_S", WITHIN)
    begun, held = Event(), Event()

    def slow(work: Work) -> Batch:
        begun.set()
        held.wait()
        return Batch([Ok() for _ in work.jobs])

    writer, at = Disk(slow).writer(), board()
    first = gevent.spawn(writer.ask, at, job())
    assert begun.wait(WITHIN)
    asking = [gevent.spawn(writer.ask, at, job()) for _ in range(MOST_QUEUED + 10)]
    gevent.wait(asking, timeout=WITHIN, count=10)
    turned_away = [one.value for one in asking if one.ready()]
    held.set()
    answers = [one.get() for one in asking]
    assert turned_away == [Retry()] * 10
    assert answers.count(Retry()) == 10 and answers.count(Ok()) == MOST_QUEUED
    assert first.get() == Ok()


def test_who_has_waited_too_long_is_taken_out_and_never_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written: list[list[bytes]] = []
    begun, held = Event(), Event()

    def stuck(work: Work) -> Batch:
        written.append([one.key for one in work.jobs])
        begun.set()
        held.wait()
        return Batch([Ok() for _ in work.jobs])

    writer, at = Disk(stuck).writer(), board()
    first = gevent.spawn(writer.ask, at, job(b"first"))
    assert begun.wait(WITHIN)
    with monkeypatch.context() as patched:
        patched.setattr(writers, "WRITER_WAIT_S", 0.01)
        assert writer.ask(at, job(b"late")) == Retry()
    monkeypatch.setattr(writers, "WRITER_WAIT_S", WITHIN)
    next_ = gevent.spawn(writer.ask, at, job(b"next"))
    held.set()
    assert first.get() == next_.get() == Ok()
    assert written == [[b"first"], [b"next"]]


def test_the_writer_lives_on_when_what_follows_a_commit_fails() -> None:
    def fail(_board: Board, _batch: Batch) -> None:
        raise OSError

    writer = Writer(lambda work: Batch([Ok() for _ in work.jobs]), fail)
    writer.start()
    at = board()
    assert [writer.ask(at, job()) for _ in range(3)] == [Ok()] * 3
