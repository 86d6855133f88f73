"""Commands that cannot go on: each ends with a sentence and exit status 2.

The exit statuses of all commands: 0 where all was done, 1 where a command has done its work and
found something wrong, 2 where it could not go on; see docs/hosting.md.
"""

import errno
import socket
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import IO, Any

import click

from workshop import instance
from workshop.cli.terminal_lines import for_stream
from workshop.settings import Settings
from workshop.settings.wrong_setting import Refusal

REFUSED = 2
"""The exit status: to try again without a change would most likely end in the same way."""
NOT_STARTED = "the server has not started"


class CannotGoOn(click.ClickException):
    """Raised to end a command with its sentence."""

    exit_code = REFUSED

    def show(self, file: IO[Any] | None = None) -> None:
        """Prints the sentence as click does; on a terminal its lines end between words."""
        said = for_stream(f"Error: {self.format_message()}", file or sys.stderr)
        click.echo(said, file=file, err=True)


@contextmanager
def ends_with_a_sentence(place: object, so: str) -> Iterator[None]:
    """Ends a command with a sentence where a setting, a folder, a disk or a database keeps it from
    going on. `place` is where everything is kept, and `so` what was not done because of it."""
    try:
        yield
    except Exception as error:
        said = _sentence(error, place, so)
        if not said:
            raise
        raise CannotGoOn(said) from None


def _sentence(error: Exception, place: object, so: str) -> str:
    """Returns what is said of an error; "" for one that is a fault of this program."""
    if isinstance(error, Refusal):
        return str(error)
    from sqlalchemy.exc import DBAPIError

    from workshop.operating.engine_reason import reason
    from workshop.operating.machine_checks import LOW
    from workshop.storage.troubles import is_damaged, trouble_of

    if not isinstance(error, DBAPIError | sqlite3.Error | OSError):
        return ""
    if isinstance(error, DBAPIError) and not isinstance(error.orig, sqlite3.Error):
        return NO_DATABASE_ANSWER.format(why=reason(error), so=so)
    sentence = (
        DATABASE_DAMAGED
        if is_damaged(error)
        else TROUBLE_SENTENCES.get(trouble_of(error), OTHER_TROUBLE)
    )
    # Where one file was to replace another, it is the other that cannot be used.
    named = getattr(error, "filename2", None) or getattr(error, "filename", None)
    at, why = named or place, _why(error)
    return sentence.format(place=at, so=so, least=LOW // 1_000_000, why=why)


def _why(error: Exception) -> str:
    said = getattr(error, "strerror", None) or getattr(error, "orig", None) or error
    return str(said) or type(error).__name__


def claim_usable(settings: Settings) -> instance.Claim:
    """Takes the data directory, if it can be used. Raises DataInUse, or CannotGoOn."""
    from workshop.storage.sqlite.start_checks import refuse_unusable

    look = partial(refuse_unusable, settings.data, settings.keys)
    with ends_with_a_sentence(settings.data, NOT_STARTED):
        return instance.claim(settings.data, look)


def refuse_host(host: str, problem: OSError) -> None:
    """Ends a start with a sentence where nothing can listen at an address, whatever the port."""
    if problem.errno == errno.EADDRNOTAVAIL or isinstance(problem, socket.gaierror):
        raise CannotGoOn(
            f"{host} is not an address of this computer, so the server has not started. All that "
            "was stored is kept. Name another one with --host, or leave out --host."
        )


TROUBLE_SENTENCES = {
    "disk_full": "The disk of {place} is full, so {so}. All that was stored is kept. Free at "
    "least {least} MB, and try again.",
    "read_only": "{place} cannot be read or written by this user, so {so}. All that was stored is "
    "kept. Check the owner and the permissions of it, of its folder, and of the keys.",
    "locked": "Another program, such as a backup or a virus scanner, has a file in {place} open, "
    "so {so}. All that was stored is kept. Wait until it is done, and try again.",
}
DATABASE_DAMAGED = (
    "A database in {place} is damaged, so {so}. Nothing was changed, and all of it is kept. Make a "
    "copy of the folder, and run `check` on it: it says what to do."
)
OTHER_TROUBLE = (
    "{place} cannot be used ({why}), so {so}. All that was stored is kept as it is. Check the "
    "folder and its disk, and make a copy of the folder before you try again."
)
NO_DATABASE_ANSWER = (
    "The database did not answer, or not to the end, so {so}. {why} All that was stored is kept. "
    "See that it runs and that its address is right, and try again."
)
