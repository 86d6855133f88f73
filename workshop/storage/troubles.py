"""The codes of a disk or database that refuses, as the desk shows them, and waiting for a lock.

Somebody else's program may hold a file: a backup, a virus scanner, a curious person."""

import errno
import os
import time
from collections.abc import Callable
from typing import TypeVar

import gevent
from sqlalchemy.exc import OperationalError

from workshop.storage.postgres.sql_states import NO_DATABASE, trouble_of_state
from workshop.storage.sqlite.engines import DAMAGED_CODES, primary_code, trouble_of_code
from workshop.storage.workshops import CannotOpen, WhyClosed

__all__ = ["NO_DATABASE", "is_busy", "is_damaged", "patiently", "trouble_of"]
TROUBLE_RETRY_S = 5.0
"""Seconds for which it is tried again."""
TROUBLE_PAUSE_S = 0.05

T = TypeVar("T")


def trouble_of(error: Exception) -> str:
    """The code of the banner that the desk shows."""
    if isinstance(error, CannotOpen):
        return _OF_CLOSED[error.why]
    if is_damaged(error):
        return "damaged"
    if isinstance(error, OSError):
        return _OF_FILES.get(error.errno or 0, "disk_error")
    said = getattr(error, "orig", error)
    return trouble_of_code(said) or trouble_of_state(said) or "disk_error"


def is_damaged(error: Exception) -> bool:
    """True if a workshop or the library cannot be read, now or later: part of it is not what was
    written."""
    return (
        isinstance(error, CannotOpen)
        or primary_code(getattr(error, "orig", error)) in DAMAGED_CODES
    )


_OF_CLOSED: dict[WhyClosed, str] = {
    "damaged": "damaged",
    "other_version": "other_version",
    "no_access": "read_only",
}
_OF_FILES = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EROFS: "read_only",
    errno.EBUSY: "locked",
    # On Windows, what somebody else's program has open cannot be deleted.
    errno.EACCES: "locked" if os.name == "nt" else "read_only",
}


def is_busy(error: OperationalError) -> bool:
    """Whether somebody else held the lock: worth another try."""
    return trouble_of(error) == "locked"


def patiently(work: Callable[[], T]) -> T:
    """Does work that begins with its transaction, again while another process holds the lock.

    It waits on the loop, not on the database thread: other workshops, and all that reads, go on.
    Raises OperationalError when the lock is held for too long.
    """
    end = time.monotonic() + TROUBLE_RETRY_S
    while True:
        try:
            return work()
        except OperationalError as error:
            if not is_busy(error) or time.monotonic() > end:
                raise
        gevent.sleep(TROUBLE_PAUSE_S)
