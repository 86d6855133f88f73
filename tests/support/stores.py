"""Stores whose workshops are in PostgreSQL, in the database of the test worker."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, create_engine

from tests.support.postgres import APP, OWNER, TEMPLATE, Cluster
from workshop.settings import Settings
from workshop.storage.failpoints import Failpoints
from workshop.storage.keyring import KeyStore
from workshop.storage.postgres.connections import open_engine
from workshop.storage.postgres.row_tables import OF_WORKSHOPS, make_tables
from workshop.storage.postgres.workshop_database import WorkshopDatabase
from workshop.storage.store import Store


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

    def workshops(
        self, settings: Settings, keys: KeyStore, failpoints: Failpoints
    ) -> WorkshopDatabase:
        """The workshops of a store, as `Store` asks for them."""
        settings.data.mkdir(exist_ok=True)
        return WorkshopDatabase(self.engine, keys, failpoints)

    def empty(self) -> None:
        """Deletes all workshops."""
        with self.cluster.connect(self.database) as connection:
            connection.execute("; ".join(f"DELETE FROM {one.name}" for one in OF_WORKSHOPS))


@contextmanager
def rows_in_postgres() -> Iterator[Rows]:
    """A PostgreSQL for many tests, one after the other."""
    cluster = Cluster()
    try:
        rows = Rows(cluster)
        yield rows
        rows.engine.dispose()
    finally:
        cluster.stop()


@contextmanager
def store_in_rows(folder: Path, rows: Rows) -> Iterator[Store]:
    """A store in a folder of the test's, whose workshops are in PostgreSQL."""
    store = Store(Settings(data=folder / "data"), rows.workshops)
    try:
        yield store
    finally:
        store.close()
        rows.empty()
