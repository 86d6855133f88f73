"""The targets that must be reached, and whether they were."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Figures = dict[str, Any]


@dataclass(frozen=True)
class Target:
    """One figure beside what it must be; `limit` is its upper bound unless `at_least`."""

    what: str
    seen: float
    limit: float
    unit: str = ""
    at_least: bool = False

    @property
    def reached(self) -> bool:
        """Whether it is as it must be."""
        return self.seen >= self.limit if self.at_least else self.seen <= self.limit

    @property
    def row(self) -> tuple[str, str, str, str]:
        """Returns a target as words: what, must, seen, reached."""
        must = f"{number(self.limit)}{self.unit} or {'more' if self.at_least else 'less'}"
        seen = f"{number(self.seen)}{self.unit}"
        return self.what, must, seen, "yes" if self.reached else "**no**"


def number(value: float) -> str:
    """A figure as a page shows it: three digits that mean something, thousands set apart."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def targets(figures: Figures) -> list[Target]:
    """All that can be said of these figures; what was not measured is left out."""
    return [*_of_the_contest(figures["fanout"]), *_of_the_workshop(figures["workshop"])]


def _of_the_contest(rows: list[Figures]) -> Iterator[Target]:
    speed = {row["server"]: row["deliveries_per_cpu_s"] for row in rows if row["clients"] == 1000}
    for other, times in (("stock", 4.0), ("node", 1.2)):
        if speed.get("ours") and speed.get(other):
            what = f"deliveries per CPU second, 1,000 clients: times that of {other}"
            yield Target(what, speed["ours"] / speed[other], times, at_least=True)


LIMITS = (
    ("500 phones vote at once, until all have all", "burst_s", "500", 0.6, " s"),
    ("a vote until the last of 500 phones has it, p50", "vote_p50_ms", "500", 12.0, " ms"),
    ("CPU per vote in the burst, 500 phones", "cpu_ms_per_vote", "500", 1.5, " ms"),
    ("1,000 phones join over 10 s, until all are in", "join_s", "1000", 12.0, " s"),
    ("hello among these, p99", "hello_p99_ms", "1000", 1000.0, " ms"),
    ("most bytes to one phone for joining", "bytes_per_join", "1000", 20_000.0, ""),
    ("memory for each of 1,000 phones", "kb_per_phone", "1000", 80.0, " kB"),
    ("1,000 idle phones: share of a core", "idle_cpu_percent", "1000", 3.0, " %"),
)


def _of_the_workshop(figures: Figures) -> Iterator[Target]:
    for what, name, phones, limit, unit in LIMITS:
        if phones in figures.get(name, {}):
            yield Target(what, figures[name][phones], limit, unit)
    cost = figures["cpu_ms_per_vote"]
    if {"500", "2000"} <= set(cost):
        yield Target(
            "CPU per vote, 2,000 phones: times that of 500", cost["2000"] / cost["500"], 1.3
        )
