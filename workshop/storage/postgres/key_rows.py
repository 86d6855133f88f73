"""The keys of workshops and stories in a schema of their own, for several processes.

Each is encrypted under the key of a day (see day_keys). PostgreSQL keeps what was deleted, in pages
and in its log of changes: a deleted key is over when the key of its last day has gone, which is
within 48 hours. Every statement commits by itself and does no harm when it is sent twice, as behind
a connection that was lost.
"""

import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from workshop.storage.failpoints import NONE, Failpoints
from workshop.storage.keyring import KEY_BYTES, SERVER_KEY
from workshop.storage.postgres.connections import open_engine, raw, run
from workshop.storage.postgres.day_keys import DayKeys, NoDayKey
from workshop.storage.postgres.required_settings import refuse_unsafe
from workshop.storage.postgres.row_tables import refuse_other_tables

WORKSHOPS_SPACE, STORIES_SPACE = "workshops", "stories"
"""The two spaces of names: keys of workshops, and of what contributors have sent."""
KEY_TRIES = 3
_ROW = "space = ? AND workshop = ? AND part = ?"
_READ = f"SELECT kek_day, wrapped FROM keys.key WHERE {_ROW}"
_LATEST = "SELECT max(kek_day) FROM keys.key"
# Nothing comes under a day before one that is used already: the line of that day may go at any
# moment, also from before the eyes of a machine that has an older copy of the file.
_MAKE = """
INSERT INTO keys.key (space, workshop, part, kek_day, wrapped)
SELECT ?::text, ?::text, ?::text, ?::date, ?::bytea
WHERE NOT EXISTS (SELECT FROM keys.key WHERE kek_day > ?::date) ON CONFLICT DO NOTHING
"""
_DESTROY = f"DELETE FROM keys.key WHERE {_ROW}"
_DESTROY_ALL = "DELETE FROM keys.key WHERE space = ? AND workshop = ?"
_LEFT = "SELECT part FROM keys.key WHERE space = ? AND workshop = ?"
_WHICH = "SELECT DISTINCT workshop FROM keys.key WHERE space = ? AND workshop <> ?"
_WITHDRAW = "INSERT INTO keys.withdrawn (story) VALUES (?) ON CONFLICT DO NOTHING"

log = logging.getLogger(__name__)


class KeyOutOfReach(OperationalError):
    """A key is there and cannot be read or made now. Like a server that does not answer: what
    needed the key is tried again, and nothing takes it for destroyed."""

    def __init__(self, why: object) -> None:
        super().__init__(str(why), None, RuntimeError("out of reach"), hide_parameters=True)


def open_key_rows(
    url: str, days: DayKeys, failpoints: Failpoints = NONE
) -> "tuple[KeyRows, KeyRows]":
    """Opens the keys of workshops, and those of stories. Raises UnsafeServer or OtherTables."""
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            refuse_unsafe(connection)
            refuse_other_tables(connection)
    except Exception:
        engine.dispose()
        raise
    return KeyRows(engine, days, WORKSHOPS_SPACE, failpoints), KeyRows(engine, days, STORIES_SPACE)


class KeyRows:
    """The keys of one space of names. Any thread may use it."""

    def __init__(
        self, engine: Engine, days: DayKeys, space: str, failpoints: Failpoints = NONE
    ) -> None:
        self._engine = engine
        self._days = days
        self._space = space
        self._failpoints = failpoints

    def make(self, workshop: str, part: str = "") -> bytes:
        """A new key, or the one that another process has made first; it is there also after a loss
        of power. Raises OperationalError."""
        row = (self._space, workshop, part)
        for _ in range(KEY_TRIES):
            day, secret = self._day(), os.urandom(KEY_BYTES)
            with _reaching():
                wrapped = self._days.wrap(day, secret, row)
            if self._do(_MAKE, (*row, day, wrapped, day)):
                return secret
            found = self.read(workshop, part)
            if found is not None:
                return found
        raise KeyOutOfReach("another process has made and destroyed a key meanwhile")

    def _day(self) -> date:
        """The day whose key encrypts: today's, or a later one where some clock is ahead."""
        ((latest,),) = self._rows(_LATEST)
        today = self._days.today()
        return max(today, latest or today)

    def read(self, workshop: str, part: str = "") -> bytes | None:
        """The key, or None when it was destroyed or never came along. Raises OperationalError."""
        row = (self._space, workshop, part)
        found = self._rows(_READ, row)
        if not found:
            return None
        ((day, wrapped),) = found
        with _reaching():
            return self._days.unwrap(day, wrapped, row)

    def destroy(self, workshop: str, part: str = "") -> None:
        """Deletes a key, and with K those of all parts; harmless when it is gone already."""
        self._reach("exit_key_aside", part)
        if part:
            self._do(_DESTROY, (self._space, workshop, part))
        else:
            self._do(_DESTROY_ALL, (self._space, workshop))
        self._reach("exit_key_overwritten", part)

    def left_of(self, workshop: str) -> set[str]:
        """The parts of which a key is there."""
        return {part for (part,) in self._rows(_LEFT, (self._space, workshop))}

    def workshops(self) -> set[str]:
        """The workshops of which any key is there."""
        return {workshop for (workshop,) in self._rows(_WHICH, (self._space, SERVER_KEY))}

    def withdrawn(self) -> frozenset[str]:
        """The stories that their contributors have withdrawn, by their ids."""
        return frozenset(story for (story,) in self._rows("SELECT story FROM keys.withdrawn"))

    def withdraw(self, story: str) -> None:
        """Notes that a story was withdrawn; that is known also after a loss of power."""
        self._do(_WITHDRAW, (story,))

    def close(self) -> None:
        """Lets go of the database; whoever asks for a key again connects anew."""
        self._engine.dispose()

    def _rows(self, said: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with self._engine.connect() as connection:
            found: list[tuple[Any, ...]] = _run(connection, said, values).fetchall()
            return found

    def _do(self, said: str, values: Sequence[Any]) -> int:
        with self._engine.connect() as connection:
            return int(_run(connection, said, values).rowcount)

    def _reach(self, step: str, part: str) -> None:
        """The steps of the seal are those of K."""
        if not part:
            self._failpoints.reach(step)


def _run(connection: Connection, said: str, values: Sequence[Any]) -> Any:
    """Runs one statement; again on a new connection where the server has ended the old one."""
    try:
        return run(connection, said, values)
    except OperationalError:
        if not raw(connection).closed:
            raise
        connection.invalidate()
        return run(connection, said, values)


@contextmanager
def _reaching() -> Iterator[None]:
    try:
        yield
    except NoDayKey as missing:
        log.error("a key cannot be read or made: %s", missing)
        raise KeyOutOfReach(missing) from None
