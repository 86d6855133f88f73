"""The whole bench: the contest, then the workshop itself; figures as a table, JSON, and a page."""

import json
import sys
from collections import defaultdict
from typing import Any

from tools.bench import contest, summary_load, workshop_load
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
SMALL = "A small run: do not compare."


def run_bench(as_json: bool, quick: bool) -> int:
    """Measures, prints, and unless it is quick writes the page. Gives the exit status."""
    try:
        allow_files()
        figures = {
            "fanout": run_contest(quick),
            "workshop": workshop_load.run(quick, _measured),
            "summary": summary_load.run(quick, _measured),
        }
    except Failed as failed:
        say(f"The bench has failed: {failed}")
        return 1
    except Stopped as stopped:
        say("\nStopped; no page was written.")
        return stopped.status
    if not quick:
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


def tables(figures: Figures) -> str:
    """The figures for a terminal."""
    lines = ["server      clients  ms CPU/1,000   per CPU s   last p50   last p99  client"]
    for row in figures["fanout"]:
        busy = " busy" if row["client_was_busy"] else ""
        lines.append(
            f"{row['server']:<10} {row['clients']:>8} {row['cpu_ms_per_1000']:>13.2f}"
            f" {row['deliveries_per_cpu_s']:>11,} {row['last_p50_ms']:>7.2f} ms"
            f" {row['last_p99_ms']:>7.2f} ms {row['client_cpu_share']:>7.0%}{busy}"
        )
    return "\n".join(
        [*lines, "", *LEGEND, "", *_workshop(figures["workshop"]), "", *_files(figures["summary"])]
    )


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


def _cell(value: float | None) -> str:
    return "" if value is None else number(value)


def _measured(line: str) -> None:
    """Returns what has been measured; the figures behind its colon come once, in the tables."""
    say(f"{line.partition(':')[0]}: measured")


def say(line: str) -> None:
    """One line of progress."""
    print(line, file=sys.stderr, flush=True)
