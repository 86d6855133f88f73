"""The processes of a server, as rows that each of them renews.

By the clock of the database alone: those of the machines may differ. Who is at a process stands in
a table that is in no log of changes, and is empty after a crash: so each process gives one part of
no workshop, and who is there is not whole before all that live have given it again.
"""

from collections.abc import Collection

from sqlalchemy import Connection, Engine

from workshop.storage.postgres.connections import begin, run
from workshop.storage.processes import NO_PROCESSES, UNSEEN_S, Living, Parts

_LIVES = f"seen > now() - interval '{UNSEEN_S:g} s' AND seen < now() + interval '{UNSEEN_S:g} s'"
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
_GIVE = """INSERT INTO presence (process, workshop, part)
SELECT ?, given.* FROM unnest(?::varchar[], ?::bytea[]) AS given
ON CONFLICT (process, workshop) DO UPDATE SET part = excluded.part"""
_TAKE_BACK = "DELETE FROM presence WHERE process = ? AND workshop <> ALL(?)"
_PARTS = "SELECT workshop, process, part FROM presence WHERE process <> ? AND workshop = ANY(?)"
_LEFT_BEHIND = "DELETE FROM presence WHERE NOT EXISTS (SELECT FROM process WHERE id = process)"
_OF_NONE = ""


class ProcessRows:
    """The processes that share a database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def lives(self, process: str, version: str, parts: Parts = NO_PROCESSES) -> Living:
        """Notes that a process lives and who is there, and returns all that live."""
        given = {_OF_NONE: b"", **{one: part for one, part in parts.items() if part is not None}}
        with self._engine.connect() as connection:
            _begin(connection)
            with connection.begin():
                run(connection, _LIVE, (process, version))
                run(connection, _GIVE, (process, [*given], [*given.values()]))
                run(connection, _TAKE_BACK, (process, [*given]))
        # In a later transaction than that: whoever asks for a key to be dropped, and does not see
        # this process yet, has asked before this reads.
        with self._engine.connect() as connection:
            _begin(connection)
            with connection.begin():
                run(connection, _GONE)
                run(connection, _FORGOTTEN)
                run(connection, _LEFT_BEHIND)
                versions = dict(run(connection, _LIVING).fetchall())
                to_drop = [one for (one,) in run(connection, _TO_DROP, (process,))]
                found = run(connection, _PARTS, (process, [_OF_NONE, *parts])).fetchall()
        return _living(versions, to_drop, process, found)

    def leaves(self, process: str) -> None:
        """Notes that a process ends by itself."""
        self._write("DELETE FROM process WHERE id = ?", process)
        self._write("DELETE FROM presence WHERE process = ?", process)

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


def _living(
    versions: dict[str, str], to_drop: list[str], process: str, found: list[tuple[str, str, bytes]]
) -> Living:
    parts: dict[str, dict[str, bytes]] = {}
    for workshop, other, part in found:
        if other in versions:
            parts.setdefault(workshop, {})[other] = bytes(part)
    whole = versions.keys() - {process} <= parts.pop(_OF_NONE, {}).keys()
    return Living(versions, to_drop, parts, whole)


def _begin(connection: Connection) -> None:
    begin(connection, "BEGIN READ WRITE")
