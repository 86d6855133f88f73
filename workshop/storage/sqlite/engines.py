"""Engines on SQLite files: the pragmas that anonymity and durability rest on, statements without
SQLAlchemy around them, and what the result codes of SQLite mean."""

import sqlite3
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from workshop.storage.failpoints import NONE, Failpoints

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

WRITES_OPTION = "workshop_writes"


def open_engine(path: Path, failpoints: Failpoints = NONE, **other: str) -> Engine:
    """An engine on one file, with one connection that only the database thread touches.

    Takes the pragmas that are to have other values than `PRAGMAS` gives them.
    """
    engine = create_engine(
        f"sqlite:///{path}",
        poolclass=StaticPool,
        connect_args={"check_same_thread": False, "isolation_level": None},
        hide_parameters=True,
    )
    event.listen(engine, "connect", partial(_set_pragmas, PRAGMAS | other))
    if "read_only" in failpoints.armed:
        # Before it is told how to begin: BEGIN IMMEDIATE is a write already.
        event.listen(engine, "begin", partial(_refuse_writes, failpoints))
    event.listen(engine, "begin", _begin)
    return engine


def _set_pragmas(pragmas: dict[str, str], connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for name, value in pragmas.items():
        cursor.execute(f"PRAGMA {name}={value}")
    cursor.close()


def _refuse_writes(failpoints: Failpoints, connection: Connection) -> None:
    connection.exec_driver_sql(f"PRAGMA query_only={failpoints.is_on('read_only'):d}")


def _begin(connection: Connection) -> None:
    # Writers take the lock at once: two that read first and write later would deadlock.
    writes = connection.get_execution_options().get(WRITES_OPTION, False)
    run(connection, "BEGIN IMMEDIATE" if writes else "BEGIN")


def raw(connection: Connection) -> sqlite3.Connection:
    """Returns SQLite's own connection."""
    return cast(sqlite3.Connection, connection.connection.driver_connection)


def run(connection: Connection, text: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
    """Runs a statement. Raises what SQLAlchemy raises."""
    try:
        return raw(connection).execute(text, values)
    except sqlite3.Error as error:
        raise DBAPIError.instance(text, None, error, sqlite3.Error, hide_parameters=True) from error


def run_for_each(connection: Connection, text: str, rows: Sequence[Sequence[Any]]) -> None:
    """Runs a statement once for each row. Raises what SQLAlchemy raises."""
    try:
        raw(connection).executemany(text, rows)
    except sqlite3.Error as error:
        raise DBAPIError.instance(text, None, error, sqlite3.Error, hide_parameters=True) from error


CODE_TROUBLES = {
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_CANTOPEN: "disk_error",
    sqlite3.SQLITE_IOERR: "disk_error",
}


DAMAGED_CODES = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def primary_code(error: object) -> int:
    """Returns SQLite's code of an error, or 0 for one that is not SQLite's."""
    # The higher bits only say more of the same.
    code: int = getattr(error, "sqlite_errorcode", None) or 0
    return code & 0xFF


def trouble_of_code(error: object) -> str:
    """Returns the trouble that an error of SQLite stands for, or "" for none that is known."""
    return CODE_TROUBLES.get(primary_code(error), "")
