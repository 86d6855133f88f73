"""A transaction in the file of a workshop, which lays the rows that it has touched anew.

Inside a page SQLite lays each new row below the last one, whatever its key: the offsets of rows
are the exact order in which people wrote, tapped and voted. A table that a transaction has
touched is therefore laid anew before the commit, as long as it is small. A large one would make
everybody wait: 500 phones that vote waited 80 ms instead of 4. There the end of the round, which
writes the whole file anew, is what takes the order away.

Waiting cards, offers, letters, and the notes of people who ask to be spoken to are laid by chance
instead.
Each has a page of its own besides its row, and which one it is given depends on which pages were
free, hence on all that came before: whoever tries every order of arrival could see which of them
ends in these pages.
"""

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, delete, select
from sqlalchemy.exc import OperationalError

from workshop.storage.counts import write_counts
from workshop.storage.sqlite.engines import raw, run, run_for_each
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import (
    Card,
    CheckIn,
    Commitment,
    Letter,
    Mark,
    Tallies,
    WorkshopBase,
)

_PRESENT = "SELECT key FROM mark WHERE key"
_ADD_MARK = "INSERT INTO mark (key, round) VALUES (?, ?)"
_DROP_MARKS = "DELETE FROM mark WHERE key"


class FileTx(Tx):
    """One BEGIN IMMEDIATE transaction; what it has touched is laid anew at its end."""

    def finish(self) -> None:
        """Does what every transaction does at its end, and lays anew what was touched."""
        super().finish()
        with self.cache.taps():
            settle(self.connection, self.touched)

    def run(self, text: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Runs a statement without SQLAlchemy around it."""
        return run(self.connection, text, values)

    def rows_written(self) -> int:
        """How many rows this connection has written since it was opened."""
        return raw(self.connection).total_changes

    def _put_counts(self, round_: int, body: bytes) -> None:
        if not write_counts(self.connection, round_, body, self.run):
            self.touch(Tallies)

    def _save(self) -> None:
        self.run("SAVEPOINT command")

    def _let_stand(self) -> None:
        self.run("RELEASE command")

    def _roll_back_after(self, error: BaseException) -> None:
        self.cache.forget()
        try:
            self.run("ROLLBACK TO command")
        except OperationalError:
            # SQLite has rolled back everything by itself, as on a full disk: then no command of
            # this transaction may be taken for done. What the disk has said is to be told; of what
            # was no fault of a disk, that the savepoint is gone.
            if not isinstance(error, OperationalError):
                raise

    def present(self, marks: Iterable[bytes]) -> set[bytes]:
        """Which of these marks stand."""
        return {mark for (mark,) in self.run(*_among(_PRESENT, [*marks]))}

    def add_marks(self, round_: int, marks: Iterable[bytes]) -> None:
        """Adds marks; the primary key refuses one that stands already."""
        rows = [(mark, round_) for mark in marks]
        if rows:
            self.touch(Mark)
            with self.cache.taps():
                run_for_each(self.connection, _ADD_MARK, rows)

    def drop_marks(self, marks: Iterable[bytes]) -> None:
        """Takes marks away."""
        self.touch(Mark)
        with self.cache.taps():
            self.run(*_among(_DROP_MARKS, [*marks]))

    def marks_of(self, rounds: Collection[int]) -> frozenset[bytes]:
        """Returns all marks of these rounds."""
        found = select(Mark.key).where(Mark.round.in_(rounds))
        return frozenset(self.connection.execute(found).scalars())

    def end_marks(self, rounds: Collection[int]) -> None:
        """Takes away all marks of these rounds."""
        self.connection.execute(delete(Mark).where(Mark.round.in_(rounds)))


def _among(text: str, marks: list[bytes]) -> tuple[str, list[bytes]]:
    return f"{text} IN ({','.join('?' * len(marks))})", marks


MOST_ROWS: dict[type[WorkshopBase], int] = {Mark: 1000}
MOST_WORDS = 200
"""Rows up to which a table is laid anew: about eighty people who vote, or two hundred cards."""
BY_CHANCE = frozenset({Card, Commitment, CheckIn, Letter})
"""The tables of which each row has a page of its own; see the head."""


def settle(connection: Connection, tables: Iterable[type[WorkshopBase]]) -> None:
    """Lays the rows of these tables anew, by key or by chance, where they are not many."""
    for table in sorted(tables, key=lambda table: table.__tablename__):
        most = MOST_ROWS.get(table, MOST_WORDS)
        if _rows(connection, table.__tablename__, most + 1) <= most:
            _lay_anew(connection, table)


def _rows(connection: Connection, name: str, limit: int) -> int:
    """Counts the rows of a table, no further than the limit."""
    counted = f"SELECT count(*) FROM (SELECT 1 FROM main.{name} LIMIT {limit})"
    return int(run(connection, counted).fetchone()[0])


def _lay_anew(connection: Connection, table: type[WorkshopBase]) -> None:
    name = table.__tablename__
    keys = ", ".join(f'"{one.name}"' for one in table.__table__.primary_key)
    # What lies beside was put there in the order of its keys: nothing has to be sorted again.
    order = "random()" if table in BY_CHANCE else "rowid"
    # On the temporary side everything stays in memory; see the pragmas.
    beside = f"temp.settled_{name}"
    for statement in (
        f"CREATE TABLE IF NOT EXISTS {beside} AS SELECT * FROM main.{name} WHERE false",
        f"INSERT INTO {beside} SELECT * FROM main.{name} ORDER BY {keys}",
        f"DELETE FROM main.{name}",
        f"INSERT INTO main.{name} SELECT * FROM {beside} ORDER BY {order}",
        f"DELETE FROM {beside}",
    ):
        run(connection, statement)
