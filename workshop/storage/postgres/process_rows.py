"""The processes of a server, as rows that each of them renews.

By the clock of the database alone: those of the machines may differ. And in the database, not in
Valkey: a key is destroyed once all have dropped it, also while no hint gets through.
"""

from collections.abc import Collection

from sqlalchemy import Connection, Engine

from workshop.storage.postgres.connections import begin, run
from workshop.storage.processes import UNSEEN, Living

_LIVES = f"seen > now() - interval '{UNSEEN:g} s'"
_LIVE = (
    "INSERT INTO process (id, version, seen) VALUES (?, ?, now()) "
    "ON CONFLICT (id) DO UPDATE SET seen = excluded.seen"
)
_LIVING = f"SELECT id, version FROM process WHERE {_LIVES} ORDER BY id"
_GONE = f"DELETE FROM process WHERE NOT {_LIVES}"
_TO_DROP = "SELECT workshop FROM to_drop WHERE process = ? ORDER BY workshop"
_ASK = (
    "INSERT INTO to_drop (workshop, process) "
    f"SELECT ?, id FROM process WHERE {_LIVES} ON CONFLICT DO NOTHING"
)
_DROPPED = "DELETE FROM to_drop WHERE process = ? AND workshop = ?"
_HOLDING = (
    f"SELECT process FROM to_drop JOIN process ON id = process WHERE workshop = ? AND {_LIVES}"
)
_FORGOTTEN = "DELETE FROM to_drop WHERE NOT EXISTS (SELECT FROM process WHERE id = process)"


class ProcessRows:
    """The processes that share a database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def lives(self, process: str, version: str) -> Living:
        """Notes that a process lives, and returns all that do."""
        with self._engine.connect() as connection:
            _begin(connection)
            with connection.begin():
                run(connection, _LIVE, (process, version))
                run(connection, _GONE)
                run(connection, _FORGOTTEN)
                versions = dict(run(connection, _LIVING).fetchall())
                to_drop = [one for (one,) in run(connection, _TO_DROP, (process,))]
        return Living(versions, to_drop)

    def leaves(self, process: str) -> None:
        """Notes that a process ends by itself."""
        self._write("DELETE FROM process WHERE id = ?", process)

    def ask_to_drop(self, workshop: str) -> None:
        """Asks all that live to drop a workshop's key."""
        self._write(_ASK, workshop)

    def dropped(self, process: str, workshop: str) -> None:
        """Notes that a process has dropped a workshop's key."""
        self._write(_DROPPED, process, workshop)

    def holding(self, workshop: str) -> Collection[str]:
        """The processes that live and have not dropped the key of a workshop yet."""
        with self._engine.connect() as connection:
            _begin(connection)
            with connection.begin():
                return [one for (one,) in run(connection, _HOLDING, (workshop,))]

    def _write(self, said: str, *values: str) -> None:
        with self._engine.connect() as connection:
            _begin(connection)
            with connection.begin():
                run(connection, said, values)


def _begin(connection: Connection) -> None:
    begin(connection, "BEGIN READ WRITE")
