"""The commands for the days' keys, under which the keys of workshops are encrypted in PostgreSQL:
a timer runs one of them each day."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workshop.cli.refusals import CannotGoOn, ends_with_a_sentence
from workshop.settings.cluster_settings import KEK, KEYS, read_keys_url

if TYPE_CHECKING:
    from workshop.storage.postgres.day_keys import DayKeys
    from workshop.storage.postgres.key_rotation import Rewrapped

NO_NEW_DAYS = "the file of the days' keys was not brought up to date"
NOT_ALL_ANEW = "the keys were not all encrypted anew"
FILE = click.argument("file", required=False, type=click.Path(path_type=Path))


def add_to(group: click.Group) -> None:
    """Adds the commands to the command line."""
    group.add_command(day_key)
    group.add_command(rewrap)


@click.command("day-key")
@FILE
def day_key(file: Path | None) -> None:
    """Make the day's key in FILE, and drop the keys of days that are over.

    Run it once a day, on one machine. It gives today and tomorrow a key if they have none,
    encrypts under today's what is under an older one, and drops the lines that nothing needs any
    more. Then give FILE to all machines. FILE is WORKSHOP_KEK_FILE if you name none. Without
    WORKSHOP_KEYS_URL it makes the keys only.
    """
    from workshop.storage.postgres.day_keys import DayKeys, add_days
    from workshop.storage.postgres.key_rotation import days_to_have, drop_what_is_over

    path = _path(file)
    with ends_with_a_sentence(path, NO_NEW_DAYS), _writing(path):
        made = add_days(path, days_to_have(_today()))
        click.echo(f"New keys in {path}: {_listed(made)}.")
        url = read_keys_url(os.environ)
        if not url:
            click.echo(f"{KEYS} is not set, so nothing was encrypted anew and no line dropped.")
            return
        days = DayKeys(path, time.time)
        rewrapped = _wrap_anew(url, days)
        dropped = drop_what_is_over(days, rewrapped)
    click.echo(f"Dropped: {_listed(dropped)}.")
    _tell(rewrapped, path)


@click.command()
@FILE
def rewrap(file: Path | None) -> None:
    """Encrypt all keys under today's key in FILE, which is not changed.

    For machines where FILE is read-only because an orchestrator distributes it. Run it once a day,
    after today's line has come. It says which lines are still needed: remove older ones within 48
    hours after their day. FILE is WORKSHOP_KEK_FILE if you name none.
    """
    from workshop.storage.postgres.day_keys import DayKeys, read_days

    path = _path(file)
    with ends_with_a_sentence(path, NOT_ALL_ANEW):
        url = read_keys_url(os.environ)
        if not url:
            raise CannotGoOn(f"{KEYS} must be set.")
        rewrapped = _wrap_anew(url, DayKeys(path, time.time))
        over = rewrapped.over(frozenset(read_days(path)))
    click.echo(f"No longer needed, remove these lines: {_listed(sorted(over))}.")
    _tell(rewrapped, path)


def _path(file: Path | None) -> Path:
    named = os.environ.get(KEK)
    if file is None and not named:
        raise CannotGoOn(f"Name the file of the days' keys, or set {KEK}.")
    return (file or Path(named or "")).expanduser()


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError:
        raise CannotGoOn(
            f"{path}.new is there: another run is changing the file, or was stopped while it did. "
            "If none is running, delete it and try again. Nothing was changed."
        ) from None
    except OSError as problem:
        raise CannotGoOn(
            f"{path} could not be changed: {problem.strerror}. What was in it is kept. Check its "
            "owner and its permissions. If it is distributed to this machine, run `rewrap` here, "
            "and `day-key` where it is made."
        ) from None


def _wrap_anew(url: str, days: "DayKeys") -> "Rewrapped":
    from workshop.storage.postgres.connections import open_engine
    from workshop.storage.postgres.key_rotation import wrap_anew
    from workshop.storage.postgres.key_tables import refuse_other_key_tables
    from workshop.storage.troubles import patiently

    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            refuse_other_key_tables(connection)
        return patiently(lambda: wrap_anew(engine, days))
    finally:
        engine.dispose()


def _tell(rewrapped: "Rewrapped", path: Path) -> None:
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
            f"{KEYS} and the file are those of the same server.",
            err=True,
        )
        sys.exit(1)


def _today() -> date:
    from workshop.storage.postgres.day_keys import day_in_utc

    return day_in_utc(time.time())


def _listed(days: list[date]) -> str:
    return ", ".join(map(str, days)) or "none"
