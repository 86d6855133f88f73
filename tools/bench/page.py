"""docs/performance.md: the tables between its markers, and the plots beside it.

What stands around the markers is written by hand and kept.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tools.bench.machine import machine
from tools.bench.obeying_process import Failed
from tools.bench.plot import Plot, draw
from tools.bench.targets import number, targets

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
BLOCKS = ("machine", "targets", "fanout", "workshop")
BEGIN, END = "<!-- measured: {} -->", "<!-- end of {} -->"
WORDS = {
    "burst_s": "all vote at once, until all have all: s",
    "cpu_ms_per_vote": "CPU of the server per vote in it: ms",
    "vote_p50_ms": "votes at 20/s, until the last phone has one: p50, ms",
    "vote_p99_ms": "the same: p99, ms",
    "ack_p50_ms": "the same, until the vote is acknowledged: p50, ms",
    "retries": "votes in the burst that had to be sent again",
    "join_s": "all join over 10 s, until all are in: s",
    "hello_p99_ms": "hello among these: p99, ms",
    "bytes_per_join": "most bytes to one phone for it",
    "kb_per_phone": "memory per connected phone: kB",
    "idle_cpu_percent": "idle: share of a core, %",
    "client_cpu_share": "the load's client: share of a core",
}
Figures = dict[str, Any]


def write_page(figures: Figures, page: Path = PAGE) -> None:
    """Puts the figures into the page, and draws the plots. Raises Failed when there is no page."""
    if not page.exists():
        raise Failed(f"There is no {page.name} here to write to: run the bench in the repository.")
    filled = fill(page.read_text("utf-8"), blocks(figures))
    for name, plot in plots(figures).items():
        folder = page.with_suffix("")
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.svg").write_text(draw(plot), "utf-8")
    page.write_text(filled, "utf-8")


def fill(text: str, contents: dict[str, str]) -> str:
    """The text with each block's content between its markers. Raises Failed without them."""
    for name, content in contents.items():
        begin, end = BEGIN.format(name), END.format(name)
        if text.count(begin) != 1 or text.count(end) != 1:
            raise Failed(f"The page needs the markers {begin} and {end}, each once.")
        between = re.compile(f"(?<={re.escape(begin)}).*(?={re.escape(end)})", re.DOTALL)
        text = between.sub(lambda _, content=content: f"\n{content}\n", text)  # type: ignore[misc]
    return text


def blocks(figures: Figures) -> dict[str, str]:
    """Returns the text between each pair of markers."""
    today = datetime.now(UTC).date().isoformat()
    about = {"date": today, **machine()}
    return {
        "machine": "\n".join(f"- {name}: {said}" for name, said in about.items()),
        "targets": table(
            ("figure", "must be", "was", "reached"), (one.row for one in targets(figures))
        ),
        "fanout": _fanout(figures["fanout"]),
        "workshop": _workshop(figures["workshop"]),
    }


def plots(figures: Figures) -> dict[str, Plot]:
    """The plots by file name."""
    rows = figures["fanout"]
    return {
        "cost": Plot(
            "What a broadcast costs the server",
            "clients",
            "ms of processor time per 1,000 deliveries",
            _lines(rows, "cpu_ms_per_1000"),
        ),
        "last": Plot(
            "Until the last client has a broadcast (median)",
            "clients",
            "ms from sending it",
            _lines(rows, "last_p50_ms"),
        ),
        "votes": Plot(
            "Until the last phone has a vote, at 20 votes a second",
            "phones",
            "ms from sending it",
            {
                name: [(float(n), value) for n, value in figures["workshop"][key].items()]
                for name, key in (("median", "vote_p50_ms"), ("p99", "vote_p99_ms"))
            },
        ),
    }


def table(head: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> str:
    """A table in Markdown; the first column is words, the others stand to the right."""
    lines = [head, ("---", *["---:"] * (len(head) - 1)), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def _lines(rows: list[Figures], key: str) -> dict[str, list[tuple[float, float]]]:
    names = [one for one in ("ours", "stock", "node", "websockets") if _has(rows, one)]
    return {
        name: [(row["clients"], row[key]) for row in rows if row["server"] == name]
        for name in names
    }


def _has(rows: list[Figures], name: str) -> bool:
    return any(row["server"] == name for row in rows)


def _fanout(rows: list[Figures]) -> str:
    head = ("server", "clients", "ms CPU per 1,000", "per CPU second", "last p50, ms",
            "last p99, ms", "client")  # fmt: skip
    cells = [
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
    ]
    return table(head, cells)


def _workshop(figures: Figures) -> str:
    phones = sorted({int(n) for by_phones in figures.values() for n in by_phones})
    head = ("phones", *(f"{n:,}" for n in phones))
    rows = [
        (words, *(_cell(figures[key].get(str(n))) for n in phones))
        for key, words in WORDS.items()
        if key in figures
    ]
    return table(head, rows)


def _cell(value: float | None) -> str:
    return "" if value is None else number(value)
