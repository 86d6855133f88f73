"""docs/performance.md: the tables between its markers, and the plots beside it.

What stands around the markers is written by hand and kept.
"""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tools.bench.grids import PART_TABLES, Grid
from tools.bench.machine import machine
from tools.bench.obeying_process import Failed
from tools.bench.plot import Plot, draw
from tools.bench.targets import targets_reached

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
PAGE_PARTS = ("fanout", "lone-vote", "busy-vote", "rest", "alike", "arrivals", "hall", "workshop")
"""The parts of the bench whose tables are on the page."""
BLOCKS = ("machine", "targets", *PAGE_PARTS)
BLOCK_BEGIN, BLOCK_END = "<!-- measured: {} -->", "<!-- end of {} -->"
Figures = dict[str, Any]


def write_page(figures: Figures, page: Path = PAGE) -> None:
    """Puts the figures into the page, and draws the plots. Raises Failed when there is no page."""
    if not page.exists():
        raise Failed(f"There is no {page.name} here to write to: run the bench in the repository.")
    filled = fill_page(page.read_text("utf-8"), blocks(figures))
    for name, plot in plots(figures).items():
        folder = page.with_suffix("")
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.svg").write_text(draw(plot), "utf-8")
    page.write_text(filled, "utf-8")


def fill_page(text: str, contents: dict[str, str]) -> str:
    """The text with each block's content between its markers. Raises Failed without them."""
    for name, content in contents.items():
        begin, end = BLOCK_BEGIN.format(name), BLOCK_END.format(name)
        if text.count(begin) != 1 or text.count(end) != 1:
            raise Failed(f"The page needs the markers {begin} and {end}, each once.")
        between = re.compile(f"(?<={re.escape(begin)}).*(?={re.escape(end)})", re.DOTALL)
        text = between.sub(lambda _, content=content: f"\n{content}\n", text)  # type: ignore[misc]
    return text


def blocks(figures: Figures) -> dict[str, str]:
    """Returns the text between each pair of markers."""
    today = datetime.now(UTC).date().isoformat()
    about = {"date": today, **machine()}
    reached = [one.row for one in targets_reached(figures)]
    return {
        "machine": "\n".join(f"- {name}: {said}" for name, said in about.items()),
        "targets": Grid(("figure", "must be", "was", "reached"), [*reached]).markdown,
        **{name: PART_TABLES[name](figures[name]).markdown for name in PAGE_PARTS},
    }


def plots(figures: Figures) -> dict[str, Plot]:
    """The plots by file name."""
    rows, votes = figures["fanout"], figures["lone-vote"]["rows"]
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
                f"{row['server']}, {name}": _points(votes, row["server"], key)
                for row in votes
                for name, key in (("median", "last_p50_ms"), ("p99", "last_p99_ms"))
            },
        ),
    }


def _points(votes: list[Figures], server: str, key: str) -> list[tuple[float, float]]:
    return [(row["phones"], row[key]) for row in votes if row["server"] == server]


def _lines(rows: list[Figures], key: str) -> dict[str, list[tuple[float, float]]]:
    names = [one for one in ("ours", "stock", "node", "websockets") if _has(rows, one)]
    return {
        name: [(row["clients"], row[key]) for row in rows if row["server"] == name]
        for name in names
    }


def _has(rows: list[Figures], name: str) -> bool:
    return any(row["server"] == name for row in rows)
