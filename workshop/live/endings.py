"""How workshops end: their deadlines, their seals, and the deletion of what is over."""

import logging
from collections.abc import Callable

from sqlalchemy.exc import OperationalError

from workshop.ending.seal import NotSealed, seal, unsealed
from workshop.live.board import Board
from workshop.live.boards import Boards
from workshop.live.writer import Batch
from workshop.people.summary_links import end_overdue
from workshop.protocol.stage_commands import Seal
from workshop.storage.library import (
    day_of,
    end_contacts,
    forget_summary,
    open_workshops,
    outlived,
    touch,
)
from workshop.storage.store import Store
from workshop.storage.troubles import patiently, trouble_of
from workshop.storage.wiping import Discarded, discard, wipe_discarded

log = logging.getLogger(__name__)
CHECK = 60.0
"""Seconds between two looks at what is due."""
AGAIN = 5.0
"""Seconds until a seal that failed is tried again."""


class Endings:
    """Ends the workshops whose time has come, and pays rewrites owed from before."""

    def __init__(self, store: Store, boards: Boards, now: Callable[[], float]) -> None:
        self._store = store
        self._boards = boards
        self._now = now
        self.gone: Callable[[str], None] = lambda _id: None
        """Called once a workshop is over, for what must go with it; it may be called again."""

    def after(self, board: Board, batch: Batch) -> None:
        """Follows a commit with the seal that was asked for, or with a later deadline."""
        if any(isinstance(command, Seal) for command in batch.done):
            self._seal(board.id)
        elif board.acted > board.touched:
            patiently(lambda: self._store.thread.run(self._touch, board))

    def at_start(self) -> None:
        """Seals and deletes what is due, and pays what is owed, before anybody is let in."""
        self._store.thread.run(self._sweep)
        self.seal_due()
        self.delete_due()

    def seal_due(self) -> None:
        """Seals every workshop whose time has come, or whose seal was begun and not ended."""
        for id_ in self._store.thread.run(unsealed, self._store, self._now()):
            self._seal(id_, due=True)
        # A crash may come between the end of a workshop and the beginning of its seal.
        for id_ in self._store.thread.run(self._pay_all):
            self._seal(id_)

    def try_again(self) -> None:
        """Goes on with the seals that have failed."""
        for id_ in list(self._boards.unsealed):
            self._seal(id_)

    def throw_away(self, id_: str) -> Discarded:
        """Ends an open workshop without a summary, and sends away whoever still looks at it."""
        outcome = patiently(lambda: self._store.thread.run(discard, self._store, id_))
        if outcome != "no_such":
            self._boards.forget(id_)
            self.gone(id_)
        return outcome

    def delete_due(self) -> None:
        """Deletes each summary and each link whose last day is over, contacts that no phone is
        shown any more, and discarded workshops; whoever still looks at what has changed by that
        is sent away, and a desk that may come back reads it anew."""
        for id_ in self._store.thread.run(self._delete_due):
            self._boards.forget(id_)

    def _delete_due(self) -> list[str]:
        try:
            wipe_discarded(self._store)
            with self._store.library.begin() as session:
                found = outlived(session, day_of(self._now()))
                for id_ in found:
                    forget_summary(session, id_)
                end_overdue(session, day_of(self._now()))
                found += end_contacts(session, self._now())
        except Exception:
            log.exception("something could not be deleted yet")
            return []
        return found

    def _sweep(self) -> None:
        try:
            self._store.workshops.sweep()
        except OSError:
            log.exception("what a rewrite has left could not be taken away yet")

    def _touch(self, board: Board) -> None:
        with self._store.library.begin() as session:
            touch(session, board.id, self._now(), begun=board.begun)
        board.touched = board.acted

    def _seal(self, id_: str, *, due: bool = False) -> None:
        trouble = self._store.thread.run(self._try_to_seal, id_, due)
        if trouble is None:
            return
        self._boards.note_seal(id_, trouble)
        if not trouble:
            self.gone(id_)

    def _try_to_seal(self, id_: str, due: bool) -> str | None:
        """Returns what keeps a seal from its end, or ""; it can go on from each of its steps.

        Returns None if it was only `due` and somebody has acted since: what was answered is not
        taken away.
        """
        try:
            if due and not self._is_due(id_):
                return None
            seal(self._store, id_, self._now())
        except Exception as error:
            trouble = _trouble_of(error)
            if self._boards.unsealed.get(id_) != trouble:
                log.exception("a workshop could not be sealed yet")
            return trouble
        return ""

    def _is_due(self, id_: str) -> bool:
        board = self._boards.known(id_)
        if board and board.acted > board.touched:
            self._touch(board)
        return id_ in unsealed(self._store, self._now())

    def _pay_all(self) -> list[str]:
        """Has every file pay what it owes; gives the workshops that have ended and are not sealed.

        For the database thread.
        """
        with self._store.library.read() as session:
            listed = open_workshops(session)
        return [one.id for one in listed if self._pays_and_has_ended(one.id)]

    def _pays_and_has_ended(self, id_: str) -> bool:
        try:
            stored = self._store.workshops.open(id_)
            if stored is None:
                return False
            stored.pay_rewrite()
            stored.pay_keys()
            return stored.is_closed()
        except Exception:
            log.exception("a workshop's file could not be opened or rewritten yet")
            return False


def _trouble_of(error: Exception) -> str:
    """The code of what keeps a seal from its end, for the desk."""
    if isinstance(error, NotSealed):
        return error.code
    return trouble_of(error) if isinstance(error, OperationalError | OSError) else "unknown"
