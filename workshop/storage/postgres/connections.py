"""Connections to PostgreSQL: how a transaction begins, what it may wait for, and in which order
rows come."""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast
from weakref import WeakKeyDictionary

import psycopg
from sqlalchemy import Connection, Engine, Select, create_engine, event
from sqlalchemy.exc import DBAPIError, OperationalError

from workshop.storage.postgres.row_tables import SETTING, STAMP_LENGTH

WAITS = {
    "lock_timeout": "1s",
    "statement_timeout": "5s",
    "idle_in_transaction_session_timeout": "3s",
}
"""How long a statement waits for another's lock, how long it may take, and after which time the
server ends a transaction whose process has stopped: the others of the workshop go on then."""
LOST_AFTER = 5000
"""Milliseconds after which a line that answers nothing is lost."""
SCOPE = "workshop_scope"


@dataclass(eq=False)
class Scope:
    """The workshop that transactions are about."""

    workshop: str
    rows: int = 0
    """Number of rows that this process has written of the workshop."""
    stamp: bytes = b""
    """The stamp of the workshop when the transaction began; b"" where it has no state yet."""


def open_engine(url: str) -> Engine:
    """An engine on a database of workshops. A transaction begins as `transaction` says."""
    options = " ".join(f"-c {name}={value}" for name, value in WAITS.items())
    engine = create_engine(
        url,
        # We begin by ourselves, all in one message: see `_begin`.
        connect_args={"autocommit": True, "options": options, "tcp_user_timeout": LOST_AFTER},
        hide_parameters=True,
    )
    event.listen(engine, "before_execute", _in_order, retval=True)
    event.listen(engine, "after_cursor_execute", _count)
    return engine


@contextmanager
def transaction(engine: Engine, scope: Scope, *, writes: bool) -> Iterator[Connection]:
    """A transaction on the rows of one workshop. One that writes holds the lock of its state, so
    that those of all processes follow one another; one that reads sees one moment."""
    with engine.connect().execution_options(**{SCOPE: scope}) as connection:
        _begin(connection, scope, writes=writes)
        before = scope.rows
        with connection.begin():
            yield connection
            if scope.rows != before:
                _renew_stamp(connection, scope)


def _begin(connection: Connection, scope: Scope, *, writes: bool) -> None:
    """Begins in one message: a message costs more than what it says."""
    if not scope.workshop.isalnum():
        raise ValueError("this is not the id of a workshop")
    how = "READ WRITE" if writes else "ISOLATION LEVEL REPEATABLE READ, READ ONLY"
    lock = " FOR UPDATE" if writes else ""
    said = (
        f"BEGIN {how}; SET LOCAL {SETTING} = '{scope.workshop}'; "
        f"SELECT encode(stamp, 'hex') FROM state{lock}"
    )
    found = begin(connection, said).fetchone()
    scope.stamp = bytes.fromhex(found[0]) if found else b""


def begin(connection: Connection, said: str) -> "psycopg.Cursor[Any]":
    """Begins a transaction by these statements, and returns what the last one has found. Where the
    server has ended the connection meanwhile, as by a restart, it is made anew: nothing is lost
    with one on which nothing was begun."""
    try:
        cursor = run(connection, said)
    except OperationalError:
        if not raw(connection).closed:
            raise
        # Whatever waits in the pool was ended as well: a page may hold a line for a workshop and
        # one for the library at the same time.
        connection.engine.dispose()
        connection.invalidate()
        cursor = run(connection, said)
    while cursor.nextset():
        pass
    return cursor


def _renew_stamp(connection: Connection, scope: Scope) -> None:
    scope.stamp = secrets.token_bytes(STAMP_LENGTH)
    run(connection, f"UPDATE state SET stamp = '\\x{scope.stamp.hex()}'; COMMIT")


def raw(connection: Connection) -> "psycopg.Connection[Any]":
    """Returns the driver's own connection."""
    return cast("psycopg.Connection[Any]", connection.connection.driver_connection)


def run(connection: Connection, said: str, values: Sequence[Any] = ()) -> "psycopg.Cursor[Any]":
    """Runs a statement without SQLAlchemy around it; counts no rows. Raises what SQLAlchemy
    raises."""
    try:
        return raw(connection).execute(_as_psycopg(said).encode(), values or None)
    except psycopg.Error as error:
        raise DBAPIError.instance(
            said, None, error, psycopg.Error, hide_parameters=True, dialect=connection.dialect
        ) from error


@lru_cache(maxsize=64)
def _as_psycopg(said: str) -> str:
    return said.replace("?", "%s")


_ordered: "WeakKeyDictionary[Select[Any], Select[Any]]" = WeakKeyDictionary()


def _in_order(
    connection: Connection, clause: Any, many: Any, values: Any, _options: Any
) -> tuple[Any, Any, Any]:
    """Has rows come in the order of what they say. Without a word they come as they were written,
    which is the order of arrival, and in a file they never do."""
    if isinstance(clause, Select) and SCOPE in connection.get_execution_options():
        if clause not in _ordered:
            _ordered[clause] = clause.order_by(*clause.selected_columns)
        clause = _ordered[clause]
    return clause, many, values


def _count(
    connection: Connection, cursor: Any, _said: Any, _values: Any, context: Any, _many: Any
) -> None:
    scope = connection.get_execution_options().get(SCOPE)
    if scope and (context.isinsert or context.isupdate or context.isdelete):
        scope.rows += max(cursor.rowcount, 0)
