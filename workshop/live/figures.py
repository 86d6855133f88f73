"""Figures of this process, as they come: exact, and so for nobody's eyes.

Each act of a person is in them. What is shown of them is made coarse in `operating/metrics.py`.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from workshop.protocol.messages import Ok, Retry

W = TypeVar("W")
B = TypeVar("B")
MOST_TIMES = 10_000
"""Times that are kept until they are looked at."""


@dataclass
class ExactCounts:
    """The counts and times of this process since its start."""

    acks: int = 0
    """Number of commands that were stored and acknowledged."""
    retries: int = 0
    """Number of commands that were to be sent again."""
    longest_queue: int = 0
    """Largest number of commands that waited at once, since that was looked at."""
    commits: list[float] = field(default_factory=list)
    """Seconds that each batch took until it was stored, since that was looked at."""
    flushes: list[float] = field(default_factory=list)
    """Seconds of processor time that each flush of a workshop's views took."""
    keeps_times: bool = False
    """True if somebody looks at the times: without that none are kept."""

    def waits(self, count: int) -> None:
        """Notes how many commands wait."""
        self.longest_queue = max(self.longest_queue, count)

    def answered(self, answer: object) -> None:
        """Notes what became of a command."""
        self.acks += isinstance(answer, Ok)
        self.retries += isinstance(answer, Retry)

    def timed(self, run: Callable[[W], B]) -> Callable[[W], B]:
        """Returns a function that stores a batch, and notes how long it took."""

        def timed(work: W) -> B:
            began = time.monotonic()
            batch = run(work)
            if self.keeps_times and len(self.commits) < MOST_TIMES:
                self.commits.append(time.monotonic() - began)
            return batch

        return timed

    def flushed(self, seconds: float) -> None:
        """Notes how long a flush took."""
        if self.keeps_times and len(self.flushes) < MOST_TIMES:
            self.flushes.append(seconds)
