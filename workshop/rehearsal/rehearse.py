"""`rehearse`: what is asked for, where it takes place, and what is printed of it."""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from workshop.rehearsal.door import NoEntry
from workshop.rehearsal.ground import ForeignGround, Ground, OwnGround
from workshop.rehearsal.own_server import DidNotStart
from workshop.rehearsal.whole import Rehearsal

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

WELL, BROKEN, WRONG = 0, 1, 2
"""Exit statuses."""


@dataclass(frozen=True)
class Plan:
    """What was asked for on the command line."""

    participants: int
    url: str | None
    desk: str | None
    minutes: float
    faults: bool

    @property
    def wrong(self) -> str:
        """What is wrong with it, in a sentence; "" when nothing is."""
        if bool(self.url) != bool(self.desk):
            return "--url and --desk belong together: a server, and a link to one of its desks."
        if self.url and urlsplit(self.url).scheme not in {"http", "https"}:
            return f"--url is {self.url!r}; it must start with http:// or https://."
        if self.desk and not urlsplit(self.desk).fragment:
            return "--desk must be a whole desk link, with what stands behind its #."
        if not 0.1 <= self.minutes <= 240:
            return f"--minutes is {self.minutes:g}; it must be from 0.1 to 240."
        return ""


def run_rehearsal(plan: Plan, as_json: bool) -> int:
    """Runs it and prints the figures; gives the exit status."""
    if plan.wrong:
        click.echo(plan.wrong, err=True)
        return WRONG
    try:
        with _ground(plan) as ground:
            return _run_on(ground, plan, as_json)
    except NoEntry as why:
        click.echo(str(why), err=True)
        return WRONG if plan.url else BROKEN
    except DidNotStart as why:
        click.echo(f"The server did not start:\n{why}", err=True)
        return BROKEN


@contextmanager
def _ground(plan: Plan) -> Iterator[Ground]:
    if plan.url and plan.desk:
        yield ForeignGround(plan.url.rstrip("/"), plan.desk)
        return
    with tempfile.TemporaryDirectory(prefix="rehearsal-") as folder:
        own = OwnGround(Path(folder).resolve(), plan.faults)
        try:
            yield own
        finally:
            own.close()


def _run_on(ground: Ground, plan: Plan, as_json: bool) -> int:
    label = f"A whole workshop with {plan.participants} people"
    length_ms = int(60_000 * plan.minutes)
    file = StringIO() if as_json else sys.stderr
    with click.progressbar(length=length_ms, label=label, file=file) as bar:
        rehearsal = Rehearsal(
            ground, plan.participants, 60 * plan.minutes, plan.faults, _mover(bar)
        )
        figures = rehearsal.run()
    for line in rehearsal.told:
        click.echo(line, err=True)
    click.echo(figures.json() if as_json else f"\n{figures.table()}")
    return WELL if figures.well and not rehearsal.stopped else BROKEN


def _mover(bar: "ProgressBar[int]") -> Callable[[float], None]:
    return lambda seconds: bar.update(int(1000 * seconds))
