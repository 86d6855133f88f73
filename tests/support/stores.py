"""Stores in PostgreSQL, in the database of the test worker. Their keys are in a folder."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, create_engine

from tests.support.postgres import APP, OWNER, TEMPLATE, Cluster
from workshop.settings import Settings
from workshop.storage.failpoints import Failpoints
from workshop.storage.keyring import KeyStore
from workshop.storage.library import Library
from workshop.storage.library_tables import LIBRARY_TABLES
from workshop.storage.postgres.connections import open_engine
from workshop.storage.postgres.key_tables import KEY_TABLES
from workshop.storage.postgres.library_rows import LibraryRows
from workshop.storage.postgres.row_tables import OF_PROCESSES, OF_WORKSHOPS, make_tables
from workshop.storage.postgres.sharing_tables import SHARING_TABLES
from workshop.storage.postgres.workshop_database import WorkshopDatabase
from workshop.storage.store import Store
from workshop.storage.workshops import Workshops


class Rows:
    """A PostgreSQL with the tables of workshops, and the one engine that all stores of a test
    worker share: what it has compiled stays compiled, as on a server that runs for long."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        owner = create_engine(cluster.url(TEMPLATE, OWNER))
        with owner.begin() as connection:
            make_tables(connection, APP)
        owner.dispose()
        self.database = cluster.copy()
        self.engine: Engine = open_engine(cluster.url(self.database))

    def open(
        self, _settings: Settings, keys: KeyStore, failpoints: Failpoints
    ) -> tuple[Workshops, Library]:
        """The workshops and the library of a store, as `Store` asks for them."""
        return WorkshopDatabase(self.engine, keys, failpoints), LibraryRows(self.engine)

    def empty(self) -> None:
        """Deletes all that is there, and keeps no connection: a test may have had some ended."""
        self.engine.dispose()
        ours = (*OF_WORKSHOPS, *OF_PROCESSES)
        library = [one.name for one in reversed(LIBRARY_TABLES.sorted_tables)]
        tables = [*library, *(one.name for one in ours)]
        tables += [*SHARING_TABLES.tables, *KEY_TABLES.tables]
        with self.cluster.connect(self.database) as connection:
            connection.execute("; ".join(f"DELETE FROM {name}" for name in tables))


@contextmanager
def rows_in_postgres(settings: Mapping[str, str] | None = None) -> Iterator[Rows]:
    """A PostgreSQL for many tests, one after the other."""
    cluster = Cluster(settings)
    try:
        rows = Rows(cluster)
        yield rows
        rows.engine.dispose()
    finally:
        cluster.stop()


@contextmanager
def store_in_rows(folder: Path, rows: Rows) -> Iterator[Store]:
    """A store in PostgreSQL, whose keys are in a folder of the test's."""
    (folder / "data").mkdir(parents=True, exist_ok=True)
    rows.engine.dispose()  # a test that had no store may have had its connections ended
    store = Store(Settings(data=folder / "data"), rows.open)
    try:
        yield store
    finally:
        store.close()
        rows.empty()
