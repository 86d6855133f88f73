"""The way back from a backup into the empty tables of a server of several processes."""

from sqlalchemy import Connection, MetaData, create_engine, select
from sqlalchemy.pool import NullPool

from workshop.storage.library_tables import LIBRARY_TABLES
from workshop.storage.postgres.backup_rows import (
    UNHURRIED,
    about,
    memory,
    put,
    raw_of,
    rows_of,
)
from workshop.storage.postgres.required_settings import refuse_unsafe
from workshop.storage.postgres.row_tables import refuse_other_tables
from workshop.storage.sqlite.archive import Databases
from workshop.storage.sqlite.backup import Holds, holds
from workshop.storage.sqlite.migrate import DatabaseLine, migrate
from workshop.storage.sqlite.restore import NotEmpty
from workshop.storage.workshop_tables import WorkshopBase

# As writers of the library do: none comes in between.
_ALONE = "SELECT pg_advisory_xact_lock(1)"


def put_back_rows(databases: Databases, url: str) -> Holds:
    """Puts the databases of a backup into tables in which nothing is yet, all of them or none.

    Raises NotEmpty, UnsafeServer or OtherTables.
    """
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True)
    with engine.connect() as connection, connection.begin():
        refuse_unsafe(connection)
        refuse_other_tables(connection)
        connection.exec_driver_sql(f"{UNHURRIED}; {_ALONE}")
        _refuse_rows(connection)
        _copy(databases.library, "library", LIBRARY_TABLES, connection)
        for id_, body in databases.workshops.items():
            about(connection, id_)
            _copy(body, "workshop", WorkshopBase.metadata, connection)
    return holds(databases)


def _refuse_rows(connection: Connection) -> None:
    tables = LIBRARY_TABLES.sorted_tables
    there = any(connection.execute(select(table).limit(1)).first() for table in tables)
    if there or connection.exec_driver_sql("SELECT * FROM workshops()").first():
        raise NotEmpty(
            "The database is not empty, and nothing was changed. A backup can only be restored "
            "before the first start: make a new database, and its tables with `make-tables`."
        )


def _copy(body: bytes, line: DatabaseLine, tables: MetaData, target: Connection) -> None:
    """Copies all rows of a SQLite database."""
    with memory() as engine:
        raw_of(engine).deserialize(body)
        migrate(engine, line)
        with engine.connect() as source:
            for table in tables.sorted_tables:
                put(target, table, rows_of(source, table))
