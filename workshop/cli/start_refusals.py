"""Starts on a folder that cannot be used: a sentence, exit status 2, and nothing changed."""

import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import click

from workshop import instance
from workshop.settings import Settings

REFUSED = 2
"""The exit status: to start again without a change would end in the same way."""


class StartRefused(click.ClickException):
    """Raised to end a start with its sentence."""

    exit_code = REFUSED


def claim_usable(settings: Settings) -> instance.Claim:
    """Takes the data directory, if it can be used. Raises DataInUse, or StartRefused."""
    from workshop.storage.sqlite.start_checks import CannotStart, refuse_unusable

    look = partial(refuse_unusable, settings.data, settings.keys)
    with ends_with_a_sentence(settings):
        try:
            return instance.claim(settings.data, look)
        except CannotStart as why:
            raise StartRefused(str(why)) from None


@contextmanager
def ends_with_a_sentence(settings: Settings) -> Iterator[None]:
    """Ends a start with a sentence where a disk refuses what no look could have foreseen. What a
    server of several processes needs is looked at elsewhere."""
    if settings.cluster:
        yield
        return
    from sqlalchemy.exc import DatabaseError

    from workshop.operating.machine_troubles import LOW
    from workshop.storage.troubles import trouble_of

    try:
        yield
    except (DatabaseError, OSError) as error:
        sentence = SENTENCES.get(trouble_of(error), OTHER)
        least, kind = LOW // 1_000_000, type(error).__name__
        raise StartRefused(sentence.format(data=settings.data, least=least, kind=kind)) from None


def refuse_host(host: str, problem: OSError) -> None:
    """Ends a start with a sentence where nothing can listen at an address, whatever the port."""
    if problem.errno == errno.EADDRNOTAVAIL or isinstance(problem, socket.gaierror):
        raise StartRefused(
            f"{host} is not an address of this computer, so the server has not started. All that "
            "was stored is kept. Name another one with --host, or leave out --host."
        )


SENTENCES = {
    "disk_full": "The disk of {data} is full, so the server has not started. All that was stored "
    "is kept. Free at least {least} MB, and start again.",
    "read_only": "Nothing can be written to {data} or to its keys, so the server has not started. "
    "All that was stored is kept. Check the owner and the permissions of both folders.",
    "locked": "Another program, such as a backup or a virus scanner, has a file in {data} open, so "
    "the server has not started. All that was stored is kept. Wait until it is done, and start "
    "again.",
}
OTHER = (
    "The disk of {data} has reported an error ({kind}), so the server has not started. All that "
    "was stored is kept as it is. Make a copy of the folder, check the disk, and start again."
)
