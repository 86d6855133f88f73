"""Where a store's files lie: for tests whose subject are the files themselves, and copies of them.

All other tests ask the store, so that they hold for every kind of store."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from workshop.storage.sqlite.workshop_file import WorkshopFile
from workshop.storage.store import Store


def file_of(store: Store, id_: str) -> Path:
    """The file of a workshop, whether it is there or not."""
    return store.settings.data / "workshops" / f"{id_}.db"


def opened(store: Store, id_: str) -> WorkshopFile:
    """A workshop as the file that it is."""
    file = store.workshops.open(id_)
    assert isinstance(file, WorkshopFile)
    return file


def key_files(store: Store, id_: str) -> list[Path]:
    """The files of a workshop's keys, K and those of its parts, whole or half destroyed."""
    return sorted(store.settings.keys.glob(f"{id_}.*"))


def read_beside(path: Path, query: str, within: float = 5.0) -> list[tuple[Any, ...]]:
    """Returns what is selected in a database of a server that runs: a look changes nothing."""
    place = f"file:{path}?mode=ro"
    with closing(sqlite3.connect(place, uri=True, timeout=within)) as file:
        return file.execute(query).fetchall()
