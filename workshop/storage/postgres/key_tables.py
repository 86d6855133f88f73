"""The tables of keys, in a schema of their own, which a backup leaves out: the keys, each encrypted
under a day's, the days that have a line somewhere, and the stories that were withdrawn."""

from sqlalchemy import Column, Connection, Date, LargeBinary, MetaData, String, Table

SCHEMA = "keys"
KEY_TABLES = MetaData(schema=SCHEMA)
Table(
    "key", KEY_TABLES,
    Column("space", String, primary_key=True),
    Column("workshop", String, primary_key=True),
    Column("part", String, primary_key=True),
    Column("kek_day", Date, nullable=False, index=True),
    Column("wrapped", LargeBinary, nullable=False),
)  # fmt: skip
Table("day", KEY_TABLES, Column("day", Date, primary_key=True))
Table("withdrawn", KEY_TABLES, Column("story", String, primary_key=True))


def make_key_tables(connection: Connection) -> None:
    """Makes the schema and its tables, for a connection that is to own them."""
    connection.exec_driver_sql(f"CREATE SCHEMA {SCHEMA}")
    KEY_TABLES.create_all(connection)
