"""Connections to PostgreSQL: how a transaction begins, what it may wait for, and in which order
rows come."""

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, cast
from weakref import WeakKeyDictionary

import psycopg
from sqlalchemy import Connection, Engine, ExceptionContext, Select, create_engine, event
from sqlalchemy.exc import DBAPIError, OperationalError

from workshop.storage.postgres.row_tables import SETTING, STAMP_HALF
from workshop.storage.postgres.sql_states import NO_DATABASE, trouble_of_state

WAITS = {
    "lock_timeout": "75ms",
    "statement_timeout": "5s",
    "idle_in_transaction_session_timeout": "2500ms",
}
"""How long a statement waits for another's lock, how long it may take, and after which time the
server ends a transaction whose process stands still: the others of the workshop go on then.

The first is short: all other workshops of this process wait with it. Who needs the lock asks
again."""
LINE_LIMITS = {
    "connect_timeout": 2,
    "tcp_user_timeout": 3000,
    "keepalives_idle": 1,
    "keepalives_interval": 1,
    "keepalives_count": 2,
}
"""How soon a line that answers nothing is given up: within three seconds, also where nothing was
said. `tcp_user_timeout` is in milliseconds, the others in seconds."""
SCOPE_OPTION = "workshop_scope"


@dataclass(eq=False)
class Scope:
    """The workshop that transactions are about."""

    workshop: str
    rows: int = 0
    """Number of rows that this process has written of the workshop."""
    stamp: bytes = b""
    """The stamp of the workshop when the transaction began; b"" where it has no state yet, or
    where its keys may just be destroyed."""
    known: bytes | None = None
    """The stamp at which this process knows what `volatile` holds; None where it does not."""
    volatile: dict[str, bytes] = field(default_factory=dict)
    """The volatile rows, where a transaction that writes has begun at another stamp."""
    shows: bool = True
    """True if what the transaction writes is shown somewhere; set before each commit."""
    unsettles: bool = False
    """True if the transaction leaves no stamp: nobody may trust what they know until the next."""
    last: list[str] = field(default_factory=list)
    """Statements that go to the server together with the commit."""
    before: Callable[[], None] | None = None
    """Called before a statement that SQLAlchemy runs."""


def open_engine(url: str) -> Engine:
    """An engine on a database of workshops. A transaction begins as `transaction` says."""
    options = " ".join(f"-c {name}={value}" for name, value in WAITS.items())
    engine = create_engine(
        url,
        # We begin by ourselves, all in one message: see `_begin`.
        connect_args={"autocommit": True, "options": options, **LINE_LIMITS},
        hide_parameters=True,
    )
    event.listen(engine, "before_execute", _in_order, retval=True)
    event.listen(engine, "after_cursor_execute", _count)
    event.listen(engine, "handle_error", _told_as_lost)
    return engine


@contextmanager
def transaction(engine: Engine, scope: Scope, *, writes: bool) -> Iterator[Connection]:
    """A transaction on the rows of one workshop. One that writes holds the lock of its state, so
    that those of all processes follow one another; one that reads sees one moment."""
    with engine.connect().execution_options(**{SCOPE_OPTION: scope}) as connection:
        _begin(connection, scope, writes=writes)
        before = scope.rows
        with connection.begin():
            yield connection
            if scope.last or scope.rows != before:
                _commit(connection, scope)


def _begin(connection: Connection, scope: Scope, *, writes: bool) -> None:
    """Begins in one message: a message costs more than what it says."""
    if not scope.workshop.isalnum():
        raise ValueError("this is not the id of a workshop")
    scoped = f"SET LOCAL {SETTING} = '{scope.workshop}'; SELECT encode(stamp, 'hex') FROM state"
    if not writes:
        found = begin(connection, f"BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY; {scoped}")
        scope.stamp = _stamp(found)
        return
    # The rows after the lock, in a statement of their own: it sees what was committed before.
    known = (
        "" if scope.known is None else f" WHERE (SELECT stamp FROM state) <> {bytea(scope.known)}"
    )
    volatile = f"SELECT part, encode(body, 'hex') FROM volatile{known}"
    *found, rows = begin(connection, f"BEGIN READ WRITE; {scoped} FOR UPDATE; {volatile}")
    scope.stamp, scope.last, scope.before = _stamp(found), [], None
    scope.volatile = {part: bytes.fromhex(body) for part, body in rows}


def _stamp(found: list[list[Any]]) -> bytes:
    return bytes.fromhex(found[-1][0][0]) if found[-1] else b""


def bytea(value: bytes) -> str:
    """Returns bytes as a statement says them."""
    return f"'\\x{value.hex()}'"


def begin(connection: Connection, said: str) -> list[list[Any]]:
    """Begins a transaction by these statements, and returns what those of them have found that
    look for something. Where the server has ended the connection meanwhile, as by a restart, it is
    made anew: nothing is lost with one on which nothing was begun."""
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
    found = [cursor.fetchall()] if cursor.description else []
    while cursor.nextset():
        found += [cursor.fetchall()] if cursor.description else []
    return found


def _commit(connection: Connection, scope: Scope) -> None:
    scope.stamp = b"" if scope.unsettles else _next(scope)
    stamped = f"UPDATE state SET stamp = {bytea(scope.stamp)}"
    said, scope.last = "; ".join([*scope.last, stamped, "COMMIT"]), []
    run(connection, said)


def _next(scope: Scope) -> bytes:
    """Returns the stamp of a commit: its first half stays where nothing is shown of what was
    written, so that nobody else reads it sooner than with their next tick."""
    shown = shown_part(scope.stamp)
    shown = secrets.token_bytes(STAMP_HALF) if scope.shows or not shown else shown
    return shown + secrets.token_bytes(STAMP_HALF)


def shown_part(stamp: bytes) -> bytes:
    """The part of a stamp that is new with each commit that shows something."""
    return stamp[:STAMP_HALF]


def raw(connection: Connection) -> "psycopg.Connection[Any]":
    """Returns the driver's own connection."""
    return cast("psycopg.Connection[Any]", connection.connection.driver_connection)


def run(
    connection: Connection, said: str, values: Sequence[Any] = (), *, binary: bool = False
) -> "psycopg.Cursor[Any]":
    """Runs a statement without SQLAlchemy around it; counts no rows. Raises what SQLAlchemy
    raises."""
    try:
        if values:
            return raw(connection).execute(_as_psycopg(said), values, binary=binary)
        # What has no values is another text each time: the server need not know it again.
        return raw(connection).execute(said.encode(), prepare=False, binary=binary)
    except psycopg.Error as error:
        # A text without values has rows in it, which no log may have.
        about = said if values else "a message of a transaction"
        raise _told(error, about, connection) from error


def _told(error: psycopg.Error, about: str, connection: Connection) -> DBAPIError:
    """Returns the error that SQLAlchemy would raise."""
    if trouble_of_state(error) == NO_DATABASE:
        return OperationalError(about, None, error, hide_parameters=True)
    told = DBAPIError.instance(
        about, None, error, psycopg.Error, hide_parameters=True, dialect=connection.dialect
    )
    assert isinstance(told, DBAPIError)
    return told


def _told_as_lost(context: ExceptionContext) -> OperationalError | None:
    """A transaction that the server has ended, as of a process that stood still, is a fault of the
    line, whatever the driver takes it for."""
    error = context.original_exception
    if trouble_of_state(error) == NO_DATABASE:
        return OperationalError(context.statement, None, error, hide_parameters=True)
    return None


@lru_cache(maxsize=64)
def _as_psycopg(said: str) -> bytes:
    return said.replace("?", "%s").encode()


_ordered: "WeakKeyDictionary[Select[Any], Select[Any]]" = WeakKeyDictionary()


def _in_order(
    connection: Connection, clause: Any, many: Any, values: Any, _options: Any
) -> tuple[Any, Any, Any]:
    """Has rows come in the order of what they say. Without a word they come as they were written,
    which is the order of arrival, and in a file they never do."""
    scope = connection.get_execution_options().get(SCOPE_OPTION)
    if scope and scope.before:
        scope.before()
    if scope and isinstance(clause, Select):
        if clause not in _ordered:
            _ordered[clause] = clause.order_by(*clause.selected_columns)
        clause = _ordered[clause]
    return clause, many, values


def _count(
    connection: Connection, cursor: Any, _said: Any, _values: Any, context: Any, _many: Any
) -> None:
    scope = connection.get_execution_options().get(SCOPE_OPTION)
    if scope and (context.isinsert or context.isupdate or context.isdelete):
        scope.rows += max(cursor.rowcount, 0)
