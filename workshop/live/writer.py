"""The writer: takes what has queued, commits it at once, and only then lets it be answered.

Many phones share one commit, and the loop never waits for a disk.
"""

import logging
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

import gevent
from gevent.event import AsyncResult, Event
from sqlalchemy.exc import OperationalError

from workshop.live.batch import Batch, Job, Work
from workshop.live.board import Board
from workshop.live.faults import trouble_of
from workshop.protocol.messages import Ok, Refused, Retry
from workshop.storage.busy import is_busy

MOST_QUEUED = 2000
"""About a second of work; a room of two thousand phones may all vote in the same moment."""
LONGEST_WAIT = 3.0
BUSY_TRIES = 4
BUSY_PAUSE = 0.05

log = logging.getLogger(__name__)
Answer = Ok | Refused | Retry


@dataclass(eq=False)
class Queued:
    """A job that waits, and where its answer goes."""

    job: Job
    answer: "AsyncResult[Answer]" = field(default_factory=AsyncResult)


class Writer:
    """One for each process. `run` does a batch on the database thread."""

    def __init__(
        self, run: Callable[[Work], Batch], committed: Callable[[Board, Batch], None]
    ) -> None:
        self._run = run
        self._committed = committed
        self._queues: dict[Board, deque[Queued]] = {}
        self._waiting = 0
        self._wake = Event()

    def start(self) -> None:
        """Begins to write, on a greenlet of its own."""
        gevent.spawn(self._write_forever)

    def ask(self, board: Board, job: Job) -> Answer:
        """Waits until the job is committed and gives its answer, or Retry if it was not."""
        if self._waiting >= MOST_QUEUED:
            return Retry()
        queued = Queued(job)
        self._queues.setdefault(board, deque()).append(queued)
        self._waiting += 1
        self._wake.set()
        if not queued.answer.wait(LONGEST_WAIT) and self._cancel(board, queued):
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
            while self._queues:
                board = next(iter(self._queues))
                # Taken out whole: while it is written, what comes queues anew behind the others.
                self._write(board, self._take(board))

    def _take(self, board: Board) -> list[Queued]:
        taken = list(self._queues.pop(board))
        self._waiting -= len(taken)
        return taken

    def _write(self, board: Board, taken: list[Queued]) -> None:
        if not taken:
            return
        batch = self._commit(board, [queued.job for queued in taken])
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

    def _put_back(self, board: Board, rest: list[Queued]) -> None:
        self._queues[board] = deque([*rest, *self._queues.pop(board, ())])
        self._waiting += len(rest)

    def _commit(self, board: Board, jobs: list[Job]) -> Batch:
        """The batch, committed; or all of it to be sent again, when the disk refuses."""
        try:
            return self._try_while_busy(_work(board, jobs))
        except Exception as error:
            if not isinstance(error, OperationalError):
                log.exception("a batch could not be written")
            return Batch([Retry() for _ in jobs], trouble=trouble_of(error))

    def _try_while_busy(self, work: Work) -> Batch:
        for _ in range(BUSY_TRIES):
            try:
                return self._run(work)
            except OperationalError as error:
                if not is_busy(error):
                    raise
            gevent.sleep(BUSY_PAUSE)
        return Batch([Retry() for _ in work.jobs])


def _work(board: Board, jobs: list[Job]) -> Work:
    lately, known = board.devices.lately(), board.devices.known
    return Work(board, jobs, board.here, time.perf_counter(), lately, known)
