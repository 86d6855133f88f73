"""The steady clock: it shows the time of day, but no jump of the computer's clock moves it.

A laptop's clock is set by hand, or by a time server once there is internet again, and goes hours
forward or back. What has truly passed since a process began, its computer's sleep counted, is known
all the same. So all that measures a span is read off this clock, and only what people see of the
time of day off the other one. See docs/decisions/0041-two-clocks.md.
"""

import sys
import time
from collections.abc import Callable

JUMP = 5.0
"""Seconds from which on a difference between two looks is a jump. Less, such as the small
steps of a time server, is followed, or this clock would drift away in a process of months."""

Clock = Callable[[], float]


class SteadyClock:
    """Seconds since 1970 as `wall` showed them at first, going on with what has `passed`."""

    def __init__(self, wall: Clock, passed: Clock) -> None:
        self._wall = wall
        self._passed = passed
        self._apart = self._offset = wall() - passed()

    def __call__(self) -> float:
        """The moment. Threads may ask at once: the sum of all differences is the same for all."""
        passed = self._passed()
        apart = self._wall() - passed
        moved, self._apart = apart - self._apart, apart
        if abs(moved) < JUMP:
            self._offset += moved
        return passed + self._offset


def _elapsed() -> Clock:
    """Returns the clock that counts while a computer sleeps, too, and that nobody can set."""
    # On a Mac CLOCK_MONOTONIC counts sleep and what Python calls monotonic does not; on Windows
    # the latter does.
    name = "CLOCK_MONOTONIC" if sys.platform == "darwin" else "CLOCK_BOOTTIME"
    number = getattr(time, name, None)
    if number is None:
        return time.monotonic
    try:
        time.clock_gettime(number)
    except OSError:
        return time.monotonic
    return lambda: time.clock_gettime(number)


STEADY = SteadyClock(time.time, _elapsed())
"""The steady clock of this process."""
