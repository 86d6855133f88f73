"""The library as one file, library.db."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.orm import Session

from workshop.storage.failpoints import Failpoints
from workshop.storage.sqlite.archive import LIBRARY
from workshop.storage.sqlite.engines import WRITES, open_engine
from workshop.storage.sqlite.migrate import migrate


class LibraryFile:
    """library.db, opened."""

    def __init__(self, data: Path, failpoints: Failpoints) -> None:
        self._engine = open_engine(data / LIBRARY, failpoints)
        migrate(self._engine, "library")

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """One transaction; committed when the block ends well."""
        with self._session(writes=True) as session:
            yield session
            session.flush()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """One transaction that only reads; it works on a full and on a read-only disk."""
        with self._session(writes=False) as session:
            yield session

    @contextmanager
    def _session(self, writes: bool) -> Iterator[Session]:
        connecting = self._engine.connect().execution_options(**{WRITES: writes})
        with connecting as connection, connection.begin(), Session(bind=connection) as session:
            yield session

    def close(self) -> None:
        """Lets go of the file."""
        self._engine.dispose()
