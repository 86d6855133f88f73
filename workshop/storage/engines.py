"""Engines on SQLite files, with the pragmas that anonymity and durability rest on.

Somebody else's program may hold a file: a backup, a virus scanner, a curious person."""

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import gevent
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import StaticPool

from workshop.storage.failpoints import NONE, Failpoints
from workshop.storage.quick import run

PRAGMAS = {
    "journal_mode": "TRUNCATE",
    "synchronous": "FULL",
    "secure_delete": "ON",
    "foreign_keys": "ON",
    "busy_timeout": "250",
    "temp_store": "MEMORY",
    "trusted_schema": "OFF",
}
"""A write-ahead log would keep the film of who came after whom; TRUNCATE keeps none. Waiting for a
lock of another process stops the one database thread, so it is short, and repeated beside it."""

WRITES = "workshop_writes"


def open_engine(path: Path, failpoints: Failpoints = NONE) -> Engine:
    """An engine on one file, with one connection that only the database thread touches."""
    engine = create_engine(
        f"sqlite:///{path}",
        poolclass=StaticPool,
        connect_args={"check_same_thread": False, "isolation_level": None},
        hide_parameters=True,
    )
    event.listen(engine, "connect", _set_pragmas)
    failpoints.haunt(engine)
    event.listen(engine, "begin", _begin)
    return engine


def _set_pragmas(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for name, value in PRAGMAS.items():
        cursor.execute(f"PRAGMA {name}={value}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # Writers take the lock at once: two that read first and write later would deadlock.
    writes = connection.get_execution_options().get(WRITES, False)
    run(connection, "BEGIN IMMEDIATE" if writes else "BEGIN")


PATIENCE = 5.0
"""Seconds for which it is tried again."""
PAUSE = 0.05
BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}

T = TypeVar("T")


def is_busy(error: OperationalError) -> bool:
    """True if another connection held the file's lock, so that another try may succeed."""
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
