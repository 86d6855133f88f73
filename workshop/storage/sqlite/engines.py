"""Engines on SQLite files, with the pragmas that anonymity and durability rest on."""

from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from workshop.storage.failpoints import NONE, Failpoints
from workshop.storage.sqlite.quick import run

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
    if "read_only" in failpoints.armed:
        # Before it is told how to begin: BEGIN IMMEDIATE is a write already.
        event.listen(engine, "begin", partial(_refuse_writes, failpoints))
    event.listen(engine, "begin", _begin)
    return engine


def _set_pragmas(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for name, value in PRAGMAS.items():
        cursor.execute(f"PRAGMA {name}={value}")
    cursor.close()


def _refuse_writes(failpoints: Failpoints, connection: Connection) -> None:
    connection.exec_driver_sql(f"PRAGMA query_only={failpoints.is_on('read_only'):d}")


def _begin(connection: Connection) -> None:
    # Writers take the lock at once: two that read first and write later would deadlock.
    writes = connection.get_execution_options().get(WRITES, False)
    run(connection, "BEGIN IMMEDIATE" if writes else "BEGIN")
