"""Many devices that come at once: a hall that joins, and a flood of made-up ones beside votes."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

from tools.bench.trial import Trial, cpu_seconds, crowd, open_trial
from tools.rehearsal.report import percentile

HALL_CONNECTIONS, OF_A_FLOOD = 4, 8
"""Connections of a hall, and of a flood, that wait for an answer at a time."""
VOTES_A_SECOND = 20.0
"""Votes a second."""
Figures = dict[str, float]


@dataclass(frozen=True)
class ManyAtOnce:
    """Numbers of phones that join, that vote, and of made-up devices. Times are in seconds."""

    hall: int
    voters: int
    made_up: int
    join_over: float
    settle: float


FULL = ManyAtOnce(500, 200, 2000, 3.0, settle=1.0)
QUICK = ManyAtOnce(50, 20, 100, 0.3, settle=0.2)


def run(quick: bool, say: Callable[[str], None]) -> Figures:
    """All figures. Raises Failed."""
    load = QUICK if quick else FULL
    seen = _joins(load) | _beside_a_flood(load)
    say("many at once")
    return seen


def _joins(load: ManyAtOnce) -> Figures:
    with ExitStack() as stack:
        trial = open_trial(stack, load.hall)
        before = cpu_seconds(trial.server.pid)
        (report,) = trial.crowd.all(**_crowd(trial, load.hall, HALL_CONNECTIONS))
        cpu = cpu_seconds(trial.server.pid) - before
        return {
            "join_s": round(report["join_s"], 2),
            "join_cpu_ms": round(1000 * cpu / load.hall, 2),
        }


def _beside_a_flood(load: ManyAtOnce) -> Figures:
    with ExitStack() as stack:
        trial = open_trial(stack, load.voters)
        trial.come(load.join_over)
        trial.write_lessons()
        (flood,) = crowd(stack)
        quiet, attacked = (trial.votings(load.voters, load.settle) for _ in range(2))
        seen = {"quiet_ack_p99_ms": _p99_ms(trial, next(quiet))}
        count = next(attacked)
        flood.tell(_crowd(trial, load.made_up, OF_A_FLOOD) | {"again": False})
        seen["ack_p99_ms"] = _p99_ms(trial, count)
        return seen | {"flood_s": round(flood.hear()["join_s"], 2)}


def _p99_ms(trial: Trial, votes: int) -> float:
    """How long so many votes took, one after the other, until they were acknowledged."""
    return round(percentile(sorted(trial.vote(votes, 1 / VOTES_A_SECOND).ack_ms), 99), 1)


def _crowd(trial: Trial, phones: int, at_a_time: int) -> dict[str, object]:
    return {
        "do": "crowd", "port": trial.server.port, "phones": phones, "at_a_time": at_a_time,
        "workshop": trial.facilitator.id,
    }  # fmt: skip
