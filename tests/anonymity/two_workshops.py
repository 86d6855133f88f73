"""A data directory with a sealed workshop and an open one, and what its operator types."""

import sqlite3
import subprocess
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.summary.gathering import held_room, hold
from tests.support import forking
from tests.support.room import new_room, new_store
from workshop.ending.seal import seal


@dataclass(frozen=True)
class Two:
    """Two workshops in `folder`/data, with the keys beside it; nobody has them open."""

    folder: Path
    sealed: str
    open: str


def make_two(folder: Path) -> Two:
    """The open one stands at its finish."""
    store = new_store(folder)
    over, still = held_room(store), new_room(store)  # each with a key of its own
    seal(store, over.id, over.now)
    hold(still)
    store.close()
    return Two(folder, over.id, still.id)


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """A command, as somebody types it."""
    return forking.run("workshop", *map(str, words))


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    """Returns a database's answer to a query."""
    with closing(sqlite3.connect(path)) as database:
        return database.execute(query).fetchall()
