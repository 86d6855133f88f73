"""The tables of a database of keys: the keys, each encrypted under a day's, and the stories that
were withdrawn."""

from sqlalchemy import (
    Column,
    Connection,
    Date,
    LargeBinary,
    MetaData,
    String,
    Table,
    insert,
    inspect,
    select,
)

from workshop.storage.postgres.row_tables import OtherTables

KEY_REVISION = "0001"
"""The revision of these tables."""
KEY_TABLES = MetaData()
_VERSION = Table("key_store_version", KEY_TABLES, Column("revision", String, primary_key=True))
_KEY = Table(
    "key",
    KEY_TABLES,
    Column("space", String, primary_key=True),
    Column("workshop", String, primary_key=True),
    Column("part", String, primary_key=True),
    Column("kek_day", Date, nullable=False, index=True),
    Column("wrapped", LargeBinary, nullable=False),
)
_WITHDRAWN = Table("withdrawn", KEY_TABLES, Column("story", String, primary_key=True))


def make_key_tables(connection: Connection, app: str) -> bool:
    """Makes the tables, for a connection that is to own them, and lets the role `app` use them.
    Returns False where they are there already."""
    if inspect(connection).has_table(_VERSION.name):
        return False
    KEY_TABLES.create_all(connection)
    quoted = connection.dialect.identifier_preparer.quote(app)
    for table in (_KEY, _WITHDRAWN):
        may = f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table.name} TO {quoted}"
        connection.exec_driver_sql(may)
    connection.execute(insert(_VERSION).values(revision=KEY_REVISION))
    connection.exec_driver_sql(f"GRANT SELECT ON {_VERSION.name} TO {quoted}")
    return True


def refuse_other_key_tables(connection: Connection) -> None:
    """Raises OtherTables where these are not the tables of this version."""
    there = inspect(connection).has_table(_VERSION.name)
    found = connection.scalar(select(_VERSION.c.revision)) if there else None
    if found != KEY_REVISION:
        has = f"tables of revision {found}, and this program needs {KEY_REVISION}"
        raise OtherTables(
            f"The database of the keys has {has if found else 'no tables of this program'}. "
            "Run `make-tables` once, as their owner."
        )
