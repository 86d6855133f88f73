"""The largest rooms under load: N phones join, vote all at once, and then one after the other."""

import statistics
from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

from tools.bench.contest import BUSY
from tools.bench.trial import Trial, open_trial
from tools.rehearsal.report import percentile

BURSTS = 3
Figures = dict[str, dict[str, float]]


@dataclass(frozen=True)
class Load:
    """The load on the workshop. Times are in seconds."""

    phones: tuple[int, ...]
    join_over: float
    votes_per_s: float
    votes_for: float
    settle: float
    """Seconds in which nothing is done before memory is read, and before each voting begins."""

    @property
    def steady(self) -> int:
        """Number of votes that are placed at a pace."""
        return round(self.votes_per_s * self.votes_for)


FULL = Load((1000, 2000), 10.0, 20.0, 15.0, settle=3.0)
QUICK = Load((50,), 1.0, 20.0, 1.5, settle=0.3)


def run(quick: bool, say: Callable[[str], None]) -> Figures:
    """All figures, each by number of phones. Raises Failed."""
    load = QUICK if quick else FULL
    figures: Figures = defaultdict(dict)
    for phones in load.phones:
        seen = with_phones(load, phones)
        for name, value in seen.items():
            figures[name][str(phones)] = value
        said = ", ".join(f"{name} {value:g}" for name, value in seen.items())
        say(f"{phones:>5} phones: {said}")
    return dict(figures)


def with_phones(load: Load, phones: int) -> dict[str, float]:
    """The figures with so many phones; in two processes when one was too busy. Raises Failed."""
    seen = _measured(load, phones, processes=1)
    return seen if seen["client_cpu_share"] < BUSY else _measured(load, phones, processes=2)


def _measured(load: Load, phones: int, processes: int) -> dict[str, float]:
    with ExitStack() as stack:
        trial = open_trial(stack, phones, processes)
        seen = phones_join(trial, load)
        trial.write_lessons()
        seen |= burst(trial, load)
        seen |= steady(trial, load)
        return {**seen, "client_cpu_share": round(max(trial.crowd.shares), 3)}


def phones_join(trial: Trial, load: Load) -> dict[str, float]:
    """The phones come, spread over some seconds, while the workshop stands at its first stage."""
    before = trial.server.rss_bytes()
    reports = trial.come(load.join_over)
    hello = sorted(ms for report in reports for ms in report["hello_ms"])
    trial.facilitator.follow(load.settle)
    grown = trial.server.rss_bytes() - before
    return {
        "join_s": round(max(report["join_s"] for report in reports), 2),
        "hello_p99_ms": round(percentile(hello, 99), 1),
        "kb_per_phone": round(grown / trial.crowd.phones / 1000, 1),
        "bytes_per_join": max(report["bytes"] for report in reports),
    }


def burst(trial: Trial, load: Load) -> dict[str, float]:
    """All phones vote in the same instant: the time and the work until everybody has all votes.

    The medians of three such bursts.
    """
    phones = trial.crowd.phones
    bursts = [trial.vote(count, 0.0) for count in trial.votings(BURSTS * phones, load.settle)]
    return {
        "burst_s": round(statistics.median(votes.took for votes in bursts), 3),
        "cpu_ms_per_vote": round(
            statistics.median(votes.cpu for votes in bursts) * 1000 / phones, 3
        ),
        "retries": sum(votes.retries for votes in bursts),
    }


def steady(trial: Trial, load: Load) -> dict[str, float]:
    """Votes at a pace: from sending one until the last phone has a change that contains it."""
    took: list[float] = []
    ack_ms: list[float] = []
    for count in trial.votings(load.steady, load.settle):
        votes = trial.vote(count, 1 / load.votes_per_s)
        took += [seconds * 1000 for seconds in votes.last]
        ack_ms += votes.ack_ms
    return {
        "ack_p50_ms": round(statistics.median(ack_ms), 2),
        "vote_p50_ms": round(statistics.median(took), 2),
        "vote_p99_ms": round(percentile(sorted(took), 99), 2),
    }
