"""The tables of what the processes of one server share. No row of them holds a word of anybody, or
says what a phone did."""

from sqlalchemy import (
    Column,
    DateTime,
    Float,
    LargeBinary,
    MetaData,
    String,
    Table,
    func,
)

SHARING_TABLES = MetaData()
_MOMENT = DateTime(timezone=True)

Table(
    "turn", SHARING_TABLES,
    Column("work", String, primary_key=True),
    Column("next", _MOMENT, nullable=False),
)  # fmt: skip
Table(
    "looked_after", SHARING_TABLES,
    Column("workshop", String, primary_key=True),
    Column("owner", String, nullable=False),
    Column("rehearses", String, nullable=False),
    Column("seen", _MOMENT, nullable=False, server_default=func.now()),
)  # fmt: skip
Table(
    "ended_sign_in", SHARING_TABLES,
    Column("sign_in", LargeBinary, primary_key=True),
    Column("workshop", String, primary_key=True),
    Column("code", String, nullable=False),
    Column("until", Float(53), nullable=False),
    Column("forget", _MOMENT, nullable=False),
)  # fmt: skip
Table(
    "shown_once", SHARING_TABLES,
    Column("place", LargeBinary, primary_key=True),
    Column("body", LargeBinary, nullable=False),
    Column("until", _MOMENT, nullable=False),
    prefixes=["UNLOGGED"],
)  # fmt: skip
Table(
    "bucket", SHARING_TABLES,
    Column("name", String, primary_key=True),
    Column("level", Float(53), nullable=False),
    Column("at", _MOMENT, nullable=False),
    prefixes=["UNLOGGED"],
)  # fmt: skip
