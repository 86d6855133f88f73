"""The page of figures: its markers, its tables, its plots."""

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest

from tools.bench.grids import (
    ALIKE,
    ARRIVALS,
    HALL,
    PART_TABLES,
    QUIET_ROWS,
    REST_ROWS,
    VOTE,
    WORKSHOP_ROWS,
)
from tools.bench.obeying_process import Failed
from tools.bench.page import BLOCKS, PAGE, fill_page, plots, write_page
from tools.bench.plot import Plot, draw, nice_step, spread
from tools.bench.targets import number, targets_reached

SVG = "{http://www.w3.org/2000/svg}"
CLIENTS = (100, 500, 1000, 2000)
COSTS = {"ours": 7.0, "stock": 35.0, "node": 12.0, "websockets": 11.0, "c": 5.0}
VOTES = [
    {"server": server, "phones": phones, **dict.fromkeys(VOTE, figure)}
    for server, figure in (("ours", 2.0), ("node", 1.6))
    for phones in (50, 200, 500)
]
FIGURES: dict[str, Any] = {
    "fanout": [
        {
            "server": server,
            "clients": clients,
            "cpu_ms_per_1000": cost,
            "deliveries_per_cpu_s": round(1e6 / cost),
            "last_p50_ms": cost * clients / 1000,
            "last_p99_ms": cost * clients / 500,
            "client_cpu_share": 0.85 if server == "node" else 0.3,
            "client_was_busy": server == "node",
            "deliveries": 100 * clients,
        }
        for server, cost in COSTS.items()
        for clients in CLIENTS
    ],
    "lone-vote": {"rows": VOTES, "quiet": dict.fromkeys(QUIET_ROWS, 1.9)},
    "busy-vote": VOTES[:1] + VOTES[3:4],
    "rest": {"few": 50, "memory_mb": 90.0, "many": 500, "idle_percent": 0.4},
    "alike": {**dict.fromkeys(ALIKE, 4.0), "lessons": 300},
    "arrivals": dict.fromkeys(ARRIVALS, 3.0),
    "hall": {waits: dict.fromkeys(HALL, 10.0) for waits in ("cards", "lessons")},
    "workshop": {name: {"1000": 1.0, "2000": 4.0} for name in WORKSHOP_ROWS},
}


def test_the_page_has_each_marker_once_and_keeps_what_is_written_around() -> None:
    text = PAGE.read_text("utf-8")
    filled = fill_page(text, dict.fromkeys(BLOCKS, "| a table |"))
    assert filled.count("| a table |") == len(BLOCKS)
    assert (
        fill_page(filled, dict.fromkeys(BLOCKS, "")).split()
        == fill_page(text, dict.fromkeys(BLOCKS, "")).split()
    )
    with pytest.raises(Failed, match="markers"):
        fill_page("no markers", {"fanout": ""})


def test_the_page_holds_what_was_measured(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_text(PAGE.read_text("utf-8"), "utf-8")
    write_page(FIGURES, page)
    text = page.read_text("utf-8")
    assert "| ours | 1,000 | 7.00 | 142,857 | 7.0 | 14.0 | 30% |" in text
    assert "85% (!)" in text
    assert {file.name for file in (tmp_path / "performance").iterdir()} >= {"cost.svg"}
    for picture in re.findall(r"\((performance/\w+\.svg)\)", text):
        assert (tmp_path / picture).exists()


def test_every_target_says_whether_it_was_reached() -> None:
    seen = {target.what: target for target in targets_reached(FIGURES)}
    vote = "processor time of a lone vote, {} phones: times that of Node"
    assert seen[vote.format(50)].reached and seen[vote.format(50)].seen == 1.25
    assert not seen[vote.format(200)].reached
    assert seen[vote.format(200)].row[1:] == ("1.2 or less", "1.25", "**no**")
    assert not seen["processor time of a broadcast, 1,000 clients: times that of a C loop"].reached
    assert seen["processor time of a broadcast, 1,000 clients: times that of Node"].reached
    assert seen["500 idle phones: share of a core"].reached
    assert not seen["memory with 50 phones"].reached


def test_a_figure_is_shown_as_a_person_would_write_it() -> None:
    assert [number(value) for value in (0.51649, 17.76, 3121.0, 20_000.0, 4.0)] == [
        "0.516", "17.8", "3,121", "20,000", "4",
    ]  # fmt: skip


def test_a_target_beside_what_is_not_here_says_that_it_was_left_out() -> None:
    without = {
        **FIGURES,
        "fanout": [row for row in FIGURES["fanout"] if row["server"] not in {"node", "c"}],
        "lone-vote": {**FIGURES["lone-vote"], "rows": VOTES[:3]},
    }
    left_out = {target.what for target in targets_reached(without) if target.row[2] == "left out"}
    assert left_out == {what for what in left_out if "Node" in what or "C loop" in what}
    assert len(left_out) == 10
    assert len(targets_reached(without)) == len(targets_reached(FIGURES))


def test_each_figure_of_a_part_is_in_its_table() -> None:
    for name, words in (("lone-vote", VOTE | QUIET_ROWS), ("rest", REST_ROWS), ("alike", ALIKE)):
        text = PART_TABLES[name](FIGURES[name]).text
        assert all(said in text for said in words.values()), name
        assert len({len(line) for line in text.splitlines()}) == 1, name


@pytest.mark.parametrize("name", ["cost", "last", "votes"])
def test_a_plot_is_well_formed_and_says_its_values_in_words(name: str) -> None:
    plot = plots(FIGURES)[name]
    root = ElementTree.fromstring(draw(plot))
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None and title.text == plot.title
    assert description is not None and description.text
    assert all(line in description.text for line in plot.lines)
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert len(root.findall(f"{SVG}polyline")) == len(plot.lines)


def test_a_plot_escapes_what_it_is_called() -> None:
    root = ElementTree.fromstring(draw(Plot("<&>", "<x>", '"y"', {"<a>": [(1.0, 2.0)]})))
    assert next(text.text for text in root.findall(f"{SVG}text")) == "<&>"


def test_nothing_is_drawn_outside_of_the_picture() -> None:
    root = ElementTree.fromstring(draw(plots(FIGURES)["cost"]))
    _, _, width, height = map(int, root.attrib["viewBox"].split())
    for mark in root.findall(f"{SVG}circle"):
        assert 0 < float(mark.attrib["cx"]) < width
        assert 0 < float(mark.attrib["cy"]) < height


def test_labels_that_would_cover_each_other_are_moved_apart() -> None:
    placed = spread([100.0, 101.0, 300.0])
    assert placed[1] - placed[0] >= 17 and placed[2] == 300.0


@pytest.mark.parametrize("largest", [0.004, 0.3, 1.0, 7.3, 46.0, 999.0, 12345.0])
def test_the_grid_has_a_handful_of_lines(largest: float) -> None:
    assert 1 <= largest / nice_step(largest) <= 8
