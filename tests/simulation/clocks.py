"""Time and chance of a simulated process: both are the world's alone, so a seed gives one world."""

import os
import random
import time
from collections.abc import Callable

from tests.simulation.loop import VirtualLoop

BEGAN = 1_780_000_000.0
"""The moment at which every world begins, in seconds since 1970."""


class Clocks:
    """The clocks of this process, from `rule` on."""

    def __init__(self, loop: VirtualLoop) -> None:
        self._loop = loop
        self.set_ahead = 0.0
        """Seconds by which the clock that people see was set."""

    def wall(self) -> float:
        """Seconds since 1970, as people see them."""
        return BEGAN + self._loop.time + self.set_ahead

    def passed(self) -> float:
        """Seconds that have passed since some moment."""
        return 1000.0 + self._loop.time

    def rule(self) -> None:
        """Has everybody in this process ask here; before anything of the product is imported."""
        time.time = self.wall
        time.time_ns = lambda: int(self.wall() * 1e9)
        time.monotonic = time.perf_counter = time.process_time = self.passed
        time.thread_time = lambda: 0.0
        time.clock_gettime = lambda _which: self.passed()
        time.sleep = self._must_not_sleep

    def _must_not_sleep(self, _seconds: float) -> None:
        raise RuntimeError("somebody blocks the loop")


def rule_chance(seed: int) -> random.Random:
    """Has all chance of this process come from a seed, and returns what gives it."""
    source = random.Random(f"chance of {seed}")
    draws: Callable[[int], bytes] = source.randbytes
    os.urandom = draws
    random._urandom = draws  # type: ignore[attr-defined]
    random.seed(f"global {seed}")
    return source
