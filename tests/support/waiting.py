"""Waiting for a condition: the one loop that looks again and again, and the bounds of all waits."""

import time
from collections.abc import Callable
from typing import TypeVar

WITHIN = 60.0
"""Seconds after which what should happen never will. A test that passes does not wait for them, so
they are far more than the slowest machine needs."""
START_WITHIN = 180.0
"""Like `WITHIN`, but for the start of a server or a browser, which begins with many processes at
once on a machine that may have no time."""
AGAIN = 0.02
"""Seconds between two looks."""
T = TypeVar("T")


def until(
    read: Callable[[], T],
    within: float = WITHIN,
    says: Callable[[], object] | None = None,
    again: float = AGAIN,
    pause: Callable[[float], object] = time.sleep,
) -> T:
    """Returns the first value of `read` that is true.

    Raises AssertionError after `within` seconds, with what `says` returns, or with the last value.
    `pause` waits between two looks: under gevent it is gevent's own sleep, so that greenlets run.
    """
    end = time.monotonic() + within
    while True:
        # Before the look: a machine that slept through the bound still gets a last one.
        late = time.monotonic() > end
        if seen := read():
            return seen
        assert not late, f"not within {within:g} s: {says() if says else seen!r}"
        pause(again)
