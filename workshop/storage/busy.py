"""When somebody else's program holds a database: a backup, a virus scanner, a curious person."""

import sqlite3
import time
from collections.abc import Callable
from typing import TypeVar

import gevent
from sqlalchemy.exc import OperationalError

PATIENCE = 5.0
"""Seconds for which it is tried again."""
PAUSE = 0.05
BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}

T = TypeVar("T")


def is_busy(error: OperationalError) -> bool:
    """Whether somebody else held the file's lock: worth another try."""
    # The higher bits of SQLite's code only say more of the same.
    return getattr(error.orig, "sqlite_errorcode", 0) & 0xFF in BUSY


def patiently(work: Callable[[], T]) -> T:
    """Does work that begins with its transaction, again while another process holds the lock.

    It waits on the loop, not on the database thread: other workshops, and all that reads, go on.
    Raises OperationalError when the lock is held for too long.
    """
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return work()
        except OperationalError as error:
            if not is_busy(error) or time.monotonic() > end:
                raise
        gevent.sleep(PAUSE)
