"""The keys in a test worker's PostgreSQL, and the file of the days' keys beside it."""

import base64
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from tests.support.postgres import Cluster
from workshop.storage.failpoints import NONE
from workshop.storage.postgres.day_keys import DayKeys, add_days
from workshop.storage.postgres.key_rows import KeyRows, open_key_rows
from workshop.storage.postgres.key_tables import KEY_TABLES

NOON = 1_780_056_000.0
"""Noon of the first day, in UTC."""
DAY = 86_400.0
FIRST, SECOND, THIRD = (date(2026, 5, n) for n in (29, 30, 31))


@dataclass
class KeyDatabase:
    """A database with keys, and the days' keys of all machines that use it."""

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
            found = connection.execute(
                "SELECT kek_day, wrapped FROM keys.key ORDER BY 2"
            ).fetchall()
        return [(day, bytes(wrapped)) for day, wrapped in found]


@contextmanager
def key_database(cluster: Cluster, name: str, folder: Path) -> Iterator[KeyDatabase]:
    """The keys of a database for one test, with a key of the first day."""
    made = KeyDatabase(cluster, name, folder / "days")
    add_days(made.file, [FIRST])
    try:
        yield made
    finally:
        for store in made.stores:
            store.close()
        _empty(made)


def _empty(database: KeyDatabase) -> None:
    with database.cluster.connect("postgres") as connection:
        connection.execute(f"ALTER DATABASE {database.name} ALLOW_CONNECTIONS true")
    with database.cluster.connect(database.name) as connection:
        connection.execute("; ".join(f"DELETE FROM {name}" for name in KEY_TABLES.tables))


def write_days(file: Path, days: Iterable[date], key: bytes = b"k" * 32) -> None:
    """Writes a file of days' keys, as an operator does by hand: all of them are one key."""
    said = base64.b64encode(key).decode()
    file.write_text("".join(f"{day} {said}\n" for day in days), "ascii")
