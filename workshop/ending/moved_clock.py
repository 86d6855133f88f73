"""The computer's clock was set while a server ran: what it stored by its steady clock is put right
at the next start.

Between two processes somebody may have set the clock right, or anew, and how long that was nobody
knows. It is only certain that the moment is no earlier than the last one that was noted. So
deadlines are moved by no more than the clock can be ahead, and back by no less than it must be
behind: a workshop may end later for it, by the time between the two processes, and never earlier.
"""

import logging
from contextlib import suppress
from typing import Protocol

from workshop.settings.steady_clock import JUMP
from workshop.storage.deadlines import move_deadlines
from workshop.storage.store import Store

CLOCK_LOOK_S = 10.0
"""Seconds between two looks at both clocks."""
NOTED_FOR = 600.0
"""Seconds for which the noted moment is good enough, as long as the clock is another one's."""

log = logging.getLogger(__name__)


class KeptNote(Protocol):
    """The note of the process before, and for the next one; see `instance.ClockNote`."""

    def read(self) -> tuple[float, float]: ...

    def write(self, ahead: float, moment: float, /) -> None: ...


class MovedClock:
    """By how many seconds the clock that people see is ahead of the steady one.

    Only for a server of one process: of several, nobody knows whose clock is right.
    """

    def __init__(self, store: Store, note: KeptNote) -> None:
        self._store = store
        self._note = note
        self._alone = not store.library.sharing.several
        self._known, self._noted = note.read() if self._alone else (0.0, 0.0)

    def at_start(self) -> None:
        """Moves the deadlines of the process before into the time of day."""
        now = self._store.settings.now()
        by = _still_ahead(self._known, now - self._noted)
        self._remember(0.0, now)  # first: nothing is moved twice, whatever happens now
        if by and not self._known:
            self._store.thread.run(self._move, by)

    def look(self) -> None:
        """Notes that the clock was set, for the next start."""
        settings = self._store.settings
        moment = settings.steady()
        ahead = settings.now() - moment if self._alone else 0.0
        if abs(ahead - self._known) >= JUMP:
            self._remember(ahead if abs(ahead) >= JUMP else 0.0, moment)
        elif self._known and moment - self._noted >= NOTED_FOR:
            self._remember(self._known, moment)

    def _remember(self, ahead: float, moment: float) -> None:
        if ahead or self._known:
            with suppress(OSError):
                self._note.write(ahead, moment)
                self._known, self._noted = ahead, moment

    def _move(self, by: float) -> None:
        with self._store.library.begin() as session:
            move_deadlines(session, by)
        log.warning("the clock was set by %.0f seconds while this server ran the last time", by)


def _still_ahead(ahead: float, since: float) -> float:
    """Returns by how many seconds deadlines are moved, if the clock was so far ahead, or behind, at
    a moment from which it has gone on by `since`."""
    if ahead > 0:
        return min(ahead, max(0.0, since))
    return max(ahead, min(0.0, since))
