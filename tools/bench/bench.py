"""The whole bench, or some of its parts; figures as a table, JSON, and a page."""

import json
import sys
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from tools.bench import contest, lone_vote, summary_load, workshop_load
from tools.bench.obeying_process import Failed, allow_files
from tools.bench.page import WORDS, write_page
from tools.bench.targets import number
from workshop.pretend.stopping import Stopped

Figures = dict[str, Any]
LEGEND = (
    "Processor time of the server for 1,000 deliveries, deliveries for each second of it, the time",
    "until the last client has an event, and the load's share of a core (busy: do not trust it).",
)
FILES = {
    "first_s": "the first one: s",
    "file_s": "one after the other, the middle one: s",
    "ack_p50_ms": "a vote meanwhile, until it is acknowledged: p50, ms",
    "ack_p99_ms": "the same: p99, ms",
    "grown_mb": "memory of the server that stays afterwards: MB",
}
LONE_VOTE = {
    "cpu_ms": "CPU of the server: ms",
    "last_p50_ms": "until the last phone has it: p50, ms",
    "last_p99_ms": "the same: p99, ms",
    "bytes": "bytes to each phone",
    "burst_s": "all vote at once, until all have all: s",
    "burst_cpu_ms": "CPU of the server per vote in it: ms",
    "client_cpu_share": "the phones: share of a core",
}
SMALL = "A small run: do not compare."


def run_bench(as_json: bool, quick: bool, only: tuple[str, ...] = ()) -> int:
    """Measures all parts, or these only, and prints; writes the page unless it is quick, or not
    all was measured. Gives the exit status."""
    try:
        allow_files()
        figures = {name: PARTS[name](quick) for name in PARTS if not only or name in only}
    except Failed as failed:
        say(f"The bench has failed: {failed}")
        return 1
    except Stopped as stopped:
        say("\nStopped; no page was written.")
        return stopped.status
    if not quick and not only:
        write_page(figures)
    print(json.dumps(figures) if as_json else tables(figures))
    if quick:
        say(SMALL)
    return 0


def run_contest(quick: bool) -> list[Figures]:
    """The rows of the contest, in the order of clients."""
    size = contest.QUICK if quick else contest.FULL
    names = contest.contenders()
    for name in sorted({"node", "websockets"} - {one.name for one in names}):
        say(f"Left out: {name} is not installed.")
    measured: dict[tuple[str, int], list[contest.Measurement]] = defaultdict(list)
    for clients, contender in contest.turns(size, names):
        measured[contender.name, clients].append(contest.measure(contender, clients, size))
        _measured(f"{contender.name:>10}, {clients:>5} clients")
    rows = [contest.row(name, clients, all_) for (name, clients), all_ in measured.items()]
    return sorted(rows, key=lambda row: (row["clients"], row["cpu_ms_per_1000"]))


PARTS: dict[str, Callable[[bool], Any]] = {
    "fanout": run_contest,
    "workshop": lambda quick: workshop_load.run(quick, _measured),
    "lone-vote": lambda quick: lone_vote.run(quick, _measured),
    "summary": lambda quick: summary_load.run(quick, _measured),
}
"""What can be measured by itself, by name; each is told whether to be quick."""


def tables(figures: Figures) -> str:
    """The figures for a terminal."""
    return "\n\n".join("\n".join(TABLES[name](seen)) for name, seen in figures.items())


def _fanout(rows: list[Figures]) -> list[str]:
    lines = ["server      clients  ms CPU/1,000   per CPU s   last p50   last p99  client"]
    for row in rows:
        busy = " busy" if row["client_was_busy"] else ""
        lines.append(
            f"{row['server']:<10} {row['clients']:>8} {row['cpu_ms_per_1000']:>13.2f}"
            f" {row['deliveries_per_cpu_s']:>11,} {row['last_p50_ms']:>7.2f} ms"
            f" {row['last_p99_ms']:>7.2f} ms {row['client_cpu_share']:>7.0%}{busy}"
        )
    return [*lines, "", *LEGEND]


def _lone_vote(figures: Figures) -> list[str]:
    rows, quiet = figures["rows"], figures["quiet"]
    head = f"{'a lone vote':<56}" + "".join(
        f"{row['server'] + ' ' + str(row['phones']):>11}" for row in rows
    )
    lines = [
        f"{words:<56}" + "".join(f"{_cell(row.get(key)):>11}" for row in rows)
        for key, words in LONE_VOTE.items()
    ]
    unheard = f"{quiet['first_cpu_ms']} the first on a ballot, {quiet['second_cpu_ms']} the second"
    return [head, *lines, f"ms CPU a vote that nobody hears of: {unheard}"]


def _workshop(figures: Figures) -> list[str]:
    phones = sorted({int(count) for by_phones in figures.values() for count in by_phones})
    head = f"{'phones':<56}" + "".join(f"{count:>9,}" for count in phones)
    lines = [
        f"{words:<56}" + "".join(f"{_cell(figures[key].get(str(count))):>9}" for count in phones)
        for key, words in WORDS.items()
        if key in figures
    ]
    return [head, *lines]


def _files(figures: Figures) -> list[str]:
    head = f"{f'files of {summary_load.CARDS} cards':<56}" + "".join(
        f"{ending:>9}" for ending in figures
    )
    return [head] + [
        f"{words:<56}" + "".join(f"{_cell(seen.get(key)):>9}" for seen in figures.values())
        for key, words in FILES.items()
    ]


TABLES: dict[str, Callable[[Any], list[str]]] = {
    "fanout": _fanout,
    "workshop": _workshop,
    "lone-vote": _lone_vote,
    "summary": _files,
}


def _cell(value: float | None) -> str:
    return "" if value is None else number(value)


def _measured(line: str) -> None:
    """Returns what has been measured; the figures behind its colon come once, in the tables."""
    say(f"{line.partition(':')[0]}: measured")


def say(line: str) -> None:
    """One line of progress."""
    print(line, file=sys.stderr, flush=True)
