"""The server while nobody does anything: its memory with a few phones, its share of a core with
many."""

import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

from tools.bench.trial import Trial, cpu_seconds, open_trial


@dataclass(frozen=True)
class Rest:
    """With how many phones memory and the share of a core are read. Times are in seconds."""

    few: int
    many: int
    join_over: float
    settle: float
    watched: float
    """Seconds over which the share of a core is taken."""


FULL = Rest(few=50, many=500, join_over=5.0, settle=3.0, watched=20.0)
QUICK = Rest(few=20, many=20, join_over=0.3, settle=0.2, watched=0.5)


def run(quick: bool, say: Callable[[str], None]) -> dict[str, float]:
    """Measures both figures, and with how many phones each was read. Raises Failed."""
    rest = QUICK if quick else FULL
    memory = _with(rest, rest.few, lambda trial: trial.server.rss_bytes() / 1e6)
    say("memory at rest")
    share = _with(rest, rest.many, lambda trial: 100 * idle_share(trial, rest.watched))
    say("processor time at rest")
    return {
        "few": rest.few,
        "memory_mb": round(memory, 1),
        "many": rest.many,
        "idle_percent": round(share, 2),
    }


def _with(rest: Rest, phones: int, read: Callable[[Trial], float]) -> float:
    with ExitStack() as stack:
        trial = open_trial(stack, phones)
        trial.come(rest.join_over)
        trial.facilitator.follow(rest.settle)
        return read(trial)


def idle_share(trial: Trial, seconds: float) -> float:
    """The server's share of a core over some seconds in which nobody does anything."""
    before, begin = cpu_seconds(trial.server.pid), time.monotonic()
    trial.facilitator.follow(seconds)
    return (cpu_seconds(trial.server.pid) - before) / (time.monotonic() - begin)
