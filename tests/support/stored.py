"""The data on the disk, read with the keys: as a test may, and nobody else."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import select

from tests.support.room import TestRoom
from workshop.settings import Settings
from workshop.storage.bodies import CardWords, card_row, show
from workshop.storage.counts import all_counts
from workshop.storage.handles import Handles
from workshop.storage.read_cache import ReadCache
from workshop.storage.store import Store
from workshop.storage.workshop_tables import Card, OpenCard, WorkshopBase
from workshop.storage.workshops import StoredWorkshop
from workshop.views import Surroundings, entries, read_room

AROUND = {"workshop", "desk"}
"""The entries that also tell of the server: its address, its links."""


def selected(room: TestRoom, statement: str) -> list[tuple[object, ...]]:
    """Returns what a statement selects in the file of a room."""
    file = room.store.workshops.open(room.id)
    assert file is not None
    with file.read() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(statement).all()]


def every_row(room: TestRoom) -> dict[str, list[tuple[object, ...]]]:
    """Returns every row of the workshop, as it is stored."""
    file = room.store.workshops.open(room.id)
    assert file is not None
    with file.read() as connection:
        return {
            name: sorted(tuple(row) for row in connection.execute(select(table)))
            for name, table in WorkshopBase.metadata.tables.items()
        }


class Stored:
    """One workshop's file."""

    def __init__(self, file: StoredWorkshop) -> None:
        self._file = file

    def cards(self) -> Counter[str]:
        """The words of the cards, waiting or revealed, and how often each stands."""
        keys, own = self._file.keys, self._file.own
        waiting = [(own.round(row.round), "card", row.key, row.body) for row in self._rows(Card)]
        opened = [(keys, "open_card", card_row(row.n), row.body) for row in self._rows(OpenCard)]
        said = (show(*row, CardWords) for row in [*waiting, *opened])
        return Counter(words.happened for words in said if words.happened)

    def tallies(self) -> dict[tuple[int, str], int]:
        """The counts, by round and item; a lesson's votes on every ballot."""
        found: Counter[tuple[int, str]] = Counter()
        handles = Handles(self._file.keys)
        with self._file.read() as connection:
            all_ = all_counts(connection, self._file.own, ReadCache())
        for number, counts in all_.items():
            for item, count in counts.items():
                found[number, handles.item(item)] += count.total
        return dict(found)

    def view(self, name: str, devices: int = 0) -> dict[str, Any]:
        """Returns the entries that a view must show where the server knows of so many devices, but
        for what else tells of the server."""
        values = entries(name, read_room(self._file), Surroundings(devices=devices))
        plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(values))
        return without_surroundings(plain)

    def _rows(self, table: type) -> list[Any]:
        with self._file.read() as connection:
            return list(connection.execute(select(*table.__table__.columns)).all())  # type: ignore[attr-defined]


def without_surroundings(shown: dict[str, Any]) -> dict[str, Any]:
    """The entries of a view that the workshop's file alone decides."""
    return {path: value for path, value in shown.items() if path not in AROUND}


@contextmanager
def stored(data: Path, workshop: str) -> Iterator[Stored]:
    """The file of a workshop whose server does not run."""
    store = Store(Settings(data=data))
    file = store.workshops.open(workshop)
    assert file is not None, f"there is no file for {workshop}"
    try:
        yield Stored(file)
    finally:
        store.close()


def check_integrity(data: Path) -> None:
    """Every database of a server is whole."""
    for path in [data / "library.db", *(data / "workshops").glob("*.db")]:
        with closing(sqlite3.connect(path)) as connection:
            said = connection.execute("PRAGMA integrity_check").fetchall()
            assert said == [("ok",)], f"{path.name}: {said}"
