"""A batch of commands of one workshop, in one transaction, on the database thread."""

import logging
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy.exc import OperationalError

from workshop.actions.answers import AtDesk
from workshop.actions.perform import Actor, perform
from workshop.live.board import Board
from workshop.live.keeping import list_anew, pay_keys, pay_rewrite
from workshop.protocol.commands import AnyCommand, Rename, Seal
from workshop.protocol.messages import Ok, Refused, Retry
from workshop.storage.context import Context
from workshop.storage.library import hour_after
from workshop.storage.store import Store
from workshop.storage.transaction import Tx

WORK = 0.020
"""Seconds of work after which a batch is committed; what is left makes another one."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """One command, and who gives it."""

    actor: Actor
    key: bytes
    command: AnyCommand


@dataclass(frozen=True)
class Work:
    """What a batch is given: how many devices are `here` or `known`, and which were `lately`."""

    board: Board
    jobs: list[Job]
    here: int
    began: float
    lately: frozenset[bytes] = frozenset()
    known: int = 0


@dataclass(frozen=True)
class Batch:
    """What has become of the first jobs of a batch, in their order."""

    answers: list[Ok | Refused | Retry]
    changed: bool = False
    wrote: bool = False
    """Whether the disk has taken something; what changes nothing proves nothing about it."""
    trouble: str = ""
    done: list[AnyCommand] = field(default_factory=list)
    """The commands that were stored."""


def batches(store: Store, now: Callable[[], float]) -> Callable[[Work], Batch]:
    """What runs a batch and returns after its commit. Raises what the database raises."""

    def run(work: Work) -> Batch:
        return store.thread.run(_commit, store, work, now())

    return run


def _commit(store: Store, work: Work, now: float) -> Batch:
    file = store.file(work.board.id)
    if file is None:
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
    )
    with file.begin(context) as tx:
        answers = _perform_some(tx, work.jobs)
        tx.finish()
        changed, wrote, owes = tx.changed, tx.wrote, bool(tx.state.owes_rewrite)
    store.failpoints.reach("exit_after_commit")
    if owes:
        pay_rewrite(file)
    pay_keys(file)
    named, begun = (tx.state.title, tx.state.team), tx.state.started_at is not None
    stored = [
        job.command for job, answer in zip(work.jobs, answers, strict=False)
        if isinstance(answer, Ok)
    ]  # fmt: skip
    if any(isinstance(command, Rename) for command in stored):
        list_anew(store, work.board.id, *named)
    if stored:
        # Before it is answered, on this thread: no seal that is due may come in between.
        work.board.acted = hour_after(now)
        work.board.begun = begun
    return Batch(list(answers), changed=changed, wrote=wrote, done=stored)


def _without_file(jobs: list[Job]) -> Batch:
    """The seal has taken the file: what is left to do is to ask for the rest of the seal."""
    asked = [job for job in jobs if isinstance(job.command, Seal) and isinstance(job.actor, AtDesk)]
    answers = [Ok() if job in asked else Refused(refused="sealed") for job in jobs]
    return Batch([*answers], done=[job.command for job in asked])


def _perform_some(tx: Tx, jobs: list[Job]) -> list[Ok | Refused]:
    """As many as fit into the time; at least one."""
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
