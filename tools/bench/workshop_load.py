"""The workshop itself under load: N phones join, vote all at once, and then one after the other.

The server is a real one in a process of its own, with the tallies shown after each ballot
(`WORKSHOP_RELEASE_BALLOTS=1`). Tallies show complete ballots alone, so a vote here is a whole one:
the agenda gives one vote to each phone, and every vote is one change to everybody. Once all have
voted the facilitator ends the voting and opens it again, while nothing is measured.
"""

import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from msgspec.structs import replace

from tools.bench.contest import BUSY
from tools.bench.floor import when_all_had
from tools.bench.obeying_process import Failed, ObeyingProcess
from workshop.pretend.client.browser_session import NoEntry
from workshop.pretend.facilitator import Facilitator, Stuck
from workshop.pretend.own_server import DidNotStart, OwnServer
from workshop.pretend.rehearsal.figures import percentile
from workshop.protocol import commands
from workshop.rules.agenda import Agenda, template
from workshop.rules.agenda_file import AgendaFile, write_file

TEMPLATE = "all_hands"
SERVER = {"WORKSHOP_RELEASE_BALLOTS": "1", "WORKSHOP_ANSWER_MS": "0"}
"""Each ballot is shown by itself, and a phone is answered as soon as its vote is stored."""
BURSTS = 3
LESSONS = 8
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
    """How long nothing is done before memory is read, and before each voting begins."""

    @property
    def steady(self) -> int:
        """How many votes are placed at a pace."""
        return round(self.votes_per_s * self.votes_for)


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
    load: list[ObeyingProcess]
    phones: int
    shares: list[float] = field(default_factory=list)

    def each(self, orders: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Gives each process its order at the same time, and waits for all reports."""
        for told, order in zip(self.load, orders, strict=True):
            told.tell(order)
        return [told.hear() for told in self.load]

    def all(self, **order: Any) -> list[dict[str, Any]]:
        """Gives each process the same order."""
        return self.each([order] * len(self.load))

    def split(self, count: int) -> list[int]:
        """A number in as many parts as there are processes."""
        parts = len(self.load)
        return [count // parts + (i < count % parts) for i in range(parts)]


def _measured(load: Load, phones: int, processes: int) -> dict[str, float]:
    with ExitStack() as stack:
        trial = open_trial(stack, phones, processes)
        seen = join(trial, load)
        if phones == load.idle_with:
            seen["idle_cpu_percent"] = idle(trial, load.idle_for)
        write_lessons(trial)
        seen |= burst(trial, load)
        seen |= steady(trial, load)
        return {**seen, "client_cpu_share": round(max(trial.shares), 3)}


def open_trial(stack: ExitStack, phones: int, processes: int = 1) -> Trial:
    """A server with a workshop that nobody has joined yet, all of which end with the stack."""
    folder = stack.enter_context(TemporaryDirectory())
    server = OwnServer(Path(folder) / "data", environment=SERVER)
    stack.callback(server.stop)
    server.start()
    facilitator = Facilitator(server.url, server.desk_link)
    stack.callback(facilitator.close)
    facilitator.open_workshop(facilitator.keep_agenda(one_vote_each()))
    told = [stack.enter_context(ObeyingProcess.python("phones")) for _ in range(processes)]
    return Trial(server, facilitator, told, phones)


def one_vote_each() -> str:
    """The file of an agenda in which a ballot is complete with its first vote."""
    stages = template(TEMPLATE, str).stages
    mine = [
        replace(stage, settings=replace(stage.settings, votes_each=1))
        if stage.kind == "vote"
        else stage
        for stage in stages
    ]
    return write_file(AgendaFile("One vote each", "en", Agenda(tuple(mine))))


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


def write_lessons(trial: Trial) -> None:
    """The facilitator writes down what will be voted on."""
    trial.facilitator.goes("lessons")
    for i in range(LESSONS):
        text = f"The lesson number {i + 1}, long enough to be one that somebody would write."
        trial.facilitator.do(commands.DeskLesson(text=text))


def rounds(trial: Trial, load: Load, votes: int) -> Iterator[int]:
    """Opens one voting after the other, for so many votes in all; gives how many go into each."""
    for done in range(0, votes, trial.phones):
        if trial.facilitator.now.kind == "vote":
            trial.facilitator.must_press(commands.EndVoting)
            trial.facilitator.must_press(commands.OpenAgain)
        else:
            trial.facilitator.goes("vote")
        trial.facilitator.look(load.settle)
        yield min(trial.phones, votes - done)


def burst(trial: Trial, load: Load) -> dict[str, float]:
    """All phones vote in the same instant: the time and the work until everybody has all votes.

    The medians of three such bursts.
    """
    took, spent, retries = [], [], 0
    for count in rounds(trial, load, BURSTS * trial.phones):
        before = cpu_seconds(trial.server.pid)
        votes = _vote(trial, count, period=0.0)
        spent.append(cpu_seconds(trial.server.pid) - before)
        took.append(_arrived(votes.waited, count) - votes.sent[0])
        retries += votes.retries
    return {
        "burst_s": round(statistics.median(took) / 1e9, 3),
        "cpu_ms_per_vote": round(statistics.median(spent) * 1000 / trial.phones, 3),
        "retries": retries,
    }


def steady(trial: Trial, load: Load) -> dict[str, float]:
    """Votes at a pace: from sending one until the last phone has a change that contains it.

    Votes are stored in the order in which they come, so the first sum that is large enough
    contains a vote and all before it.
    """
    took: list[float] = []
    ack_ms: list[float] = []
    for count in rounds(trial, load, load.steady):
        votes = _vote(trial, count, period=1 / load.votes_per_s)
        took += [
            (_arrived(votes.waited, i + 1) - moment) / 1e6 for i, moment in enumerate(votes.sent)
        ]
        ack_ms += votes.ack_ms
    return {
        "ack_p50_ms": round(statistics.median(ack_ms), 2),
        "vote_p50_ms": round(statistics.median(took), 2),
        "vote_p99_ms": round(percentile(sorted(took), 99), 2),
    }


@dataclass(frozen=True)
class Votes:
    """The outcome of some votes."""

    sent: list[int]
    """The moment of each, in their order; nanoseconds of the monotonic clock."""
    ack_ms: list[float]
    retries: int
    waited: list[dict[str, Any]]
    """The report of each process, once everybody had all votes."""


def _vote(trial: Trial, count: int, period: float) -> Votes:
    """So many votes in a voting that has just opened, each of another phone."""
    reports = trial.each(order_votes(trial, count, period))
    waited = trial.all(do="wait", round_=trial.facilitator.now.round, total=count)
    trial.shares += [report["share"] for report in waited]
    return Votes(
        sent=sorted(moment for report in reports for moment in report["sent"]),
        ack_ms=[ms for report in reports for ms in report["ack_ms"]],
        retries=sum(report["retries"] for report in reports),
        waited=waited,
    )


def order_votes(trial: Trial, count: int, period: float) -> list[dict[str, Any]]:
    """The order to each process for so many votes in all: each phone's is on the next lesson."""
    desk, parts = trial.facilitator, len(trial.load)
    lessons = desk.entries["ballot"]["lessons"]
    votes = [
        {"type": "vote", "round": desk.now.round, "lesson": lessons[i % LESSONS], "votes": 1}
        for i in range(count)
    ]
    return [
        {"do": "vote", "votes": votes[at::parts], "period": period * parts} for at in range(parts)
    ]


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
