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


class Neighbours:
    """The stores of two processes, `here` and `there`."""

    def __init__(self, folder: Path, rows: Rows) -> None:
        (folder / "data").mkdir(parents=True, exist_ok=True)
        self._folder, self._rows = folder, rows
        self._stores: list[Store] = []
        self.here, self.there = self.another(), self.another()

    def another(self) -> Store:
        """One more process."""
        self._stores.append(Store(Settings(data=self._folder / "data"), self._open))
        return self._stores[-1]

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

    def close(self) -> None:
        """Ends all of them, and deletes what they had."""
        for store in self._stores:
            store.close()
        self._rows.empty()
