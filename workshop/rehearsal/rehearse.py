"""`rehearse`: what is asked for, where it takes place, and what is printed of it."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

import click

from workshop.rehearsal.door import NoEntry
from workshop.rehearsal.ground import ForeignGround, Ground, OwnGround
from workshop.rehearsal.own_server import DidNotStart
from workshop.rehearsal.whole import Rehearsal

WELL, BROKEN, WRONG = 0, 1, 2
"""Exit statuses."""
MOST_TOLD = 20
MANY_FILES = 16_384


@dataclass(frozen=True)
class Plan:
    """What was asked for on the command line."""

    participants: int
    url: str | None
    desk: str | None
    minutes: float
    faults: bool

    @property
    def seconds(self) -> float:
        """How long the workshop takes."""
        return 60 * self.minutes

    @property
    def wrong(self) -> str:
        """What is wrong with it, in a sentence; "" when nothing is."""
        if bool(self.url) != bool(self.desk):
            return "--url and --desk belong together: a server, and a link to one of its desks."
        if self.url and urlsplit(self.url).scheme not in {"http", "https"}:
            return f"--url is {self.url!r}; it must start with http:// or https://."
        if self.desk and not urlsplit(self.desk).fragment:
            return "--desk must be a whole desk link, with what stands behind its #."
        if not 0.05 <= self.minutes <= 240:
            return f"--minutes is {self.minutes:g}; it must be from 0.05 to 240."
        return ""


def run_rehearsal(plan: Plan, as_json: bool) -> int:
    """Runs it and prints the figures; gives the exit status."""
    if plan.wrong:
        click.echo(plan.wrong, err=True)
        return WRONG
    _allow_many_sockets()
    try:
        with _ground(plan) as ground:
            return _run_on(ground, plan, as_json)
    except NoEntry as why:
        click.echo(str(why), err=True)
        return WRONG if plan.url else BROKEN
    except DidNotStart as why:
        click.echo(f"The server did not start:\n{why}", err=True)
        return BROKEN


def _allow_many_sockets() -> None:
    """Each person is a socket here, and another one in the server that is started from here."""
    if sys.platform == "win32":
        return  # it knows no such limit
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MANY_FILES if hard == resource.RLIM_INFINITY else min(MANY_FILES, hard)
    if soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


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
    rehearsal = Rehearsal(ground, plan.participants, plan.seconds, plan.faults)
    label = f"A whole workshop with {plan.participants} people"
    file = StringIO() if as_json else sys.stderr
    with click.progressbar(length=int(1000 * plan.seconds), label=label, file=file) as bar:
        figures = rehearsal.run(lambda seconds: bar.update(int(1000 * seconds)))
    _tell(rehearsal.told)
    click.echo(figures.json() if as_json else f"\n{figures.table()}")
    if plan.faults and not as_json:
        click.echo(f"\n{rehearsal.troubles}")
    return WELL if figures.well and not rehearsal.stopped else BROKEN


def _tell(faults: list[str]) -> None:
    for line in faults[:MOST_TOLD]:
        click.echo(line, err=True)
    if len(faults) > MOST_TOLD:
        click.echo(f"and {len(faults) - MOST_TOLD} more", err=True)
