"""The targets that must be reached, and whether they were.

Most are multiples of what another server took in the same run: absolute figures do not travel
between machines.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Figures = dict[str, Any]


@dataclass(frozen=True)
class Target:
    """One figure beside its upper bound."""

    what: str
    seen: float | None
    """The figure; None where it could not be measured, as beside Node where there is none."""
    limit: float
    unit: str = ""

    @property
    def reached(self) -> bool:
        """True if the figure is as it must be."""
        return self.seen is not None and self.seen <= self.limit

    @property
    def row(self) -> tuple[str, str, str, str]:
        """Returns a target as words: what, must, seen, reached."""
        must = f"{number(self.limit)}{self.unit} or less"
        if self.seen is None:
            return self.what, must, "left out", ""
        seen = f"{number(self.seen)}{self.unit}"
        return self.what, must, seen, "yes" if self.reached else "**no**"


def number(value: float) -> str:
    """A figure as a page shows it: three digits that mean something, thousands set apart."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def targets_reached(figures: Figures) -> list[Target]:
    """All that must be reached, beside what was."""
    return [
        *_of_votes(figures),
        *_of_the_contest(figures["fanout"]),
        *_of_one_server(figures),
        *_of_large_rooms(figures),
    ]


CPU_OF_NODE = {50: 1.5, 200: 1.2, 500: 1.0}
LAST_OF_NODE = {50: 1.5, 200: 1.3, 500: 1.2}
"""The most that a lone vote may cost, and take, in times of Node's; by phones."""
BURST_OF_NODE = 0.5
BYTES = 140


def _of_votes(figures: Figures) -> Iterator[Target]:
    rows, quiet = figures["lone-vote"]["rows"], figures["lone-vote"]["quiet"]
    for phones, limit in CPU_OF_NODE.items():
        what = f"processor time of a lone vote, {phones} phones: times that of Node"
        yield Target(what, _of_node(rows, phones, "cpu_ms"), limit)
    for phones, limit in LAST_OF_NODE.items():
        what = f"until the last of {phones} phones has it, p50: times that of Node"
        yield Target(what, _of_node(rows, phones, "last_p50_ms"), limit)
    largest = max(CPU_OF_NODE)
    for key, what in (("burst_s", "until all have all"), ("burst_cpu_ms", "processor time")):
        what = f"{largest} votes at once, {what}: times that of Node"
        yield Target(what, _of_node(rows, largest, key), BURST_OF_NODE)
    yield Target("bytes to each phone for a lone vote", _seen(rows, "ours", 50, "bytes"), BYTES)
    yield Target("processor time of a vote that nobody hears of", quiet["first_cpu_ms"], 2.0, " ms")
    p99 = _seen(figures["busy-vote"], "ours", 50, "last_p99_ms")
    yield Target("a lone vote at 50 phones beside two busy loops, p99", p99, 350.0, " ms")


def _of_the_contest(rows: list[Figures]) -> Iterator[Target]:
    cost = {row["server"]: row["cpu_ms_per_1000"] for row in rows if row["clients"] == 1000}
    what = "processor time of a broadcast, 1,000 clients: times that of"
    yield Target(f"{what} a C loop", _times(cost.get("ours"), cost.get("c")), 1.3)
    yield Target(f"{what} Node", _times(cost.get("ours"), cost.get("node")), 0.83)
    yield Target(f"{what} stock", _times(cost.get("ours"), cost.get("stock")), 0.25)


def _of_one_server(figures: Figures) -> Iterator[Target]:
    rest, alike = figures["rest"], figures["alike"]
    yield Target(f"memory with {rest['few']} phones", rest["memory_mb"], 80.0, " MB")
    yield Target(f"{rest['many']} idle phones: share of a core", rest["idle_percent"], 0.5, " %")
    what = f"{alike['lessons']} lessons alike in 10 s"
    yield Target(f"{what}: longest stretch without a pause", alike["longest_ms"], 10.0, " ms")
    yield Target(f"{what}: until the server is idle again", alike["idle_s"], 3.0, " s")
    many = figures["arrivals"]
    yield Target("500 phones join, four at a time, until all are in", many["join_s"], 6.0, " s")
    what = "a vote while 2,000 made-up devices come, p99"
    yield Target(what, many["ack_p99_ms"], 500.0, " ms")
    for waits, seen in figures["hall"].items():
        what = f"{waits} that wait for the desk"
        yield Target(f"{what}: a reading", seen["reading_ms"], 15.0, " ms")
        yield Target(f"{what}: a phone meanwhile, p99", seen["ack_p99_ms"], 300.0, " ms")


TARGET_LIMITS = (
    ("1,000 phones join over 10 s, until all are in", "join_s", "1000", 20.0, " s"),
    ("hello among these, p99", "hello_p99_ms", "1000", 1000.0, " ms"),
    ("most bytes to one phone for joining", "bytes_per_join", "1000", 20_000.0, ""),
    ("memory for each of 1,000 phones", "kb_per_phone", "1000", 80.0, " kB"),
)


def _of_large_rooms(figures: Figures) -> Iterator[Target]:
    seen = figures["workshop"]
    for what, name, phones, limit, unit in TARGET_LIMITS:
        yield Target(what, seen[name].get(phones), limit, unit)
    few = _seen(figures["lone-vote"]["rows"], "ours", 500, "burst_cpu_ms")
    times = _times(seen["cpu_ms_per_vote"].get("2000"), few)
    yield Target("processor time a vote in a burst of 2,000: times that in one of 500", times, 1.3)


def _of_node(rows: list[Figures], phones: int, key: str) -> float | None:
    return _times(_seen(rows, "ours", phones, key), _seen(rows, "node", phones, key))


def _seen(rows: list[Figures], server: str, phones: int, key: str) -> float | None:
    """A figure of a server's row; None where there is none."""
    for row in rows:
        if (row["server"], row["phones"]) == (server, phones):
            return float(row[key])
    return None


def _times(ours: float | None, other: float | None) -> float | None:
    return ours / other if ours is not None and other else None
