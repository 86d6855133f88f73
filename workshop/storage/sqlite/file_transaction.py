"""A transaction on a workshop's file."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy.exc import OperationalError

from workshop.storage.sqlite.quick import raw, run, run_for_each
from workshop.storage.sqlite.row_order import settle
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import Mark

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


def _among(text: str, marks: list[bytes]) -> tuple[str, list[bytes]]:
    return f"{text} IN ({','.join('?' * len(marks))})", marks
