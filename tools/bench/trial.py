"""A real server with one workshop, its facilitator and its phones, on which a load is tried.

The server is a process of its own that moves the bars with each vote (`WORKSHOP_SHOW_EACH_VOTE=1`):
every vote is one change to everybody. The agenda gives one vote to each phone. Once all have voted
the facilitator ends the voting and opens it again, while nothing is measured.
"""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from msgspec.structs import replace

from tools.bench.floor import when_all_had
from tools.bench.obeying_process import Failed, ObeyingProcess
from workshop.pretend.facilitator import Facilitator
from workshop.pretend.own_server import OwnServer
from workshop.protocol import commands
from workshop.rules.agenda import Agenda, template
from workshop.rules.agenda_file import AgendaFile, write_file
from workshop.rules.stage_settings import VotesSetting as Shown

TEMPLATE = "all_hands"
TRIAL_SETTINGS = {"WORKSHOP_SHOW_EACH_VOTE": "1", "WORKSHOP_ANSWER_MS": "0"}
"""Each vote is shown alone, and a phone is answered as soon as its vote is stored."""
TRIAL_LESSONS = 8


@dataclass(frozen=True)
class Votes:
    """The outcome of some votes of one voting."""

    sent: list[int]
    """The moment of each, in their order; nanoseconds of the monotonic clock."""
    ack_ms: list[float]
    retries: int
    cpu: float
    """Seconds of the server's processor time until everybody had all votes."""
    waited: list[dict[str, Any]]
    """The report of each process of phones, once everybody had all votes."""
    before: int = 0
    """The votes that everybody had before the first of these."""

    @property
    def last(self) -> list[float]:
        """Seconds from sending each vote until the last phone had it.

        Votes are stored in the order in which they come, so the first sum that is large enough
        contains a vote and all before it.
        """
        return [(self._arrived(i + 1) - moment) / 1e9 for i, moment in enumerate(self.sent)]

    @property
    def took(self) -> float:
        """Seconds from the first vote until everybody had all of them."""
        return (self._arrived(len(self.sent)) - self.sent[0]) / 1e9

    @property
    def changes(self) -> list[int]:
        """Bytes of each change that a phone was sent meanwhile."""
        changes: list[int] = self.waited[0]["changes"]
        return changes

    def _arrived(self, count: int) -> int:
        """The moment from which on everybody had so many of them. Raises Failed."""
        total = self.before + count
        sums: list[tuple[int, int]] = [sum_ for report in self.waited for sum_ in report["sums"]]
        rev = min(rev for rev, sum_ in sums if sum_ >= total)
        moment = when_all_had(rev, [report["rises"] for report in self.waited])
        if moment is None:
            raise Failed(f"not everybody has got {total} votes")
        return moment


@dataclass
class Crowd:
    """Some phones in one process or two, and the process of the server to which they come."""

    load: list[ObeyingProcess]
    phones: int
    pid: int
    shares: list[float] = field(default_factory=list)
    """The shares of a core that the processes of phones have taken."""

    def each(self, orders: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Gives each process its order at the same time, and waits for all reports."""
        for told, order in zip(self.load, orders, strict=True):
            told.tell(order)
        return [told.hear() for told in self.load]

    def all(self, **order: Any) -> list[dict[str, Any]]:
        """Gives each process the same order."""
        return self.each([order] * len(self.load))

    def come(self, port: int, **way: Any) -> list[dict[str, Any]]:
        """Has all phones come to a server."""
        parts = self.split(self.phones)
        return self.each([{"do": "join", "phones": part, "port": port, **way} for part in parts])

    def vote(
        self, votes: list[dict[str, Any]], period: float, round_: int, before: int = 0
    ) -> Votes:
        """Has votes placed, each by the next phone, and waits until everybody has all of them."""
        cpu = cpu_seconds(self.pid)
        reports = self.each(self.order(votes, period))
        waited = self.all(do="wait", round_=round_, total=before + len(votes))
        self.shares += [report["share"] for report in waited]
        return Votes(
            sent=sorted(moment for report in reports for moment in report["sent"]),
            ack_ms=[ms for report in reports for ms in report["ack_ms"]],
            retries=sum(report["retries"] for report in reports),
            cpu=cpu_seconds(self.pid) - cpu,
            waited=waited,
            before=before,
        )

    def order(self, commands: list[dict[str, Any]], period: float) -> list[dict[str, Any]]:
        """The order to each process that has all of these commands sent."""
        parts = len(self.load)
        return [
            {"do": "send", "commands": commands[at::parts], "period": period * parts}
            for at in range(parts)
        ]

    def split(self, count: int) -> list[int]:
        """A number in as many parts as there are processes."""
        parts = len(self.load)
        return [count // parts + (i < count % parts) for i in range(parts)]


@dataclass
class Trial:
    """One server, one workshop, its facilitator, and the phones."""

    server: OwnServer
    facilitator: Facilitator
    crowd: Crowd

    def come(self, over: float) -> list[dict[str, Any]]:
        """The phones come, spread over some seconds, while the workshop is at its first stage."""
        return self.crowd.come(self.server.port, workshop=self.facilitator.id, over=over)

    def write_lessons(self) -> None:
        """The facilitator writes down what will be voted on."""
        self.facilitator.goes("lessons")
        for i in range(TRIAL_LESSONS):
            text = f"The lesson number {i + 1}, long enough to be one that somebody would write."
            self.facilitator.do(commands.DeskLesson(text=text))

    def votings(self, votes: int, settle: float) -> Iterator[int]:
        """Opens one voting after the other, for so many votes in all; gives how many go into each.

        Nothing is done for some seconds before each begins.
        """
        for done in range(0, votes, self.crowd.phones):
            self._open_voting()
            self.facilitator.follow(settle)
            yield min(self.crowd.phones, votes - done)

    def votes(self, count: int) -> list[dict[str, Any]]:
        """Returns so many votes of this voting, each for the next lesson."""
        lessons, round_ = self.facilitator.entries["ballot"]["lessons"], self.facilitator.now.round
        return [
            {"type": "vote", "round": round_, "lesson": lessons[i % TRIAL_LESSONS], "votes": 1}
            for i in range(count)
        ]

    def vote(self, count: int, period: float) -> Votes:
        """So many votes in a voting that has just opened, each of another phone."""
        return self.crowd.vote(self.votes(count), period, self.facilitator.now.round)

    def _open_voting(self) -> None:
        if self.facilitator.now.kind == "vote":
            self.facilitator.must_press(commands.EndVoting)
            self.facilitator.must_press(commands.OpenAgain)
        else:
            self.facilitator.goes("vote")


def open_trial(
    stack: ExitStack,
    phones: int,
    processes: int = 1,
    votes_each: int = 1,
    votes: Shown = "live",
    template: str = "",
) -> Trial:
    """A server with a workshop that nobody has joined yet, all of which end with the stack; on an
    agenda for ballots of so many votes, or on this template."""
    folder = stack.enter_context(TemporaryDirectory())
    server = OwnServer(Path(folder) / "data", environment=TRIAL_SETTINGS)
    stack.callback(server.stop)
    server.start()
    facilitator = Facilitator(server.url, server.desk_link)
    stack.callback(facilitator.close)
    facilitator.open_workshop(template or facilitator.keep_agenda(agenda_file(votes_each, votes)))
    return Trial(server, facilitator, Crowd(crowd(stack, processes), phones, server.pid))


def crowd(stack: ExitStack, processes: int = 1) -> list[ObeyingProcess]:
    """Processes for phones, which end with the stack."""
    return [stack.enter_context(ObeyingProcess.python("phones")) for _ in range(processes)]


def agenda_file(votes_each: int, votes: Shown = "live") -> str:
    """The file of an agenda in which a ballot is complete with so many votes, seen as they come or
    at the end."""
    stages = template(TEMPLATE, str).stages
    mine = [
        replace(stage, settings=replace(stage.settings, votes_each=votes_each, votes=votes))
        if stage.kind == "vote"
        else stage
        for stage in stages
    ]
    return write_file(AgendaFile(f"Ballots of {votes_each}", "en", Agenda(tuple(mine))))


def cpu_seconds(pid: int) -> float:
    """The processor time of another process to the nanosecond, all its threads together.

    psutil counts in ticks of 10 ms, too coarse for a burst. The number of a process's clock is
    made as clock_getcpuclockid(3) does on Linux.
    """
    return time.clock_gettime((~pid << 3) | 2)
