"""New devices: how many come in, and when the desk hears that these are a great many.

Nothing is kept of a device, whether it is let in or not: a workshop has two buckets, a count and
two times. Several processes have these each; a proxy sends the phones of one workshop to one of
them.
"""

import math
from dataclasses import dataclass

from workshop.rules.pacing import Bucket

ARRIVALS_A_SECOND, ARRIVALS_AT_ONCE = 40.0, 300.0
"""New devices a second, and at once: a hall that scans the code together does not notice, and a
script that makes up thousands leaves the loop to those who are in."""
MANY_A_SECOND, MANY_ARRIVALS = 1.0, 30.0
"""Once the room has begun, the desk is told of more new devices than that: so many at once."""
ARRIVALS_TOLD_S = 300.0
"""Seconds without too many for which the desk still hears of them."""


@dataclass(frozen=True)
class Arrived:
    """How many new devices have come in since a moment of the monotonic clock."""

    since: float
    devices: int


class Arrivals:
    """The new devices of one workshop. All times are by a monotonic clock."""

    def __init__(self, now: float) -> None:
        self._bucket = Bucket(ARRIVALS_A_SECOND, ARRIVALS_AT_ONCE, now)
        self._few = Bucket(MANY_A_SECOND, MANY_ARRIVALS, now)
        self._since, self._devices = now, 0
        self._last_many = -math.inf

    def let_in(self, now: float, *, arriving: bool) -> bool:
        """True if a new device may come in now. `arriving` is whether the room is still at its
        first stage: then only those are many of whom some are not let in."""
        if self._few.is_full(now) and not self._is_told(now):
            self._since, self._devices = now, 0
        may = self._bucket.take(now)
        self._devices += may
        if not (self._few.take(now) or arriving) or not may:
            self._last_many = now
        return may

    def many(self, now: float) -> Arrived | None:
        """Returns what the desk is told: how many have come in, if these are or were too many."""
        return Arrived(self._since, self._devices) if self._is_told(now) else None

    def _is_told(self, now: float) -> bool:
        return now - self._last_many <= ARRIVALS_TOLD_S
