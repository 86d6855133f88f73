"""The workshop itself under load: N phones join, vote all at once, and then one after the other.

The server is a real one in a process of its own, with the tallies shown after each ballot
(`WORKSHOP_RELEASE_BALLOTS=1`), so that every vote is one change to everybody.
"""

import statistics
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from workshop.bench.contest import BUSY
from workshop.bench.floor import when_all_had
from workshop.bench.told import Failed, Told
from workshop.protocol import commands
from workshop.rehearsal.door import NoEntry
from workshop.rehearsal.facilitator import Facilitator, Stuck
from workshop.rehearsal.figures import percentile
from workshop.rehearsal.own_server import DidNotStart, OwnServer

TEMPLATE = "all_hands"
BURSTS, MANY = 3, 500
"""From so many phones on each has votes left for all bursts and for the steady voting."""
LESSONS = 8
"""From eight lessons on each phone has five votes."""
Figures = dict[str, dict[str, float]]


@dataclass(frozen=True)
class Load:
    """How much is asked of the workshop. Times are in seconds."""

    phones: tuple[int, ...]
    join_over: float
    votes_per_s: float
    votes_for: float
    idle_with: int
    """How many phones are watched while nobody does anything."""
    idle_for: float
    settle: float
    """How long nothing is done before memory is read, and before the voting begins."""


FULL = Load((100, 500, 1000, 2000), 10.0, 20.0, 15.0, idle_with=1000, idle_for=30.0, settle=3.0)
QUICK = Load((50,), 1.0, 20.0, 1.5, idle_with=0, idle_for=0.0, settle=0.3)


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
    try:
        seen = _measured(load, phones, processes=1)
        if seen["client_cpu_share"] >= BUSY:
            seen = _measured(load, phones, processes=2)
    except (Stuck, NoEntry, DidNotStart) as error:
        raise Failed(str(error)) from None
    return seen


@dataclass
class Trial:
    """One server, one workshop, its facilitator, and the phones in one process or two."""

    server: OwnServer
    facilitator: Facilitator
    load: list[Told]
    phones: int
    cast: int = 0
    """Votes that were placed so far."""
    shares: list[float] = field(default_factory=list)

    def each(self, orders: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Gives each process its order at the same time, and waits for all reports."""
        for told, order in zip(self.load, orders, strict=True):
            told.tell(order)
        return [told.hear() for told in self.load]

    def all(self, **order: Any) -> list[dict[str, Any]]:
        """The same order for each."""
        return self.each([order] * len(self.load))

    def split(self, count: int) -> list[int]:
        """A number in as many parts as there are processes."""
        parts = len(self.load)
        return [count // parts + (i < count % parts) for i in range(parts)]


def _measured(load: Load, phones: int, processes: int) -> dict[str, float]:
    with ExitStack() as stack:
        folder = stack.enter_context(TemporaryDirectory())
        server = OwnServer(Path(folder) / "data", environment={"WORKSHOP_RELEASE_BALLOTS": "1"})
        stack.callback(server.stop)
        server.start()
        facilitator = Facilitator(server.url, server.desk_link)
        stack.callback(facilitator.close)
        facilitator.open_workshop(TEMPLATE)
        told = [stack.enter_context(Told.python("phones")) for _ in range(processes)]
        trial = Trial(server, facilitator, told, phones)
        seen = join(trial, load)
        if phones == load.idle_with:
            seen["idle_cpu_percent"] = idle(trial, load.idle_for)
        lessons = to_the_vote(trial, load)
        seen |= burst(trial, lessons)
        seen |= steady(trial, load, lessons)
        return {**seen, "client_cpu_share": round(max(trial.shares), 3)}


def join(trial: Trial, load: Load) -> dict[str, float]:
    """The phones come, spread over some seconds, while the workshop stands at its first stage."""
    before = trial.server.rss_bytes()
    way = {"port": trial.server.port, "workshop": trial.facilitator.id, "over": load.join_over}
    parts = trial.split(trial.phones)
    reports = trial.each([{"do": "join", "phones": part, **way} for part in parts])
    hello = sorted(ms for report in reports for ms in report["hello_ms"])
    trial.facilitator.look(load.settle)
    grown = trial.server.rss_bytes() - before
    return {
        "join_s": round(max(report["join_s"] for report in reports), 2),
        "hello_p99_ms": round(percentile(hello, 99), 1),
        "kb_per_phone": round(grown / trial.phones / 1000, 1),
        "bytes_per_join": max(report["bytes"] for report in reports),
    }


def idle(trial: Trial, seconds: float) -> float:
    """The server's share of a core, in percent, while nobody does anything."""
    before, begin = cpu_seconds(trial.server.pid), time.monotonic()
    trial.facilitator.look(seconds)
    spent = cpu_seconds(trial.server.pid) - before
    return round(100 * spent / (time.monotonic() - begin), 2)


def to_the_vote(trial: Trial, load: Load) -> list[str]:
    """The facilitator writes lessons down and opens the voting; gives the ballot."""
    facilitator = trial.facilitator
    facilitator.goes("lessons")
    for i in range(LESSONS):
        text = f"The lesson number {i + 1}, long enough to be one that somebody would write."
        facilitator.do(commands.DeskLesson(text=text))
    facilitator.goes("vote")
    facilitator.look(load.settle)
    ballot: list[str] = facilitator.entries["ballot"]["lessons"]
    return ballot


def burst(trial: Trial, lessons: list[str]) -> dict[str, float]:
    """All phones vote in the same instant: the time and the work until everybody has all votes.

    The medians of three such bursts, where the phones have enough votes for that.
    """
    took, spent, retries = [], [], 0
    for _ in range(BURSTS if trial.phones >= MANY else 1):
        before = cpu_seconds(trial.server.pid)
        votes = _vote(trial, lessons, trial.phones, period=0.0)
        spent.append(cpu_seconds(trial.server.pid) - before)
        took.append(_arrived(votes.waited, trial.cast) - votes.sent[0])
        retries += votes.retries
    return {
        "burst_s": round(statistics.median(took) / 1e9, 3),
        "cpu_ms_per_vote": round(statistics.median(spent) * 1000 / trial.phones, 3),
        "retries": retries,
    }


def steady(trial: Trial, load: Load, lessons: list[str]) -> dict[str, float]:
    """Votes at a pace: from sending one until the last phone has a change that contains it.

    Votes are stored in the order in which they come, so the first sum that is large enough
    contains a vote and all before it.
    """
    already, count = trial.cast, round(load.votes_per_s * load.votes_for)
    votes = _vote(trial, lessons, count, period=1 / load.votes_per_s)
    took = sorted(
        (_arrived(votes.waited, already + i + 1) - moment) / 1e6
        for i, moment in enumerate(votes.sent)
    )
    return {
        "ack_p50_ms": round(statistics.median(votes.ack_ms), 2),
        "vote_p50_ms": round(statistics.median(took), 2),
        "vote_p99_ms": round(percentile(took, 99), 2),
    }


@dataclass(frozen=True)
class Votes:
    """What has become of some votes."""

    sent: list[int]
    """The moment of each, in their order; nanoseconds of the monotonic clock."""
    ack_ms: list[float]
    retries: int
    waited: list[dict[str, Any]]
    """What each process has seen until everybody had all of them."""


def _vote(trial: Trial, lessons: list[str], count: int, period: float) -> Votes:
    """So many votes, each one more on some lesson."""
    reports = trial.each(order_votes(trial, lessons, count, period))
    trial.cast += count
    waited = trial.all(do="wait", total=trial.cast)
    trial.shares += [report["share"] for report in waited]
    return Votes(
        sent=sorted(moment for report in reports for moment in report["sent"]),
        ack_ms=[ms for report in reports for ms in report["ack_ms"]],
        retries=sum(report["retries"] for report in reports),
        waited=waited,
    )


def order_votes(
    trial: Trial, lessons: list[str], count: int, period: float
) -> list[dict[str, Any]]:
    """The order to each process for so many votes in all."""
    orders = []
    done, parts = trial.cast, len(trial.load)
    for at, phones in enumerate(trial.split(trial.phones)):
        mine = range(at, count, parts)
        votes = [_command(trial, lessons, done // parts + i, phones) for i in range(len(mine))]
        orders.append(
            {"do": "vote", "votes": votes, "period": period * parts, "shift": done // parts}
        )
    return orders


def _command(trial: Trial, lessons: list[str], turn: int, phones: int) -> dict[str, Any]:
    """The vote that is placed at this turn of a process: with each round on the next lesson."""
    round_, phone = divmod(turn, phones)
    lesson = lessons[(phone + round_) % len(lessons)]
    return {"type": "vote", "round": trial.facilitator.now.round, "lesson": lesson, "votes": 1}


def _arrived(waited: list[dict[str, Any]], total: int) -> int:
    """The moment from which on everybody had a sum of votes. Raises Failed."""
    rev = min(rev for report in waited for rev, sum_ in report["sums"] if sum_ >= total)
    moment = when_all_had(rev, [report["rises"] for report in waited])
    if moment is None:
        raise Failed(f"not everybody has got {total} votes")
    return moment


def cpu_seconds(pid: int) -> float:
    """The processor time of another process to the nanosecond, all its threads together.

    psutil counts in ticks of 10 ms, too coarse for a burst. The number of a process's clock is
    made as clock_getcpuclockid(3) does on Linux.
    """
    return time.clock_gettime((~pid << 3) | 2)
