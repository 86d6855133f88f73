"""`rehearse`: what is asked for, where it takes place, and what is printed of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

import click

from tools.rehearsal.rehearsal import Rehearsal
from tools.rehearsal.rehearsal_server import (
    RehearsalServer,
    RunningServer,
    StartedServer,
)
from tools.rehearsal.report import Figures, count_in_words, progress
from workshop.pretend.client.browser_session import NoEntry
from workshop.pretend.own_server import DidNotStart, Stopped, own_folder

WELL, EXIT_BROKEN, WRONG = 0, 1, 2
"""Exit statuses."""
MOST_TOLD = 20
THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}
PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Plan:
    """A rehearsal as it was asked for on the command line."""

    participants: int
    url: str | None
    desk: str | None
    minutes: float
    faults: bool
    agenda: str = "60"

    @property
    def seconds(self) -> float:
        """Seconds that the workshop takes."""
        return 60 * self.minutes

    @property
    def wrong(self) -> str:
        """Returns what is wrong with the rehearsal, in a sentence; "" if nothing is."""
        if bool(self.url) != bool(self.desk):
            return "--url and --desk belong together: a server, and a link to one of its desks."
        if self.url and urlsplit(self.url).scheme not in {"http", "https"}:
            return f"--url is {self.url!r}; it must start with http:// or https://."
        if self.desk and not urlsplit(self.desk).fragment:
            return "--desk must be a complete desk link, including the part after its #."
        if self.url and self.desk and not _same_server(urlsplit(self.url), urlsplit(self.desk)):
            return (
                "--desk leads to another host or port than --url: both must belong to one server."
            )
        return ""


def _same_server(url: SplitResult, desk: SplitResult) -> bool:
    """True if a link may be given to a server: what comes after its # is a secret.

    A server prints its desk link for its own machine, whatever else it can be reached at.
    """
    same_host = url.hostname == desk.hostname or desk.hostname in THIS_MACHINE
    return same_host and _port(url) == _port(desk)


def _port(parts: SplitResult) -> int | None:
    return parts.port or PORTS.get(parts.scheme)


def run_rehearsal(plan: Plan, as_json: bool) -> int:
    """Runs it and prints the figures; gives the exit status."""
    if plan.wrong:
        click.echo(plan.wrong, err=True)
        return WRONG
    try:
        with _server(plan) as server:
            return _run_on(server, plan, as_json)
    except NoEntry as why:
        click.echo(str(why), err=True)
        return WRONG if plan.url else EXIT_BROKEN
    except DidNotStart as why:
        click.echo(f"The server did not start:\n{why}", err=True)
        return EXIT_BROKEN
    except Stopped as stopped:
        click.echo(f"\nStopped; nothing was compared.{stopped.left}", err=True)
        return stopped.status


@contextmanager
def _server(plan: Plan) -> Iterator[RehearsalServer]:
    if plan.url and plan.desk:
        yield RunningServer(plan.url.rstrip("/"), plan.desk)
        return
    with own_folder() as folder:
        own = StartedServer(folder, plan.faults)
        try:
            yield own
        finally:
            own.close()


def _run_on(server: RehearsalServer, plan: Plan, as_json: bool) -> int:
    rehearsal = Rehearsal(server, plan.participants, plan.seconds, plan.faults, plan.agenda)
    label = f"A whole workshop with {count_in_words(plan.participants, 'person', 'people')}"
    try:
        with progress(plan.seconds, label, as_json) as shown:
            figures = rehearsal.run(shown)
    except Stopped as stopped:
        if rehearsal.left_open:
            stopped.left = f"\nThe workshop {rehearsal.left_open} stays open on that server."
        raise
    _tell(rehearsal.told)
    if as_json:
        click.echo(figures.json())
    else:
        _print(figures, rehearsal)
    if rehearsal.left_open:
        click.echo(
            f"The workshop {rehearsal.left_open} is still open, its desk at "
            f"{rehearsal.desk_address}. Finish it there.",
            err=as_json,
        )
    return WELL if figures.well and not rehearsal.stopped else EXIT_BROKEN


def _print(figures: Figures, rehearsal: Rehearsal) -> None:
    """The figures, what was done to it, and what they come to."""
    stopped = "It was not led to its end. " if rehearsal.stopped else ""
    paragraphs = [figures.table(), rehearsal.troubles, stopped + figures.words()]
    click.echo("\n" + "\n\n".join(filter(None, paragraphs)))


def _tell(faults: list[str]) -> None:
    for line in faults[:MOST_TOLD]:
        click.echo(line, err=True)
    if len(faults) > MOST_TOLD:
        click.echo(f"and {len(faults) - MOST_TOLD} more", err=True)
