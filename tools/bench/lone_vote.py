"""A lone vote beside that of a bare Node server: what it costs, and when the last phone has it.

Phones vote one after the other, then all in the same instant. Ours commits each vote before it is
answered, and shows each ballot by itself; Node's (`servers/votes.mjs`) counts in memory. Both
answer, and tell everybody. The servers take turns, each time started anew. Ours is also measured
for votes that nothing follows: the first and the second one on ballots of three.
"""

import statistics
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.bench.nodejs import find_node
from tools.bench.obeying_process import Failed, ObeyingProcess
from tools.bench.trial import TRIAL_LESSONS, Crowd, Trial, Votes, cpu_seconds, crowd, open_trial
from tools.rehearsal.report import percentile
from workshop.rules.stage_settings import VotesSetting as Shown

LONE_VOTES_A_SECOND = 20.0
"""Votes a second."""
LONE_BALLOT = 3
"""Votes of a ballot whose first two nothing follows."""
FOLLOWS = 0.3
"""Seconds after the last vote in which what follows it has been done, if anything does."""
LOOPS = 2
BUSY_LOOP = "import time\nend = time.monotonic() + 60\nwhile time.monotonic() < end: pass"
"""Ends by itself where nobody ends it."""
Figures = dict[str, Any]


@dataclass(frozen=True)
class Turns:
    """The numbers of measurements. Times are in seconds."""

    phones: tuple[int, ...]
    """Numbers of phones; the burst is measured with the last one."""
    votes: int
    rounds: int
    join_over: float
    settle: float


FULL = Turns((50, 200, 500), votes=200, rounds=3, join_over=3.0, settle=1.0)
QUICK = Turns((20,), votes=20, rounds=1, join_over=0.3, settle=0.2)


@dataclass(frozen=True)
class Turn:
    """The figures of one turn of a server."""

    lone: list[Votes]
    burst: Votes | None
    share: float
    """The share of a core that the phones took."""


def run(quick: bool, say: Callable[[str], None]) -> Figures:
    """The rows of both servers, and those of votes that nothing follows. Raises Failed."""
    turns = QUICK if quick else FULL
    return {"rows": _rows(turns, turns.phones, 0, say), "quiet": quiet(turns)}


def run_busy(quick: bool, say: Callable[[str], None]) -> list[Figures]:
    """The rows of both servers with the fewest phones, while each core has something else to do.

    Raises Failed.
    """
    turns = QUICK if quick else FULL
    return _rows(turns, turns.phones[:1], LOOPS, say)


def _rows(
    turns: Turns, phones: tuple[int, ...], loops: int, say: Callable[[str], None]
) -> list[Figures]:
    servers = {"ours": ours, **({"node": nodes} if find_node() else {})}
    seen: dict[tuple[int, str], list[Turn]] = defaultdict(list)
    for count in phones:
        for _ in range(turns.rounds):
            for name, turn in servers.items():
                seen[count, name].append(turn(turns, count, loops))
                say(f"{name:>10}, {count:>5} phones that vote")
    return [lone_vote_row(name, count, all_) for (count, name), all_ in seen.items()]


def lone_vote_row(name: str, phones: int, seen: list[Turn]) -> Figures:
    """A row of the table: medians of the turns, and percentiles over all their votes."""
    last = sorted(seconds * 1000 for one in seen for votes in one.lone for seconds in votes.last)
    bursts = [one.burst for one in seen if one.burst]
    made = {
        "server": name,
        "phones": phones,
        "cpu_ms": round(statistics.median(_cpu_ms(one.lone) for one in seen), 3),
        "last_p50_ms": round(percentile(last, 50), 2),
        "last_p99_ms": round(percentile(last, 99), 2),
        "bytes": round(statistics.median(_changes(seen))),
        "client_cpu_share": round(max(one.share for one in seen), 3),
    }
    if bursts:
        made["burst_s"] = round(statistics.median(one.took for one in bursts), 3)
        made["burst_cpu_ms"] = round(statistics.median(_cpu_ms([one]) for one in bursts), 3)
    return made


def _cpu_ms(all_: list[Votes]) -> float:
    return 1000 * sum(votes.cpu for votes in all_) / sum(len(votes.sent) for votes in all_)


def _changes(seen: list[Turn]) -> list[int]:
    return [size for one in seen for votes in one.lone for size in votes.changes]


def ours(turns: Turns, phones: int, loops: int = 0) -> Turn:
    """A turn of our server, beside so many busy loops."""
    with ExitStack() as stack:
        trial = _trial(stack, turns, phones)
        busy_loops(stack, loops)
        lone = [
            trial.vote(n, 1 / LONE_VOTES_A_SECOND) for n in trial.votings(turns.votes, turns.settle)
        ]
        at_once = phones if phones == turns.phones[-1] else 0
        bursts = [trial.vote(n, 0.0) for n in trial.votings(at_once, turns.settle)]
        return Turn(lone, bursts[0] if bursts else None, max(trial.crowd.shares))


def nodes(turns: Turns, phones: int, loops: int = 0) -> Turn:
    """Like `ours`, but of Node's."""
    node = find_node()
    assert node
    script = str(Path(__file__).with_name("servers") / "votes.mjs")
    with ExitStack() as stack:
        server = stack.enter_context(ObeyingProcess([node.program, script, str(node.beside)]))
        room = Crowd(crowd(stack), phones, server.pid)
        room.come(server.hear()["port"], over=turns.join_over, relay=True)
        busy_loops(stack, loops)
        room.all(do="stay", seconds=turns.settle)
        lone = room.vote(_relayed(turns.votes), 1 / LONE_VOTES_A_SECOND, round_=0)
        burst = None
        if phones == turns.phones[-1]:
            room.all(do="stay", seconds=turns.settle)
            burst = room.vote(_relayed(phones), 0.0, round_=0, before=turns.votes)
        return Turn([lone], burst, max(room.shares))


def quiet(turns: Turns) -> Figures:
    """Processor time of a vote that is hidden until the end, with the fewest phones, in ms."""
    phones = turns.phones[0]
    spent: dict[str, list[float]] = defaultdict(list)
    with ExitStack() as stack:
        trial = _trial(stack, turns, phones, votes_each=LONE_BALLOT, votes="hidden")
        for count in trial.votings(turns.votes, turns.settle):
            for name, cpu in _unheard(trial, count):
                spent[name].append(1000 * cpu / count)
    return {
        "phones": phones,
        **{name: round(statistics.median(all_), 3) for name, all_ in spent.items()},
    }


def _unheard(trial: Trial, count: int) -> Iterator[tuple[str, float]]:
    """The server's processor time for the first votes of so many phones, and for their second."""
    votes = trial.votes(count + 1)
    for at, name in enumerate(("first_cpu_ms", "second_cpu_ms")):
        before = cpu_seconds(trial.server.pid)
        trial.crowd.each(trial.crowd.order(votes[at : at + count], 1 / LONE_VOTES_A_SECOND))
        reports = trial.crowd.all(do="stay", seconds=FOLLOWS)
        if any(report["changes"] for report in reports):
            raise Failed("phones have heard of votes of which they must not hear")
        yield name, cpu_seconds(trial.server.pid) - before


def busy_loops(stack: ExitStack, count: int) -> None:
    """Keeps so many cores busy until the stack ends, for a minute at most."""
    for _ in range(count):
        loop = subprocess.Popen([sys.executable, "-c", BUSY_LOOP])
        stack.callback(loop.wait)
        stack.callback(loop.kill)


def _trial(
    stack: ExitStack, turns: Turns, phones: int, votes_each: int = 1, votes: Shown = "live"
) -> Trial:
    trial = open_trial(stack, phones, votes_each=votes_each, votes=votes)
    trial.come(turns.join_over)
    trial.write_lessons()
    return trial


def _relayed(count: int) -> list[dict[str, Any]]:
    return [{"lesson": f"lesson-{i % TRIAL_LESSONS + 1}"} for i in range(count)]
