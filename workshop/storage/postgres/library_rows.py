"""The library in PostgreSQL, in the database of the workshops."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from workshop.storage.postgres.claim_rows import ClaimRows
from workshop.storage.postgres.connections import begin
from workshop.storage.visible import EVERYTHING, Visible, narrow

_READS = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"
# One after the other, as in a file: a code that is free, or a link that nobody has used yet, stays
# so until the commit. The library is seldom written.
_WRITES = "BEGIN READ WRITE; SELECT pg_advisory_xact_lock(1)"


class LibraryRows:
    """The library of a database."""

    def __init__(self, engine: Engine) -> None:
        """Takes an engine that `open_engine` has made."""
        self._engine = engine
        self.claims = ClaimRows(engine)

    @contextmanager
    def begin(self, visible: Visible = EVERYTHING) -> Iterator[Session]:
        """One transaction in what may be seen; committed when the block ends well."""
        with self._session(visible, _WRITES) as session:
            yield session
            session.flush()

    @contextmanager
    def read(self, visible: Visible = EVERYTHING) -> Iterator[Session]:
        """One transaction that only reads."""
        with self._session(visible, _READS) as session:
            yield session

    @contextmanager
    def _session(self, visible: Visible, begins: str) -> Iterator[Session]:
        with self._engine.connect() as connection:
            begin(connection, begins)
            with connection.begin(), Session(bind=connection) as session:
                narrow(session, visible)
                yield session

    def close(self) -> None:
        """Lets go of the database."""
        self._engine.dispose()
