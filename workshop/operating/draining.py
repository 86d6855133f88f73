"""The end of one of several processes: nothing that was acknowledged, or only sent, is lost."""

import logging
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass

import gevent

from workshop.operating.health import Health
from workshop.operating.moving import CLOSED_WITHIN_S, NOTICED, Sockets, close_by_chance

LATEST = 20
"""Seconds after which the process has ended, whatever it still waits for: a supervisor kills it
then, and what was not acknowledged is sent again elsewhere."""
DRAINING_LOOK_S = 0.1

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Draining:
    """The end of this process. `unwritten` is how many commands wait to be written."""

    health: Health
    sockets: Sockets
    unwritten: Callable[[], int]

    def run(self) -> None:
        """Is not ready from now on, has everybody leave, and returns once all is written."""
        end_at_the_latest()
        log.info("this process ends: its phones are sent to others")
        began, self.health.draining = time.monotonic(), True
        close_by_chance(self.sockets)
        gevent.sleep(NOTICED)
        while self._waits() and time.monotonic() - began < CLOSED_WITHIN_S + NOTICED:
            gevent.sleep(DRAINING_LOOK_S)
        for sid in self.sockets.sids():  # came here meanwhile
            self.sockets.end(sid)
        while self.unwritten():
            gevent.sleep(DRAINING_LOOK_S)

    def _waits(self) -> bool:
        return bool(self.sockets.sids() or self.unwritten())


def end_at_the_latest() -> None:
    """Has the system end this process after LATEST seconds, even if a line to the database hangs on
    the thread that would be waited for."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(LATEST)
