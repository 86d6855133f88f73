"""The figures of each part as a table, for a terminal and for a page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tools.bench.summary_load import SUMMARY_CARDS
from tools.bench.targets import number

Figures = dict[str, Any]
VOTE = {
    "cpu_ms": "processor time a vote: ms",
    "last_p50_ms": "until the last phone has it: p50, ms",
    "last_p99_ms": "the same: p99, ms",
    "bytes": "bytes to each phone",
    "burst_s": "all vote at once, until all have all: s",
    "burst_cpu_ms": "processor time a vote in it: ms",
    "client_cpu_share": "the phones: share of a core",
}
QUIET_ROWS = {
    "first_cpu_ms": "the first vote on a ballot of three: ms",
    "second_cpu_ms": "the second one: ms",
}
WORKSHOP_ROWS = {
    "burst_s": "all vote at once, until all have all: s",
    "cpu_ms_per_vote": "processor time a vote in it: ms",
    "vote_p50_ms": "votes at 20/s, until the last phone has one: p50, ms",
    "vote_p99_ms": "the same: p99, ms",
    "ack_p50_ms": "the same, until the vote is acknowledged: p50, ms",
    "retries": "votes in the burst that had to be sent again",
    "join_s": "all join over 10 s, until all are in: s",
    "hello_p99_ms": "hello among these: p99, ms",
    "bytes_per_join": "most bytes to one phone for it",
    "kb_per_phone": "memory per connected phone: kB",
    "client_cpu_share": "the load's client: share of a core",
}
REST_ROWS = {
    "few": "phones whose server's memory is read",
    "memory_mb": "its memory: MB",
    "many": "phones that do nothing",
    "idle_percent": "their server's share of a core: %",
}
ALIKE = {
    "lessons": "lessons alike, from as many phones",
    "longest_ms": "a ping meanwhile: the longest, ms",
    "ping_p99_ms": "the same: p99, ms",
    "quiet_ping_p99_ms": "a ping before: p99, ms",
    "idle_s": "from the last lesson until the server is idle: s",
}
ARRIVALS = {
    "join_s": "500 join, four at a time, until all are in: s",
    "join_cpu_ms": "processor time of one that joins: ms",
    "quiet_ack_p99_ms": "a vote before a flood, until it is acknowledged: p99, ms",
    "ack_p99_ms": "the same while 2,000 made-up devices come: p99, ms",
    "flood_s": "until each of these was answered: s",
}
HALL = {
    "reading_ms": "a reading: ms of processor time",
    "ack_p50_ms": "a phone meanwhile, until it is answered: p50, ms",
    "ack_p99_ms": "the same: p99, ms",
}
FILE_COLUMNS = {
    "first_s": "the first one: s",
    "file_s": "one after the other, the middle one: s",
    "ack_p50_ms": "a vote meanwhile, until it is acknowledged: p50, ms",
    "ack_p99_ms": "the same: p99, ms",
    "grown_mb": "memory of the server that stays afterwards: MB",
}


@dataclass(frozen=True)
class Grid:
    """A table; the first column is words, the others are figures."""

    head: tuple[str, ...]
    rows: list[tuple[str, ...]]

    @property
    def text(self) -> str:
        """The table for a terminal."""
        lines = [self.head, *self.rows]
        wide = [max(len(line[at]) for line in lines) for at in range(len(self.head))]
        return "\n".join(
            "  ".join(
                [line[0].ljust(wide[0])]
                + [cell.rjust(width) for cell, width in zip(line[1:], wide[1:], strict=True)]
            )
            for line in lines
        )

    @property
    def markdown(self) -> str:
        """The table for a page; figures stand to the right."""
        lines = [self.head, ("---", *["---:"] * (len(self.head) - 1)), *self.rows]
        return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def fanout(rows: list[Figures]) -> Grid:
    """The contest: a row for each server and number of clients."""
    head = ("server", "clients", "ms CPU per 1,000", "per CPU second", "last p50, ms",
            "last p99, ms", "client")  # fmt: skip
    return Grid(
        head,
        [
            (
                row["server"],
                f"{row['clients']:,}",
                f"{row['cpu_ms_per_1000']:.2f}",
                f"{row['deliveries_per_cpu_s']:,}",
                f"{row['last_p50_ms']:.1f}",
                f"{row['last_p99_ms']:.1f}",
                f"{row['client_cpu_share']:.0%}" + (" (!)" if row["client_was_busy"] else ""),
            )
            for row in rows
        ],
    )


def votes(rows: list[Figures]) -> Grid:
    """A column for each server and number of phones."""
    return _columns(VOTE, "phones", {f"{row['server']}, {row['phones']}": row for row in rows})


def lone_vote(figures: Figures) -> Grid:
    """Lone votes beside Node's, and under them what a vote costs that nothing follows."""
    seen, quiet = votes(figures["rows"]), figures["quiet"]
    empty = ("",) * (len(seen.head) - 2)
    unheard = [
        (f"nobody hears of it: {words}", _cell(quiet[key]), *empty)
        for key, words in QUIET_ROWS.items()
    ]
    return Grid(seen.head, [*seen.rows, *unheard])


def workshop(figures: dict[str, dict[str, float]]) -> Grid:
    """A column for each number of phones."""
    phones = sorted({int(count) for by_phones in figures.values() for count in by_phones})
    columns = {
        f"{count:,}": {key: by_phones.get(str(count)) for key, by_phones in figures.items()}
        for count in phones
    }
    return _columns(WORKSHOP_ROWS, "phones", columns)


def file_grid(figures: Figures) -> Grid:
    """A column for each kind of file."""
    return _columns(FILE_COLUMNS, f"files of {SUMMARY_CARDS} cards", figures)


PART_TABLES: dict[str, Callable[[Any], Grid]] = {
    "fanout": fanout,
    "lone-vote": lone_vote,
    "busy-vote": votes,
    "rest": lambda seen: _columns(REST_ROWS, "at rest", {"": seen}),
    "alike": lambda seen: _columns(ALIKE, "lessons alike within ten seconds", {"": seen}),
    "arrivals": lambda seen: _columns(ARRIVALS, "many at once", {"": seen}),
    "hall": lambda seen: _columns(HALL, "what waits for the desk", seen),
    "workshop": workshop,
    "summary": file_grid,
}
"""The table of each part, by its name."""


def _columns(words: dict[str, str], head: str, columns: dict[str, Any]) -> Grid:
    """A row for each of these figures that some column has."""
    kept = {key for seen in columns.values() for key in seen}
    rows = [
        (said, *(_cell(seen.get(key)) for seen in columns.values()))
        for key, said in words.items()
        if key in kept
    ]
    return Grid((head, *columns), rows)


def _cell(value: float | None) -> str:
    return "" if value is None else number(value)
