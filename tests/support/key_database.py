"""A database of keys on a test worker's PostgreSQL, and the file of the days' keys beside it."""

import base64
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sqlalchemy import create_engine

from tests.support.postgres import APP, OWNER, Cluster
from workshop.storage.failpoints import NONE
from workshop.storage.postgres.day_keys import DayKeys, add_days
from workshop.storage.postgres.key_rows import KeyRows, open_key_rows
from workshop.storage.postgres.key_tables import make_key_tables

NOON = 1_780_056_000.0
"""Noon of the first day, in UTC."""
DAY = 86_400.0
FIRST, SECOND, THIRD = (date(2026, 5, n) for n in (29, 30, 31))


@dataclass
class KeyDatabase:
    """A database of keys, and the days' keys of all machines that use it."""

    cluster: Cluster
    name: str
    file: Path
    now: float = NOON
    stores: list[KeyRows] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The address of the database, for the program's role."""
        return self.cluster.url(self.name)

    def opened(self, file: Path | None = None) -> tuple[KeyRows, KeyRows]:
        """The keys of workshops and of stories, as another process opens them."""
        days = DayKeys(file or self.file, lambda: self.now)
        made = open_key_rows(self.url, days, NONE)
        self.stores += made
        return made

    def written(self) -> list[tuple[date, bytes]]:
        """All keys as they are stored, each with its day, as the server's owner sees them."""
        with self.cluster.connect(self.name) as connection:
            found = connection.execute("SELECT kek_day, wrapped FROM key ORDER BY 2").fetchall()
        return [(day, bytes(wrapped)) for day, wrapped in found]


def make_key_database(cluster: Cluster) -> str:
    """Returns the name of a new database that has the tables of keys."""
    name = cluster.copy("template1")
    owner = create_engine(cluster.url(name, OWNER))
    with owner.begin() as connection:
        make_key_tables(connection, APP)
    owner.dispose()
    return name


@contextmanager
def key_database(cluster: Cluster, folder: Path) -> Iterator[KeyDatabase]:
    """A database of keys for one test, with a key of the first day."""
    made = KeyDatabase(cluster, make_key_database(cluster), folder / "days")
    add_days(made.file, [FIRST])
    try:
        yield made
    finally:
        for store in made.stores:
            store.close()
        cluster.drop(made.name)


def write_days(file: Path, days: Iterable[date], key: bytes = b"k" * 32) -> None:
    """Writes a file of days' keys, as an operator does by hand: all of them are one key."""
    said = base64.b64encode(key).decode()
    file.write_text("".join(f"{day} {said}\n" for day in days), "ascii")
