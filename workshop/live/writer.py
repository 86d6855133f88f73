"""The writer: takes what has queued, commits it at once, and only then lets it be answered.

Many phones share one commit, and the loop never waits for a disk. A batch is the commands of one
workshop in one transaction, on the database thread.
"""

import logging
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

import gevent
from gevent.event import AsyncResult, Event
from sqlalchemy.exc import OperationalError

from workshop.live.batches import Batch, BatchAnswer, Job, Work
from workshop.live.board import Board
from workshop.protocol.messages import Retry
from workshop.storage.troubles import is_busy, trouble_of

MOST_QUEUED = 2000
"""About a second of work; a room of two thousand phones may all vote in the same moment."""
WRITER_WAIT_S = 3.0
"""Seconds after which somebody is told to send it again, also while somebody else holds the lock of
a workshop. A phone waits for four, and a database takes the lock from a process that stands still
after two and a half."""
BUSY_PAUSE = 0.05

log = logging.getLogger(__name__)


@dataclass(eq=False)
class Queued:
    """A job that waits, and where its answer goes."""

    job: Job
    answer: "AsyncResult[BatchAnswer]" = field(default_factory=AsyncResult)
    until: float = field(default_factory=lambda: time.monotonic() + WRITER_WAIT_S)


class Writer:
    """The writer of a process. `run` does a batch on the database thread."""

    def __init__(
        self, run: Callable[[Work], Batch], committed: Callable[[Board, Batch], None]
    ) -> None:
        self._run = run
        self._committed = committed
        self._queues: dict[Board, deque[Queued]] = {}
        self._busy: set[Board] = set()
        """The boards whose lock somebody else holds: a batch of theirs is tried again beside the
        others."""
        self._waiting = self._writing = 0
        self._wake = Event()

    def start(self) -> None:
        """Begins to write, on a greenlet of its own."""
        gevent.spawn(self._write_forever)

    def unwritten(self) -> int:
        """Returns the number of commands that wait to be written, or are being written."""
        return self._waiting + self._writing

    def ask(self, board: Board, job: Job) -> BatchAnswer:
        """Waits until the job is committed and gives its answer, or Retry if it was not."""
        if self._waiting >= MOST_QUEUED:
            return Retry()
        queued = Queued(job)
        self._queues.setdefault(board, deque()).append(queued)
        self._waiting += 1
        self._wake.set()
        if not queued.answer.wait(WRITER_WAIT_S) and self._cancel(board, queued):
            return Retry()
        return queued.answer.get() or Retry()

    def _cancel(self, board: Board, queued: Queued) -> bool:
        """Takes it out of the queue; False when it is being written already."""
        queue = self._queues.get(board, ())
        if queued not in queue:
            return False
        self._queues[board].remove(queued)
        self._waiting -= 1
        return True

    def _write_forever(self) -> None:
        while True:
            self._wake.wait()
            self._wake.clear()
            while (board := self._next()) is not None:
                # Taken out whole: while it is written, what comes queues anew behind the others.
                self._write(board, self._take(board))

    def _next(self) -> Board | None:
        return next((board for board in self._queues if board not in self._busy), None)

    def _take(self, board: Board) -> list[Queued]:
        taken = list(self._queues.pop(board))
        self._waiting -= len(taken)
        self._writing += len(taken)
        return taken

    def _write(self, board: Board, taken: list[Queued]) -> None:
        if not taken:
            return
        batch = self._commit_or_retry(board, taken)
        if batch is None:
            self._busy.add(board)
            gevent.spawn(self._write_later, board, taken)
        else:
            self._answer(board, taken, batch)

    def _write_later(self, board: Board, taken: list[Queued]) -> None:
        """Tries again until the lock is free, or somebody has waited for too long; meanwhile other
        workshops are written."""
        end, batch = min(queued.until for queued in taken), None
        while batch is None and time.monotonic() < end:
            gevent.sleep(BUSY_PAUSE)
            batch = self._commit_or_retry(board, taken)
        self._answer(board, taken, batch or Batch([Retry() for _ in taken]))
        self._busy.discard(board)
        self._wake.set()

    def _answer(self, board: Board, taken: list[Queued], batch: Batch) -> None:
        rest = taken[len(batch.answers) :]
        if rest:
            self._put_back(board, rest)
        for queued, answer in zip(taken, batch.answers, strict=False):
            queued.answer.set(answer)
        try:
            self._committed(board, batch)
        except Exception:
            # What follows a commit may fail (a full disk); the writer must live on.
            log.exception("what follows a commit has failed")
        self._writing -= len(taken)

    def _put_back(self, board: Board, rest: list[Queued]) -> None:
        self._queues[board] = deque([*rest, *self._queues.pop(board, ())])
        self._waiting += len(rest)

    def _commit_or_retry(self, board: Board, taken: list[Queued]) -> Batch | None:
        """The batch, committed; or all of it to be sent again, when the disk refuses. None where
        somebody else holds the lock."""
        jobs = [queued.job for queued in taken]
        try:
            return self._run(_work(board, jobs))
        except Exception as error:
            if isinstance(error, OperationalError) and is_busy(error):
                return None
            if not isinstance(error, OperationalError):
                log.exception("a batch could not be written")
            return Batch([Retry() for _ in jobs], trouble=trouble_of(error))


def _work(board: Board, jobs: list[Job]) -> Work:
    devices = board.devices
    voters = devices.voters(reached=board.reached)
    return Work(board, jobs, devices.here, devices.known, voters, devices.whole)
