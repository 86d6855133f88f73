"""A transaction on the rows of a workshop in PostgreSQL.

Nothing is laid anew: what waits lies under a key that is destroyed, and with it what the places of
rows and the server's log of changes could tell. Marks and tallies change in memory, and are written
in one message, with the commit.
"""

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from workshop.storage.context import Context, Memory
from workshop.storage.keyring import Keys, OwnKeys
from workshop.storage.postgres.connections import SCOPE_OPTION, Scope, bytea, run
from workshop.storage.postgres.standing_marks import ChangedMarks, StandingMarks, Written
from workshop.storage.postgres.volatile_rows import changed_rows
from workshop.storage.read_cache import ReadCache
from workshop.storage.transaction import Tx


class RowsTx(Tx):
    """One transaction that holds the lock of its workshop's state."""

    def __init__(
        self,
        connection: Connection,
        keys: Keys,
        context: Context,
        own: OwnKeys,
        cache: ReadCache,
        marks: StandingMarks,
    ) -> None:
        super().__init__(connection, keys, context, own, cache)
        self.marks = ChangedMarks(marks, self._fetch)
        self._scope: Scope = connection.get_execution_options()[SCOPE_OPTION]
        self._bodies: dict[int, bytes] = {}
        """Rows of tallies as they are to be written, by their rounds; b"" for none."""
        self._remembered = self.memory
        self._round: int = self.state.round
        self._saved = self.marks.save()
        self._savepoint = self._in_savepoint = False

    def remember(self, memory: Memory) -> None:
        """Takes what all processes remember in the place of what this one did."""
        self.memory, self._remembered = memory.copy(), memory

    def finish(self) -> None:
        """Does what every transaction does at its end, and leaves what changed in memory to the
        message that commits."""
        super().finish()
        self._scope.shows = self.changed
        anew = self.state.round != self._round
        volatile = changed_rows(
            self._remembered, self.memory, self.own, self.state.round, anew=anew
        )
        self._scope.last += [
            *_of_marks(self.marks.changes),
            *(_put("tallies", "round", number, body) for number, body in self._bodies.items()),
            *(_put("volatile", "part", part, body) for part, body in volatile),
        ]

    def run(self, text: str, values: Sequence[Any] = ()) -> Any:
        """Runs a statement without SQLAlchemy around it."""
        return run(self.connection, text, values)

    def _fetch(self, text: str, values: Sequence[Any]) -> list[tuple[bytes, int]]:
        found: list[tuple[bytes, int]] = run(self.connection, text, values, binary=True).fetchall()
        return found

    def rows_written(self) -> int:
        """How many rows this process has written of the workshop, or will with this commit."""
        return self._scope.rows + self.marks.count

    def _put_counts(self, round_: int, body: bytes) -> None:
        self._bodies[round_] = body

    def _save(self) -> None:
        # A message costs more than what it says: whoever votes needs no savepoint.
        self._saved, self._in_savepoint = self.marks.save(), False
        self._scope.before = self._begin_savepoint

    def _begin_savepoint(self) -> None:
        """Comes before a command's first statement, which may fail."""
        self._scope.before = None
        release = "RELEASE SAVEPOINT command; " if self._savepoint else ""
        self.run(f"{release}SAVEPOINT command")
        self._savepoint = self._in_savepoint = True

    def _let_stand(self) -> None:
        self._scope.before = None

    def _roll_back_after(self, error: BaseException) -> None:
        self._scope.before = None
        self.marks.go_back(self._saved)
        self.cache.forget()
        if self._in_savepoint:
            # A connection that is lost has taken everything back: then its own error is to be told.
            with suppress(DBAPIError):
                self.run("ROLLBACK TO command")

    def present(self, marks: Iterable[bytes]) -> set[bytes]:
        """Which of these marks stand."""
        return self.marks.present(marks)

    def add_marks(self, round_: int, marks: Iterable[bytes]) -> None:
        """Adds marks; one that stands already is refused as by the primary key."""
        self.marks.add(round_, [*marks])

    def drop_marks(self, marks: Iterable[bytes]) -> None:
        """Takes marks away."""
        self.marks.drop([*marks])

    def marks_of(self, rounds: Collection[int]) -> frozenset[bytes]:
        """Returns all marks of these rounds."""
        return self.marks.of(rounds)

    def end_marks(self, rounds: Collection[int]) -> None:
        """Takes away all marks of these rounds."""
        self.marks.end(rounds)


def _of_marks(changes: Written) -> Iterable[str]:
    """Returns the statements that write what has changed of marks, in the order of their keys."""
    yield from _deleting("round", [*map(str, sorted(changes.ended))])
    yield from _deleting("key", [*map(bytea, sorted(changes.dropped))])
    if changes.added:
        rows = (f"({bytea(mark)}, {number:d})" for mark, number in sorted(changes.added.items()))
        yield f"INSERT INTO mark (key, round) VALUES {', '.join(rows)}"


def _put(table: str, column: str, key: int | str, body: bytes) -> str:
    """Returns the statement that writes a row; b"" for none."""
    if not body:
        return f"DELETE FROM {table} WHERE {column} = {key!r}"
    return (
        f"INSERT INTO {table} ({column}, body) VALUES ({key!r}, {bytea(body)}) "
        f"ON CONFLICT (workshop, {column}) DO UPDATE SET body = excluded.body"
    )


def _deleting(column: str, values: list[str]) -> Iterable[str]:
    if values:
        yield f"DELETE FROM mark WHERE {column} IN ({', '.join(values)})"
