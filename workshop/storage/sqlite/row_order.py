"""Rows laid anew, so that no place in the file tells when one came.

Inside a page SQLite lays each new row below the last one, whatever its key: the offsets of rows
are the exact order in which people wrote, tapped and voted. A table that a transaction has
touched is therefore laid anew before the commit, as long as it is small. A large one would make
everybody wait: 500 phones that vote waited 80 ms instead of 4. There the end of the round, which
writes the whole file anew, is what takes the order away.

Waiting cards, offers, and the notes of people who ask to be spoken to are laid by chance instead.
Each has a page of its own besides its row, and which one it is given depends on which pages were
free, hence on all that came before: whoever tries every order of arrival could see which of them
ends in these pages.
"""

from collections.abc import Iterable

from sqlalchemy import Connection

from workshop.storage.sqlite.quick import run
from workshop.storage.workshop_tables import Card, CheckIn, Commitment, Mark, WorkshopBase

MOST: dict[type[WorkshopBase], int] = {Mark: 1000}
MOST_WORDS = 200
"""Rows up to which a table is laid anew: about eighty people who vote, or two hundred cards."""
BY_CHANCE = frozenset({Card, Commitment, CheckIn})
"""The tables of which each row has a page of its own; see above."""


def settle(connection: Connection, tables: Iterable[type[WorkshopBase]]) -> None:
    """Lays the rows of these tables anew, by key or by chance, where they are not many."""
    for table in sorted(tables, key=lambda table: table.__tablename__):
        most = MOST.get(table, MOST_WORDS)
        if _rows(connection, table.__tablename__, most + 1) <= most:
            _lay_anew(connection, table)


def _rows(connection: Connection, name: str, limit: int) -> int:
    """Counts the rows of a table, no further than the limit."""
    counted = f"SELECT count(*) FROM (SELECT 1 FROM main.{name} LIMIT {limit})"
    return int(run(connection, counted).fetchone()[0])


def _lay_anew(connection: Connection, table: type[WorkshopBase]) -> None:
    name = table.__tablename__
    keys = ", ".join(f'"{one.name}"' for one in table.__table__.primary_key)
    order = "random()" if table in BY_CHANCE else keys
    # On the temporary side everything stays in memory; see the pragmas.
    beside = f"temp.settled_{name}"
    for statement in (
        f"CREATE TABLE IF NOT EXISTS {beside} AS SELECT * FROM main.{name} WHERE false",
        f"INSERT INTO {beside} SELECT * FROM main.{name}",
        f"DELETE FROM main.{name}",
        f"INSERT INTO main.{name} SELECT * FROM {beside} ORDER BY {order}",
        f"DELETE FROM {beside}",
    ):
        run(connection, statement)
