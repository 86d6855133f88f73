"""Two processes of one server, as far as they share a database: two stores with connections of
their own, and the keys of both in one folder."""

from pathlib import Path

from sqlalchemy import Engine

from tests.support.stores import Rows
from workshop.settings import Settings
from workshop.storage.failpoints import Failpoints
from workshop.storage.keyring import KeyStore
from workshop.storage.library import Library
from workshop.storage.postgres.connections import open_engine
from workshop.storage.postgres.library_rows import LibraryRows
from workshop.storage.postgres.workshop_database import WorkshopDatabase
from workshop.storage.store import Store
from workshop.storage.workshops import Workshops


class Interrupted(Exception):
    """A process has died."""


class Faults(Failpoints):
    """The faults of one process, which dies at a step by raising."""

    dies_at = ""

    def reach(self, step: str) -> None:
        """Dies at this step, once, if it is the one."""
        if step == self.dies_at:
            object.__setattr__(self, "dies_at", "")
            raise Interrupted(step)


class Neighbours:
    """The stores of two processes, `here` and `there`."""

    def __init__(self, folder: Path, rows: Rows) -> None:
        (folder / "data").mkdir(parents=True, exist_ok=True)
        self._folder, self._rows = folder, rows
        self._stores: list[Store] = []
        self.here, self.there = self.another(), self.another()

    def another(self) -> Store:
        """One more process."""
        store, faults = Store(Settings(data=self._folder / "data"), self._open), Faults()
        store.failpoints = store.workshops._failpoints = faults  # type: ignore[attr-defined]
        self._stores.append(store)
        return store

    def dies_at(self, store: Store, step: str) -> None:
        """Has a process die when it reaches a step."""
        object.__setattr__(store.failpoints, "dies_at", step)

    def _open(
        self, _settings: Settings, keys: KeyStore, failpoints: Failpoints
    ) -> tuple[Workshops, Library]:
        engine: Engine = open_engine(self._rows.cluster.url(self._rows.database))
        return WorkshopDatabase(engine, keys, failpoints), LibraryRows(engine)

    def passes(self, table: str, column: str, seconds: float) -> None:
        """Has the rows of a table be so many seconds older."""
        said = f"UPDATE {table} SET {column} = {column} - make_interval(secs => %s)"
        with self._rows.cluster.connect(self._rows.database) as connection:
            connection.execute(said, (seconds,))

    def someone_waits(self) -> bool:
        """True if a transaction waits for another one's lock."""
        with self._rows.cluster.connect(self._rows.database) as connection:
            waits = connection.execute("SELECT count(*) FROM pg_locks WHERE NOT granted").fetchone()
        return bool(waits and waits[0])

    def rows_of(self, table: str, columns: str) -> list[tuple[object, ...]]:
        """All rows of a table, past every guard."""
        with self._rows.cluster.connect(self._rows.database) as connection:
            return connection.execute(f"SELECT {columns} FROM {table}").fetchall()

    def beats(self, store: Store) -> None:
        """Has a process say that it lives, and do what all are asked for."""
        processes, name = store.workshops.processes, str(id(store))
        for workshop in processes.lives(name, "1.0").to_drop:
            store.workshops.close_one(workshop)
            processes.dropped(name, workshop)

    def freezes(self, store: Store) -> None:
        """Has a process not be heard of for a long time."""
        said = "UPDATE process SET seen = seen - interval '11 s' WHERE id = %s"
        with self._rows.cluster.connect(self._rows.database) as connection:
            connection.execute(said, (str(id(store)),))

    def close(self) -> None:
        """Ends all of them, and deletes what they had."""
        for store in self._stores:
            store.close()
        self._rows.empty()
