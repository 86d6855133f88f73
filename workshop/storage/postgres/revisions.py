"""Brings the tables of a database to the newest revision, while processes may be running.

A step only adds (it expands), and what it made needless goes one version later (it contracts): so
the program of the version before goes on beside new tables until its last process has ended.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, update

from workshop.storage.postgres.row_tables import (
    REVISION,
    VERSION_TABLE,
    OtherTables,
    found_revision,
    grant,
    make_tables,
)


class TableStep(NamedTuple):
    """The way to a revision, and the revision of the oldest program that may go on beside it."""

    revision: str
    serves: str
    take: Callable[[Connection], object]


REVISION_STEPS: Sequence[TableStep] = ()
"""In their order, from the first tables on."""
LOCK_REVISIONS = "SELECT pg_advisory_xact_lock(2)"
LOCK_LIMIT = "SET LOCAL lock_timeout = '5s'"
"""A step that waits for long would have everybody wait behind it."""


def bring_up(connection: Connection, app: str, steps: Sequence[TableStep] = REVISION_STEPS) -> str:
    """Makes the tables, or those steps that they lack, and lets the role `app` use them.

    For a connection that owns the tables, or is to. Returns what it did, in words. Raises
    OtherTables for those of a revision from which no step leads on.
    """
    connection.exec_driver_sql(LOCK_REVISIONS)
    connection.exec_driver_sql(LOCK_LIMIT)
    before = found_revision(connection)
    if before is None:
        make_tables(connection, app)
        return "made"
    after = _upgrade(connection, before, steps)
    if after < REVISION:
        raise OtherTables(
            f"The database has tables of revision {before}, which this version of the program does "
            "not read. Nothing was changed. Use the version that made them, or a new database."
        )
    grant(connection, app)
    return f"brought from {before} to {after}" if after != before else "as they must be"


def _upgrade(connection: Connection, found: str, steps: Sequence[TableStep]) -> str:
    """Takes the steps after this revision, and returns the last one."""
    for one in steps:
        if one.revision > found:
            one.take(connection)
            values = {"revision": one.revision, "serves": one.serves}
            connection.execute(update(VERSION_TABLE).values(**values))
            found = one.revision
    return found
