"""The tables of what the processes of one server claim. No row of them holds a word of anybody, or
says what a phone did."""

from sqlalchemy import (
    Column,
    Connection,
    DateTime,
    Float,
    LargeBinary,
    MetaData,
    String,
    Table,
    func,
)

CLAIM_TABLES = MetaData()
_MOMENT = DateTime(timezone=True)

Table(
    "turn", CLAIM_TABLES,
    Column("work", String, primary_key=True),
    Column("next", _MOMENT, nullable=False),
)  # fmt: skip
Table(
    "looked_after", CLAIM_TABLES,
    Column("workshop", String, primary_key=True),
    Column("owner", String, nullable=False),
    Column("rehearses", String, nullable=False),
    Column("seen", _MOMENT, nullable=False, server_default=func.now()),
)  # fmt: skip
Table(
    "ended_sign_in", CLAIM_TABLES,
    Column("sign_in", LargeBinary, primary_key=True),
    Column("workshop", String, primary_key=True),
    Column("code", String, nullable=False),
    Column("until", Float(53), nullable=False),
    Column("forget", _MOMENT, nullable=False),
)  # fmt: skip
Table(
    "shown_once", CLAIM_TABLES,
    Column("place", LargeBinary, primary_key=True),
    Column("body", LargeBinary, nullable=False),
    Column("until", _MOMENT, nullable=False),
)  # fmt: skip


def make_claim_tables(connection: Connection, app: str) -> None:
    """Makes the tables, for a connection that is to own them, and lets a role use them, whose name
    is quoted."""
    CLAIM_TABLES.create_all(connection)
    for name in CLAIM_TABLES.tables:
        connection.exec_driver_sql(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {name} TO {app}")
