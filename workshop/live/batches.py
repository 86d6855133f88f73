"""Batches: the commands of one workshop in one transaction, on the database thread."""

import logging
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from sqlalchemy.exc import OperationalError

from workshop.actions.answers import AtDesk
from workshop.actions.perform import CommandActor, perform
from workshop.live.board import Board
from workshop.live.found_workshop import Found
from workshop.protocol.change_commands import Rename
from workshop.protocol.commands import AnyCommand
from workshop.protocol.messages import Ok, Refused, Retry
from workshop.protocol.stage_commands import Seal
from workshop.storage.context import Context, Voters
from workshop.storage.library import hour_after, name_anew
from workshop.storage.store import Store
from workshop.storage.transaction import Tx
from workshop.storage.workshops import StoredWorkshop

BATCH_WORK_S = 0.020
"""Seconds of work after which a batch is committed; what is left makes another one."""

log = logging.getLogger(__name__)
BatchAnswer = Ok | Refused | Retry


@dataclass(frozen=True)
class Job:
    """A command, and who gives it."""

    actor: CommandActor
    key: bytes
    command: AnyCommand
    number: int = 0
    """The command's place in the order of its device; 0 for one from the desk."""


@dataclass(frozen=True)
class Work:
    """The jobs of a batch, and the devices `here`, `known` or voting: all, if that is `whole`."""

    board: Board
    jobs: list[Job]
    here: int
    known: int = 0
    voters: Voters | None = None
    whole: bool = True


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
        settings.show_each_vote,
        settings.withdraw_seconds,
        work.known,
        work.voters,
        work.board.letters,
        work.whole,
    )
    rev = stored.rev
    with stored.begin(context) as tx:
        answers = _perform_some(tx, work.jobs)
    # Another process may have changed what is shown here: a command that it has stored already
    # changes nothing, and yet whoever has sent it again is to see what it did.
    changed, wrote, owes = stored.rev != rev, tx.wrote, bool(tx.state.owes_rewrite)
    store.failpoints.reach("exit_after_commit")
    destroy_owed(stored, rewrite=owes)
    named, begun = (tx.state.title, tx.state.team), tx.state.started_at is not None
    done = [
        job.command for job, answer in zip(work.jobs, answers, strict=False)
        if isinstance(answer, Ok)
    ]  # fmt: skip
    if any(isinstance(command, Rename) for command in done):
        list_anew(store, work.board.id, *named)
    if done:
        # Before it is answered, on this thread: no seal that is due may come in between.
        work.board.acted = hour_after(now)
        work.board.begun = begun
    return Batch(list(answers), changed=changed, wrote=wrote, done=done)


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
        if time.perf_counter() - began > BATCH_WORK_S:
            break
    return answers


def _perform(tx: Tx, job: Job) -> Ok | Refused:
    try:
        return perform(tx, job.actor, job.key, job.command, job.number)
    except OperationalError:
        raise
    except Exception:
        # A fault of ours in one command must not take the others of its batch along.
        number = secrets.token_hex(4)
        log.exception("error %s in a command", number)
        return Refused(refused="malformed", about=number)


def destroy_owed(stored: StoredWorkshop, *, rewrite: bool) -> None:
    """Writes a file anew after a reveal, and destroys the keys of what is over.

    What fails stays owed and is tried with the next batch.
    """
    first = (stored.pay_rewrite,) if rewrite else ()
    for owed in (*first, stored.destroy_ended_keys):
        try:
            owed()
        except Exception:
            log.exception("a file could not be rewritten, or a key destroyed or made, yet")


def list_anew(store: Store, id_: str, title: str, team: str) -> None:
    """Lists an open workshop by another name, before whoever gave it looks at the list. What fails
    is made up for when the workshop is read."""
    try:
        with store.library.begin() as session:
            # On a hosted server nobody comes into a team's sight by typing its name.
            name_anew(session, id_, title, None if store.settings.hosted else team)
    except Exception:
        log.exception("a workshop could not be listed by its new name yet")
