"""The processes of a server, as rows that each of them renews.

By the clock of the database alone: those of the machines may differ. And in the database, not in
Valkey: a key is destroyed once all have dropped it, also while no hint gets through.
"""

from collections.abc import Collection

from sqlalchemy import Connection, Engine

from workshop.storage.postgres.connections import begin, run
from workshop.storage.processes import UNSEEN, Living

_LIVES = f"seen > now() - interval '{UNSEEN:g} s' AND seen < now() + interval '{UNSEEN:g} s'"
"""Of a process that ended before the database's clock was set back, nobody waits for an answer."""
_LIVE = (
    "INSERT INTO process (id, version, seen) VALUES (?, ?, now()) "
    "ON CONFLICT (id) DO UPDATE SET seen = excluded.seen"
)
_LIVING = f"SELECT id, version FROM process WHERE {_LIVES} ORDER BY id"
_GONE = f"DELETE FROM process WHERE NOT ({_LIVES})"
# A row without a process is what all are asked for, also those that begin to live meanwhile; each
# that has done it adds one with its name. So it may be asked for again and again.
_TO_DROP = """SELECT workshop FROM to_drop WHERE process = '' AND workshop NOT IN
(SELECT workshop FROM to_drop WHERE process = ?) ORDER BY workshop"""
_ADD = "INSERT INTO to_drop (workshop, process) VALUES (?, ?) ON CONFLICT DO NOTHING"
_HOLDING = f"""SELECT id FROM process WHERE {_LIVES} AND EXISTS
(SELECT FROM to_drop WHERE workshop = ? AND process = '') AND id NOT IN
(SELECT process FROM to_drop WHERE workshop = ?) ORDER BY id"""
_FORGOTTEN = """DELETE FROM to_drop WHERE process <> ''
AND NOT EXISTS (SELECT FROM process WHERE id = process)"""


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
        # In a later transaction than that: whoever asks for a key to be dropped, and does not see
        # this process yet, has asked before this reads.
        with self._engine.connect() as connection:
            _begin(connection)
            with connection.begin():
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
        self._write(_ADD, workshop, "")

    def dropped(self, process: str, workshop: str) -> None:
        """Notes that a process has dropped a workshop's key."""
        self._write(_ADD, workshop, process)

    def is_gone(self, workshop: str) -> None:
        """Takes away what all were asked for."""
        self._write("DELETE FROM to_drop WHERE workshop = ?", workshop)

    def holding(self, workshop: str) -> Collection[str]:
        """The processes that live and have not dropped the key of a workshop yet."""
        with self._engine.connect() as connection:
            _begin(connection)
            with connection.begin():
                return [one for (one,) in run(connection, _HOLDING, (workshop, workshop))]

    def _write(self, said: str, *values: str) -> None:
        with self._engine.connect() as connection:
            _begin(connection)
            with connection.begin():
                run(connection, said, values)


def _begin(connection: Connection) -> None:
    begin(connection, "BEGIN READ WRITE")
