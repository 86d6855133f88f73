"""A backup of a server of several processes: the same databases that a laptop's backup holds.

All of it is read in one snapshot. A workshop's rows become a file as a laptop has it, encrypted
under the same keys, none of which is here.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from sqlalchemy import (
    Connection,
    Engine,
    MetaData,
    RowMapping,
    Table,
    create_engine,
    insert,
    select,
)
from sqlalchemy.pool import NullPool, StaticPool

from workshop.storage.library_tables import LIBRARY_TABLES, OpenWorkshop
from workshop.storage.postgres.row_tables import SETTING
from workshop.storage.sqlite.archive import Databases
from workshop.storage.sqlite.backup import delete_what_ends_sooner
from workshop.storage.sqlite.migrate import DatabaseLine, migrate
from workshop.storage.workshop_tables import WorkshopBase

UNHURRIED = "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0"
"""A backup may take its time: it holds no lock that anybody waits for."""


def copied_rows(url: str) -> Databases:
    """Returns the library and the open workshops as they stood at one moment."""
    engine = create_engine(
        url, poolclass=NullPool, isolation_level="REPEATABLE READ", hide_parameters=True
    )
    with engine.connect() as connection, connection.begin():
        connection.exec_driver_sql(f"SET TRANSACTION READ ONLY; {UNHURRIED}")
        library = _as_file(connection, "library", LIBRARY_TABLES)
        ids = sorted(_open(connection))
        return Databases(library, {id_: _workshop(connection, id_) for id_ in ids})


def _open(connection: Connection) -> set[str]:
    listed = connection.execute(select(OpenWorkshop.id)).scalars()
    there = connection.exec_driver_sql("SELECT * FROM workshops()").scalars()
    return {*listed} & {*there}


def about(connection: Connection, id_: str) -> None:
    """Has the rest of a transaction see, and write, the rows of this workshop."""
    connection.exec_driver_sql("SELECT set_config(%s, %s, true)", (SETTING, id_))


def _workshop(connection: Connection, id_: str) -> bytes:
    about(connection, id_)
    return _as_file(connection, "workshop", WorkshopBase.metadata)


def _as_file(source: Connection, line: DatabaseLine, tables: MetaData) -> bytes:
    with memory() as engine:
        migrate(engine, line)
        with engine.begin() as target:
            for table in tables.sorted_tables:
                put(target, table, rows_of(source, table))
        raw = raw_of(engine)
        if line == "library":
            delete_what_ends_sooner(raw)
        raw.execute("VACUUM")
        return raw.serialize()


def rows_of(source: Connection, table: Table) -> list[RowMapping]:
    """Returns all rows of a table, in the order of what they say: never as they were written."""
    return [*source.execute(select(table).order_by(*table.columns)).mappings()]


def put(target: Connection, table: Table, rows: list[RowMapping]) -> None:
    """Adds rows to a table."""
    if rows:
        target.execute(insert(table), [dict(row) for row in rows])


@contextmanager
def memory() -> Iterator[Engine]:
    """An engine on a SQLite database in memory, which goes with it."""
    engine = create_engine(
        "sqlite://",
        poolclass=StaticPool,
        connect_args={"isolation_level": None},
        hide_parameters=True,
    )
    try:
        yield engine
    finally:
        engine.dispose()


def raw_of(engine: Engine) -> sqlite3.Connection:
    """Returns SQLite's own connection of such an engine."""
    return cast(sqlite3.Connection, engine.raw_connection().driver_connection)
