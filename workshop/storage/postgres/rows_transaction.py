"""A transaction on the rows of a workshop in PostgreSQL.

Nothing is laid anew: what waits lies under a key that is destroyed, and with it what the places of
rows and the server's log of changes could tell.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

from sqlalchemy.exc import DBAPIError

from workshop.storage.postgres.connections import SCOPE, run
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import Mark

_PRESENT = "SELECT key FROM mark WHERE key = ANY(?) ORDER BY key"
_ADD_MARKS = "INSERT INTO mark (key, round) SELECT unnest(?::bytea[]), ?"
_DROP_MARKS = "DELETE FROM mark WHERE key = ANY(?)"


class RowsTx(Tx):
    """One transaction that holds the lock of its workshop's state."""

    def run(self, text: str, values: Sequence[Any] = ()) -> Any:
        """Runs a statement without SQLAlchemy around it."""
        cursor = run(self.connection, text, values)
        if not cursor.description and cursor.rowcount > 0:
            self._scope.rows += cursor.rowcount
        return cursor

    @property
    def _scope(self) -> Any:
        return self.connection.get_execution_options()[SCOPE]

    def rows_written(self) -> int:
        """How many rows this process has written of the workshop."""
        return int(self._scope.rows)

    def _roll_back_after(self, error: BaseException) -> None:
        self.cache.forget()
        # A connection that is lost has taken everything back: then its own error is to be told.
        with suppress(DBAPIError):
            self.run("ROLLBACK TO command")

    def present(self, marks: Iterable[bytes]) -> set[bytes]:
        """Which of these marks stand."""
        asked = [*marks]
        return {mark for (mark,) in self.run(_PRESENT, (asked,))} if asked else set()

    def add_marks(self, round_: int, marks: Iterable[bytes]) -> None:
        """Adds marks in one statement; the primary key refuses one that stands already."""
        rows = [*marks]
        if rows:
            self.touch(Mark)
            with self.cache.taps():
                self.run(_ADD_MARKS, (rows, round_))

    def drop_marks(self, marks: Iterable[bytes]) -> None:
        """Takes marks away in one statement."""
        self.touch(Mark)
        with self.cache.taps():
            self.run(_DROP_MARKS, ([*marks],))
