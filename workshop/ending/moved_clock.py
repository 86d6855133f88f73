"""The computer's clock was set while a server ran: what it stored by its steady clock is put right
at the next start."""

import logging
from contextlib import suppress
from typing import Protocol

from workshop.settings.steady_clock import JUMP
from workshop.storage.deadlines import move_deadlines
from workshop.storage.store import Store

LOOK = 10.0
"""Seconds between two looks at both clocks."""

log = logging.getLogger(__name__)


class KeptNote(Protocol):
    """The note of the process before, and for the next one; see `instance.ClockNote`."""

    def read(self) -> float: ...

    def write(self, ahead: float, /) -> None: ...


class MovedClock:
    """By how many seconds the clock that people see is ahead of the steady one.

    Only for a server of one process: of several, nobody knows whose clock is right.
    """

    def __init__(self, store: Store, note: KeptNote) -> None:
        self._store = store
        self._note = note
        self._alone = not store.library.sharing.several
        self._known = note.read() if self._alone else 0.0

    def at_start(self) -> None:
        """Moves the deadlines of the process before into the time of day."""
        by = self._known
        self._remember(0.0)  # first: nothing is moved twice, whatever happens now
        if by and not self._known:
            self._store.thread.run(self._move, by)

    def look(self) -> None:
        """Notes that the clock was set, for the next start."""
        settings = self._store.settings
        ahead = settings.now() - settings.steady() if self._alone else 0.0
        if abs(ahead - self._known) >= JUMP:
            self._remember(ahead if abs(ahead) >= JUMP else 0.0)

    def _remember(self, ahead: float) -> None:
        if ahead != self._known:
            with suppress(OSError):
                self._note.write(ahead)
                self._known = ahead

    def _move(self, by: float) -> None:
        with self._store.library.begin() as session:
            move_deadlines(session, by)
        log.warning("the clock was set by %.0f seconds while this server ran the last time", by)
