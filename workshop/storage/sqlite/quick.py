"""Statements of every tap, without SQLAlchemy around them: it costs ten times what SQLite does."""

import sqlite3
from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError


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
