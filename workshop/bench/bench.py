"""The whole bench: the contest, then the workshop itself; figures as a table, JSON, and a page."""

import json
import sys
from collections import defaultdict
from typing import Any

from workshop.bench import contest, workshop_load
from workshop.bench.told import Failed, allow_files

Figures = dict[str, Any]


def run_bench(as_json: bool, quick: bool) -> int:
    """Measures, prints, and unless it is quick writes the page. Gives the exit status."""
    try:
        allow_files()
        figures = {"fanout": run_contest(quick), "workshop": workshop_load.run(quick, say)}
    except Failed as failed:
        say(f"The bench has failed: {failed}")
        return 1
    if not quick:
        from workshop.bench.page import write_page

        write_page(figures)
    print(json.dumps(figures) if as_json else tables(figures))
    return 0


def run_contest(quick: bool) -> list[Figures]:
    """The rows of the contest, in the order of clients."""
    size = contest.QUICK if quick else contest.FULL
    names = contest.contenders()
    for name in sorted({"node", "websockets"} - {one.name for one in names}):
        say(f"Left out: {name} is not installed.")
    measured: dict[tuple[str, int], list[contest.Measurement]] = defaultdict(list)
    for clients, contender in contest.turns(size, names):
        one = contest.measure(contender, clients, size)
        measured[contender.name, clients].append(one)
        cost = one.cpu / one.deliveries * 1e6
        say(f"{contender.name:>10}, {clients:>5} clients: {cost:6.2f} ms per 1,000 deliveries")
    rows = [contest.row(name, clients, all_) for (name, clients), all_ in measured.items()]
    return sorted(rows, key=lambda row: (row["clients"], row["cpu_ms_per_1000"]))


def tables(figures: Figures) -> str:
    """The figures for a terminal."""
    lines = ["server      clients  ms CPU/1,000   per CPU s   last p50   last p99  client"]
    for row in figures["fanout"]:
        busy = " busy" if row["client_was_busy"] else ""
        lines.append(
            f"{row['server']:<10} {row['clients']:>8} {row['cpu_ms_per_1000']:>13.2f}"
            f" {row['deliveries_per_cpu_s']:>11,} {row['last_p50_ms']:>10.2f}"
            f" {row['last_p99_ms']:>10.2f} {row['client_cpu_share']:>7.0%}{busy}"
        )
    lines.append("")
    for name, by_clients in figures["workshop"].items():
        values = "".join(f"  {clients}: {value:g}" for clients, value in by_clients.items())
        lines.append(f"{name:<18}{values}")
    return "\n".join(lines)


def say(line: str) -> None:
    """One line of progress."""
    print(line, file=sys.stderr, flush=True)
