"""The command for the days' keys, under which the keys of workshops are encrypted in PostgreSQL:
for where no process may write their file."""

import os
import sys
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workshop.cli.refusals import CannotGoOn, ends_with_a_sentence
from workshop.settings.cluster_settings import DATABASE_SETTING, KEK, Cluster, read_database_url

if TYPE_CHECKING:
    from workshop.storage.postgres.key_rotation import Renewed

NO_NEW_DAYS = "the file of the days' keys was not brought up to date"


def add_to(group: click.Group) -> None:
    """Adds the command to the command line."""
    group.add_command(day_key)


@click.command("day-key")
@click.argument("file", required=False, type=click.Path(path_type=Path))
def day_key(file: Path | None) -> None:
    """Make the day's key in FILE by hand, and drop the keys of days that are over.

    A process that may write FILE does so by itself. Where none may, because an orchestrator
    distributes FILE, run this once a day on one machine, and give FILE to all. It gives today and
    tomorrow a key if they have none, encrypts under today's what is under an older one, and drops
    the lines that nothing needs any more. FILE is WORKSHOP_KEK_FILE if you name none.
    """
    from workshop.storage.postgres.day_keys import may_write

    named = os.environ.get(KEK)
    if file is None and not named:
        raise CannotGoOn(f"Name the file of the days' keys, or set {KEK}.")
    path = (file or Path(named or "")).expanduser()
    with ends_with_a_sentence(path, NO_NEW_DAYS):
        if not may_write(path):
            raise CannotGoOn(
                f"{path} cannot be changed here. Nothing was changed. Check its folder, its owner "
                "and its permissions. If it is distributed to this machine, run `day-key` where it "
                "is made."
            )
        renewed = _renew(Cluster(read_database_url(os.environ), path))
    click.echo(f"New keys in {path}: {_listed(renewed.made)}.")
    click.echo(f"Dropped: {_listed(renewed.dropped)}.")
    _tell(renewed, path)


def _renew(cluster: Cluster) -> "Renewed":
    from workshop.operating.day_renewal import renew_days
    from workshop.storage.troubles import patiently

    return patiently(lambda: renew_days(cluster, time.time))


def _tell(renewed: "Renewed", path: Path) -> None:
    rewrapped = renewed.rewrapped
    click.echo(f"Needed: {_listed(sorted(rewrapped.needed))}.")
    if rewrapped.lost:
        click.echo(
            f"Keys that cannot be read because {path} has another key of their day, or none: "
            f"{rewrapped.lost}. Put the line back; without it their workshops are lost.",
            err=True,
        )
        sys.exit(1)
    if not rewrapped.known:
        click.echo(
            f"No key in the database can be read with {path}, so no line was dropped. See whether "
            f"{DATABASE_SETTING} and the file are those of the same server.",
            err=True,
        )
        sys.exit(1)


def _listed(days: list[date]) -> str:
    return ", ".join(map(str, days)) or "none"
