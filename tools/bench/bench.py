"""The whole bench, or some of its parts; figures as a table, JSON, and a page."""

import json
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tools.bench import (
    alike_load,
    arrivals_load,
    at_rest,
    contest,
    hall_load,
    lone_vote,
    summary_load,
    workshop_load,
)
from tools.bench.awake import processors_awake
from tools.bench.grids import PART_TABLES
from tools.bench.obeying_process import Failed, allow_files
from tools.bench.page import write_page
from workshop.pretend.client.browser_session import NoEntry
from workshop.pretend.facilitator import Stuck
from workshop.pretend.own_server import DidNotStart, Stopped

Figures = dict[str, Any]
SMALL_RUN = "A small run: do not compare."


def run_bench(as_json: bool, quick: bool, only: tuple[str, ...] = ()) -> int:
    """Measures all parts, or these only, and prints; writes the page unless it is quick, or not
    all was measured. Gives the exit status."""
    try:
        allow_files()
        with processors_awake():
            figures = {
                name: BENCH_PARTS[name](quick) for name in BENCH_PARTS if not only or name in only
            }
    except (Failed, Stuck, NoEntry, DidNotStart) as failed:
        say(f"The bench has failed: {failed}")
        return 1
    except Stopped as stopped:
        say("\nStopped; no page was written.")
        return stopped.status
    if not quick and not only:
        write_page(figures)
    print(json.dumps(figures) if as_json else terminal_tables(figures))
    if quick:
        say(SMALL_RUN)
    return 0


def run_contest(quick: bool) -> list[Figures]:
    """The rows of the contest, in the order of clients."""
    size = contest.QUICK if quick else contest.FULL
    measured: dict[tuple[str, int], list[contest.Measurement]] = defaultdict(list)
    with TemporaryDirectory() as folder:
        names = contest.contenders(Path(folder))
        for name in sorted(contest.MISSING_CONTENDERS.keys() - {one.name for one in names}):
            say(f"Left out: {name} {contest.MISSING_CONTENDERS[name]}.")
        for clients, contender in contest.turns(size, names):
            measured[contender.name, clients].append(contest.measure(contender, clients, size))
            _measured(f"{contender.name:>10}, {clients:>5} clients")
    rows = [contest.contest_row(name, clients, all_) for (name, clients), all_ in measured.items()]
    return sorted(rows, key=lambda row: (row["clients"], row["cpu_ms_per_1000"]))


BENCH_PARTS: dict[str, Callable[[bool], Any]] = {
    "fanout": run_contest,
    "lone-vote": lambda quick: lone_vote.run(quick, _measured),
    "busy-vote": lambda quick: lone_vote.run_busy(quick, _measured),
    "rest": lambda quick: at_rest.run(quick, _measured),
    "alike": lambda quick: alike_load.run(quick, _measured),
    "arrivals": lambda quick: arrivals_load.run(quick, _measured),
    "hall": lambda quick: hall_load.run(quick, _measured),
    "workshop": lambda quick: workshop_load.run(quick, _measured),
    "summary": lambda quick: summary_load.run(quick, _measured),
}
"""The parts that can be measured by themselves, by name; each is told whether to be quick."""


def terminal_tables(figures: Figures) -> str:
    """The figures for a terminal."""
    return "\n\n".join(PART_TABLES[name](seen).text for name, seen in figures.items())


def _measured(line: str) -> None:
    """Returns what has been measured; the figures behind its colon come once, in the tables."""
    say(f"{line.partition(':')[0]}: measured")


def say(line: str) -> None:
    """One line of progress."""
    print(line, file=sys.stderr, flush=True)
