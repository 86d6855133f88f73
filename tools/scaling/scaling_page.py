"""docs/scaling.md: the tables between its markers, and the plots beside it."""

from pathlib import Path

from tools.bench.grids import Grid
from tools.bench.page import fill_page
from tools.bench.plot import Plot, draw
from tools.scaling.costs import Costs, read_costs
from tools.scaling.fleet import Fleet, fleet, phones_of_a_process
from tools.scaling.full_hour import HOUR_PHASES, PHONE_COMMANDS

PAGE = Path(__file__).parents[2] / "docs" / "scaling.md"
SCALING_PHONES = (1_000, 10_000, 30_000, 100_000, 300_000, 1_000_000)
TABLE_HEAD = (
    "phones at once", "commands a second", "commits a second", "processes",
    "machines of 8 cores, one to spare", "their memory", "PostgreSQL’s cores", "its log",
    "cells", "one is not enough of",
)  # fmt: skip
GeneratedFiles = dict[Path, str]


def generated() -> GeneratedFiles:
    """Returns each generated file with the text that it must have."""
    costs = read_costs()
    fleets = [fleet(phones, costs) for phones in SCALING_PHONES]
    blocks = {"process": _of_a_process(costs), "hour": _hour(), "fleets": _table(fleets)}
    files = {PAGE: fill_page(PAGE.read_text("utf-8"), blocks)}
    for name, plot in _plots(fleets).items():
        files[PAGE.with_suffix("") / f"{name}.svg"] = draw(plot)
    return files


def _of_a_process(costs: Costs) -> str:
    return f"One process serves {phones_of_a_process(costs):,} phones in workshops of this kind."


def _hour() -> str:
    rows = [(one.name, f"{one.seconds // 60}", f"{one.commands:g}") for one in HOUR_PHASES]
    head = ("stage", "minutes", "commands of each phone")
    return Grid(head, [*rows, ("together", "60", f"{PHONE_COMMANDS:g}")]).markdown


def _table(fleets: list[Fleet]) -> str:
    return Grid(TABLE_HEAD, [_row(one) for one in fleets]).markdown


def _row(one: Fleet) -> tuple[str, ...]:
    return (
        f"{one.phones:,}",
        f"{one.commands:,.0f}",
        f"{one.commits:,.0f}",
        f"{one.processes}",
        f"{one.machines}",
        f"{one.memory / 1e9:.1f} GB",
        f"{one.postgres:.1f}",
        f"{one.wal / 1e6:.1f} MB/s",
        f"{one.cells}",
        one.gives_out,
    )


def _plots(fleets: list[Fleet]) -> dict[str, Plot]:
    shown = [one for one in fleets if one.phones >= SCALING_PHONES[2]]
    machines = [(float(one.phones), float(one.machines)) for one in shown]
    cores = [(float(one.phones), one.postgres) for one in shown]
    title = "Machines of the application and cores of PostgreSQL"
    lines = {"machines": machines, "cores": cores}
    return {"fleet": Plot(title, "phones at once", "number", lines)}
