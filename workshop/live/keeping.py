"""What a workshop is owed beyond its commands: the rewrite of its file, its deadline, its seal."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from workshop.protocol.commands import Seal
from workshop.storage.busy import patiently
from workshop.storage.files import WorkshopFile
from workshop.storage.library import (
    due,
    forget_summary,
    hour_after,
    open_workshops,
    outlived,
    touch,
)
from workshop.storage.store import Store
from workshop.storage.wiping import Discarded, discard, wipe_discarded
from workshop.summary.seal import seal

if TYPE_CHECKING:
    from workshop.live.batch import Batch
    from workshop.live.board import Board
    from workshop.live.boards import Boards

log = logging.getLogger(__name__)
CHECK = 60.0
"""Seconds between two looks at what is due."""


def pay_rewrite(file: WorkshopFile) -> None:
    """Writes the file anew after a reveal; what fails stays owed and is tried with the next batch.

    For the database thread.
    """
    try:
        file.pay_rewrite()
    except Exception:
        log.exception("a workshop's file could not be rewritten yet")


class Keeper:
    """Keeps the promises that have a time: deadlines, seals, rewrites owed from before."""

    def __init__(self, store: Store, boards: "Boards", now: Callable[[], float]) -> None:
        self._store = store
        self._boards = boards
        self._now = now

    def after(self, board: "Board", batch: "Batch") -> None:
        """What follows a commit: the seal that was asked for, or a later deadline."""
        if any(isinstance(command, Seal) for command in batch.done):
            self._store.thread.run(self._seal, board.id)
            _look_again(board)
        elif batch.done and board.touched != hour_after(self._now()):
            patiently(lambda: self._store.thread.run(self._touch, board.id))
            board.touched = hour_after(self._now())

    def at_start(self) -> None:
        """Seals what is due, deletes what is due, then rewrites what is owed, before anybody is
        let in."""
        self.seal_due()
        self.delete_due()
        self._store.thread.run(self._pay_all)

    def seal_due(self) -> None:
        """Seals every workshop whose time has come, or whose seal was begun and not ended."""
        for id_ in self._store.thread.run(self._due):
            self._store.thread.run(self._seal, id_)
            for board in self._boards:
                if board.id == id_:
                    _look_again(board)

    def throw_away(self, id_: str) -> Discarded:
        """Ends an open workshop without a summary, and sends away whoever still looks at it."""
        outcome = patiently(lambda: self._store.thread.run(discard, self._store, id_))
        if outcome != "no_such":
            self._boards.forget(id_)
        return outcome

    def delete_due(self) -> None:
        """Deletes each summary whose last day is over, and what is left of discarded workshops."""
        for id_ in self._store.thread.run(self._delete_due):
            self._boards.forget(id_)

    def _delete_due(self) -> list[str]:
        today = datetime.fromtimestamp(self._now(), UTC).astimezone().date().isoformat()
        try:
            wipe_discarded(self._store)
            with self._store.library.begin() as session:
                found = outlived(session, today)
                for id_ in found:
                    forget_summary(session, id_)
        except Exception:
            log.exception("something could not be deleted yet")
            return []
        return found

    def _due(self) -> list[str]:
        with self._store.library.read() as session:
            return due(session, self._now())

    def _touch(self, id_: str) -> None:
        with self._store.library.begin() as session:
            touch(session, id_, self._now())

    def _seal(self, id_: str) -> None:
        """A seal that fails is tried again: it can go on from each of its steps."""
        try:
            seal(self._store, id_, self._now())
        except Exception:
            log.exception("a workshop could not be sealed yet")

    def _pay_all(self) -> None:
        with self._store.library.read() as session:
            listed = open_workshops(session)
        for one in listed:
            try:
                self._store.file(one.id)  # opening it pays what it owes
            except Exception:
                log.exception("a workshop's file could not be opened yet")


def _look_again(board: "Board") -> None:
    """What the library says of it may be something else now."""
    board.listed = None
    board.changed()
