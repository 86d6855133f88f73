"""The writer: takes what has queued, commits it at once, and only then lets it be answered.

Many phones share one commit, and the loop never waits for a disk. A batch is the commands of one
workshop in one transaction, on the database thread.
"""

import logging
import secrets
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import gevent
from gevent.event import AsyncResult, Event
from sqlalchemy.exc import OperationalError

from workshop.actions.answers import AtDesk
from workshop.actions.perform import Actor, perform
from workshop.live.board import Board, Found
from workshop.protocol.change_commands import Rename
from workshop.protocol.commands import AnyCommand
from workshop.protocol.messages import Ok, Refused, Retry
from workshop.protocol.stage_commands import Seal
from workshop.storage.context import Context
from workshop.storage.library import hour_after, name_anew
from workshop.storage.store import Store
from workshop.storage.transaction import Tx
from workshop.storage.troubles import is_busy, trouble_of
from workshop.storage.workshops import StoredWorkshop

MOST_QUEUED = 2000
"""About a second of work; a room of two thousand phones may all vote in the same moment."""
LONGEST_WAIT = 3.0
BUSY_TRIES = 4
BUSY_PAUSE = 0.05
WORK = 0.020
"""Seconds of work after which a batch is committed; what is left makes another one."""

log = logging.getLogger(__name__)
Answer = Ok | Refused | Retry


@dataclass(frozen=True)
class Job:
    """A command, and who gives it."""

    actor: Actor
    key: bytes
    command: AnyCommand


@dataclass(frozen=True)
class Work:
    """The jobs of a batch, with how many devices are `here` or `known`, and which were `lately`."""

    board: Board
    jobs: list[Job]
    here: int
    lately: frozenset[bytes] = frozenset()
    known: int = 0


@dataclass(frozen=True)
class Batch:
    """The answers to the first jobs of a batch, in their order."""

    answers: list[Ok | Refused | Retry]
    changed: bool = False
    wrote: bool = False
    """True if the disk has taken something; what changes nothing proves nothing about it."""
    trouble: str = ""
    done: list[AnyCommand] = field(default_factory=list)
    """The commands that were stored."""
    found: Found | None = None
    """The workshop after the commit, if it shows something else."""


def batches(
    store: Store, now: Callable[[], float], find: Callable[[Board], Found]
) -> Callable[[Work], Batch]:
    """Returns the function that runs a batch, finds what has changed, and returns after that.

    The function raises what the database raises.
    """

    def run(work: Work) -> Batch:
        return store.thread.run(commit, work, now())

    def commit(work: Work, at: float) -> Batch:
        batch = _commit(store, work, at)
        # The seal follows at once: phones are to be shown what it leaves, and nothing in between.
        seals = any(isinstance(command, Seal) for command in batch.done)
        if seals or not batch.changed:
            return batch
        return replace(batch, found=_try_to_find(find, work.board))

    return run


def _try_to_find(find: Callable[[Board], Found], board: Board) -> Found | None:
    """Reads after a commit, which is answered whatever this meets: the board will read again."""
    try:
        return find(board)
    except Exception:
        log.exception("a workshop could not be read after a commit")
        return None


def _commit(store: Store, work: Work, now: float) -> Batch:
    stored = store.workshops.open(work.board.id)
    if stored is None:
        return _without_file(work.jobs)
    settings = store.settings
    context = Context(
        work.here,
        now,
        work.board.memory,
        settings.release_ballots,
        settings.withdraw_seconds,
        work.lately,
        work.known,
        work.board.letters,
    )
    with stored.begin(context) as tx:
        answers = _perform_some(tx, work.jobs)
    changed, wrote, owes = tx.changed, tx.wrote, bool(tx.state.owes_rewrite)
    store.failpoints.reach("exit_after_commit")
    _pay(stored, rewrite=owes)
    named, begun = (tx.state.title, tx.state.team), tx.state.started_at is not None
    done = [
        job.command for job, answer in zip(work.jobs, answers, strict=False)
        if isinstance(answer, Ok)
    ]  # fmt: skip
    if any(isinstance(command, Rename) for command in done):
        _list_anew(store, work.board.id, *named)
    if done:
        # Before it is answered, on this thread: no seal that is due may come in between.
        work.board.acted = hour_after(now)
        work.board.begun = begun
    return Batch(list(answers), changed=changed, wrote=wrote, done=done)


def _pay(stored: StoredWorkshop, *, rewrite: bool) -> None:
    """Writes a file anew after a reveal, and destroys the keys of what is over. What fails stays
    owed and is tried with the next batch."""
    for pay in (stored.pay_rewrite, stored.pay_keys) if rewrite else (stored.pay_keys,):
        try:
            pay()
        except Exception:
            log.exception("a file could not be rewritten, or a key destroyed or made, yet")


def _list_anew(store: Store, id_: str, title: str, team: str) -> None:
    """Lists an open workshop by another name, before whoever gave it looks at the list. What fails
    is made up for when the workshop is read."""
    try:
        with store.library.begin() as session:
            # On a hosted server nobody comes into a team's sight by typing its name.
            name_anew(session, id_, title, None if store.settings.hosted else team)
    except Exception:
        log.exception("a workshop could not be listed by its new name yet")


def _without_file(jobs: list[Job]) -> Batch:
    """The seal has taken the file: what is left to do is to ask for the rest of the seal."""
    asked = [job for job in jobs if isinstance(job.command, Seal) and isinstance(job.actor, AtDesk)]
    answers = [Ok() if job in asked else Refused(refused="sealed") for job in jobs]
    return Batch([*answers], done=[job.command for job in asked])


def _perform_some(tx: Tx, jobs: list[Job]) -> list[Ok | Refused]:
    """Performs as many jobs as fit into the time; at least one."""
    began = time.perf_counter()
    answers: list[Ok | Refused] = []
    for job in jobs:
        answers.append(_perform(tx, job))
        if time.perf_counter() - began > WORK:
            break
    return answers


def _perform(tx: Tx, job: Job) -> Ok | Refused:
    try:
        return perform(tx, job.actor, job.key, job.command)
    except OperationalError:
        raise
    except Exception:
        # A fault of ours in one command must not take the others of its batch along.
        number = secrets.token_hex(4)
        log.exception("error %s in a command", number)
        return Refused(refused="malformed", about=number)


@dataclass(eq=False)
class Queued:
    """A job that waits, and where its answer goes."""

    job: Job
    answer: "AsyncResult[Answer]" = field(default_factory=AsyncResult)


class Writer:
    """The writer of a process. `run` does a batch on the database thread."""

    def __init__(
        self, run: Callable[[Work], Batch], committed: Callable[[Board, Batch], None]
    ) -> None:
        self._run = run
        self._committed = committed
        self._queues: dict[Board, deque[Queued]] = {}
        self._waiting = self._writing = 0
        self._wake = Event()

    def start(self) -> None:
        """Begins to write, on a greenlet of its own."""
        gevent.spawn(self._write_forever)

    def unwritten(self) -> int:
        """Returns the number of commands that wait to be written, or are being written."""
        return self._waiting + self._writing

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
                self._writing = 0

    def _take(self, board: Board) -> list[Queued]:
        taken = list(self._queues.pop(board))
        self._waiting -= len(taken)
        self._writing = len(taken)
        return taken

    def _write(self, board: Board, taken: list[Queued]) -> None:
        if not taken:
            return
        batch = self._commit_or_retry(board, [queued.job for queued in taken])
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

    def _commit_or_retry(self, board: Board, jobs: list[Job]) -> Batch:
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
    return Work(board, jobs, board.here, board.devices.lately(), board.devices.known)
