"""The daily change of the key that encrypts the keys.

A key that was deleted is over, in every copy of the database, once the line of its day has gone
from the file: so all that lives is encrypted under today's, and older lines go. Each process does
it now and then, one at a time.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from workshop.storage.postgres.connections import begin, run
from workshop.storage.postgres.day_keys import (
    DayKeys,
    NoDayKey,
    add_days,
    day_in_utc,
    destroy_days,
    may_write,
    read_days,
)

KEYS_AT_ONCE = 100
"""Number of keys that one transaction encrypts anew."""
# Several processes share the work: what one of them holds, the others leave to it.
_OLDER = f"""
SELECT space, workshop, part, kek_day, wrapped FROM keys.key
WHERE kek_day < ? AND (space, workshop, part) > (?, ?, ?)
ORDER BY space, workshop, part LIMIT {KEYS_AT_ONCE} FOR UPDATE SKIP LOCKED
"""
_ANEW = """
UPDATE keys.key SET kek_day = ?, wrapped = ? WHERE space = ? AND workshop = ? AND part = ?
"""
_ONE = "SELECT space, workshop, part, wrapped FROM keys.key WHERE kek_day = ? LIMIT 1"
# With the lock no key is being made: one that comes later sees those under the newer day, and
# comes under that one too.
_NEEDED = "BEGIN; LOCK TABLE keys.key IN SHARE MODE; SELECT DISTINCT kek_day FROM keys.key"
_ALONE = "SELECT pg_advisory_lock(3)"
_MADE = "SELECT day FROM keys.day WHERE day = ANY(?)"
_NOTE = "INSERT INTO keys.day SELECT unnest(?::date[]) ON CONFLICT DO NOTHING"
_OVER = "DELETE FROM keys.day WHERE day < ?"


@dataclass(frozen=True)
class Renewed:
    """The file after it was renewed: the days that it has got and lost, and the keys under them."""

    made: list[date]
    dropped: list[date]
    rewrapped: "Rewrapped"


@dataclass(frozen=True)
class Rewrapped:
    """The keys after the change."""

    needed: frozenset[date]
    """The days under which a key is still, today's among them."""
    lost: int
    """Number of keys whose day's key is not in the file: nobody can read them."""
    known: bool = True
    """True if the file has the key under which the newest are: the two belong together."""

    def over(self, days: frozenset[date]) -> frozenset[date]:
        """Returns those of these days that no key needs now or will need: older than one that is
        used. There are none where the database is of another server: what it holds says nothing
        of the keys that these days encrypt."""
        if not self.known:
            return frozenset()
        return frozenset(day for day in days - self.needed if day < max(self.needed, default=day))


def renew(engine: Engine, path: Path, now: Callable[[], float]) -> Renewed:
    """Gives today and tomorrow a line, encrypts all keys under today's, and drops the lines that
    are over; where the file may not be written, it only encrypts. Raises WrongSetting, OSError, or
    OperationalError, also where somebody else is at it."""
    today, writes, made = day_in_utc(now()), may_write(path), list[date]()
    with engine.connect() as connection:
        run(connection, _ALONE)
        try:
            if writes:
                made = _make_lines(connection, path, days_to_have(today))
            days = DayKeys(path, now)
            rewrapped = wrap_anew(engine, days)
            dropped = destroy_what_is_over(days, rewrapped) if writes else []
            run(connection, _OVER, (today,))
        finally:
            connection.invalidate()  # the lock goes with it
    return Renewed(made, dropped, rewrapped)


def _make_lines(connection: Connection, path: Path, wanted: list[date]) -> list[date]:
    """Makes the lines that no file of this server has. Two machines that may write a file each
    would make two keys of one day, and neither could read what came under the other's."""
    made = {day for (day,) in run(connection, _MADE, (wanted,))}
    new = add_days(path, [day for day in wanted if day not in made])
    has = read_days(path) if path.exists() else {}
    run(connection, _NOTE, ([day for day in wanted if day in has],))
    return new


def wrap_anew(engine: Engine, days: DayKeys) -> Rewrapped:
    """Encrypts under today's key what is under the key of a day before. Several processes may do so
    at once. Raises OperationalError."""
    today, lost = days.today(), 0
    after = ("", "", "")
    while True:
        with _transaction(engine, "BEGIN") as connection:
            rows = run(connection, _OLDER, (today, *after)).fetchall()
            lost += sum(not _anew(connection, days, today, row) for row in rows)
        if not rows:
            break
        after = rows[-1][:3]
    with engine.connect() as connection:
        needed = frozenset(day for (day,) in _needed(connection))
    return Rewrapped(needed, lost, _know_each_other(engine, days, needed))


def _know_each_other(engine: Engine, days: DayKeys, needed: frozenset[date]) -> bool:
    """True if a key under the newest day can be decrypted, or there is none."""
    if not needed:
        return True
    newest = max(needed)
    with _transaction(engine, "BEGIN") as connection:
        row = run(connection, _ONE, (newest,)).fetchone()
    if row is None:
        return False  # it went just now: nothing is proved
    *place, wrapped = row
    try:
        days.unwrap(newest, wrapped, tuple(place))
    except NoDayKey:
        return False
    return True


def _anew(connection: Connection, days: DayKeys, today: date, row: tuple[Any, ...]) -> bool:
    """Encrypts one key anew; False where it can't be decrypted."""
    *place, day, wrapped = row
    try:
        secret = days.unwrap(day, wrapped, tuple(place))
    except NoDayKey:
        return False
    run(connection, _ANEW, (today, days.wrap(today, secret, tuple(place)), *place))
    return True


def _needed(connection: Connection) -> list[list[date]]:
    (rows,) = begin(connection, _NEEDED)
    run(connection, "COMMIT")
    return rows


@contextmanager
def _transaction(engine: Engine, said: str) -> Iterator[Connection]:
    with engine.connect() as connection:
        begin(connection, said)
        with connection.begin():
            yield connection


def destroy_what_is_over(days: DayKeys, rewrapped: Rewrapped) -> list[date]:
    """Takes the lines out of the file under which no key is any more; returns their days. Raises
    OSError."""
    over = rewrapped.over(frozenset(read_days(days.path)))
    destroy_days(days.path, over)
    return sorted(over)


def days_to_have(today: date) -> list[date]:
    """Returns the days that have a key: today, and tomorrow, so that every machine has it before
    it is used."""
    return [today, today + timedelta(days=1)]
