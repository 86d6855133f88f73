"""A workshop's own file, opened with its key."""

import logging
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from sqlalchemy import Connection, select, update
from sqlalchemy.exc import DBAPIError

from workshop.storage.context import Context
from workshop.storage.failpoints import NONE, Failpoints
from workshop.storage.keyring import Keys, OwnKeys
from workshop.storage.keys_needed import settle_keys
from workshop.storage.opened_workshop import OpenedWorkshop
from workshop.storage.sqlite.engines import (
    DAMAGED_CODES,
    PRAGMAS,
    WRITES_OPTION,
    open_engine,
    primary_code,
    raw,
    run,
)
from workshop.storage.sqlite.file_transaction import FileTx
from workshop.storage.sqlite.migrate import migrate
from workshop.storage.sqlite.sync_folder import sync_folder
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import State

log = logging.getLogger(__name__)

REWRITE = ".rewrite"
"""The ending of the new file, until it takes the old one's place."""


class WorkshopFile(OpenedWorkshop):
    """One workshop on disk. Only the database thread may use it."""

    def __init__(
        self,
        id_: str,
        path: Path,
        keys: Keys,
        own: OwnKeys | None = None,
        failpoints: Failpoints = NONE,
    ) -> None:
        super().__init__(id_, keys, own or OwnKeys(keys))
        self.path = path
        self._failpoints = failpoints
        self._engine = open_engine(path, failpoints)
        self._connected: tuple[Connection, Connection] | None = None
        try:
            migrate(self._engine, "workshop")
            self._begin_keys()
            self._begin_rewrite()
        except BaseException:
            self.close()  # each new try would hold one more file open each time
            raise

    def _tx(self, connection: Connection, context: Context) -> FileTx:
        return FileTx(connection, self.keys, context, self.own, self.cache)

    def _keep(self, _tx: Tx) -> None:
        """Nothing: the cache knows by itself what was written."""

    def write(self) -> AbstractContextManager[Connection]:
        """A writing transaction for a file that has no state row yet."""
        return self._writing()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        connection = self._connections()[1]
        with self.cache.transaction(), _transaction(connection):
            yield connection
        self.written += 1

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One transaction that reads; its first statement begins it. Fetch everything inside,
        nothing stays open behind it."""
        with _reading(self._connections()[0]) as connection:
            yield connection

    def _begin_rewrite(self) -> None:
        """Pays the rewrite that was owed when the program ended. Without room on the disk it stays
        owed, and people work on."""
        try:
            self.pay_rewrite()
        except (OSError, DBAPIError) as error:
            if primary_code(getattr(error, "orig", None)) in DAMAGED_CODES:
                raise
            log.exception("a file could not be rewritten yet")

    def destroy_ended_keys(self) -> None:
        """Destroys the keys that the file needs no more, after the commit that has ended what lay
        under them. Raises OSError; they are then owed."""
        if self._owes_keys:
            with self.read() as connection:
                settle_keys(connection, self.own)
            self._owes_keys = False

    def _connections(self) -> tuple[Connection, Connection]:
        """One that reads and one that writes, connected when first needed.

        They stay: to connect for each tap costs as much as what the tap then writes.
        """
        if self._connected is None:
            reads = self._engine.connect()
            self._connected = (
                reads,
                self._engine.connect().execution_options(**{WRITES_OPTION: True}),
            )
            writer = raw(self._connected[1])
            self.cache.watch(lambda: writer.total_changes)
        return self._connected

    def close(self) -> None:
        """Lets go of the file; whoever uses it again opens it again."""
        for connection in self._connected or ():
            connection.close()
        self._connected = None
        self.cache.watch(None)
        self.written += 1
        self._engine.dispose()

    def pay_rewrite(self) -> None:
        """Writes the file anew when the end of a round owes it, so that free pages and old offsets
        tell no order. Until then the file says that it is owed, also after a crash.

        VACUUM in place would leave the header's change counter behind; a new file does not.
        """
        if not self._owes_rewrite():
            return
        self._failpoints.reach("exit_rewrite_owed")
        fresh = self.path.with_suffix(REWRITE)
        try:
            self._write_anew(fresh)
        finally:
            remove_rewrites(self.path.parent, self.id)

    def _write_anew(self, fresh: Path) -> None:
        # VACUUM INTO refuses a file that is there: what a crash has left goes first.
        remove_rewrites(self.path.parent, self.id)
        with self._engine.connect() as connection:
            _copy_without_syncs(connection, fresh)
        self._failpoints.reach("exit_rewrite_written")
        _settle(fresh)
        self._failpoints.reach("exit_rewrite_settled")
        self.close()
        self._failpoints.reach("exit_rewrite_let_go")
        fresh.replace(self.path)
        self._failpoints.reach("exit_rewrite_done")
        sync_folder(self.path.parent)

    def _owes_rewrite(self) -> bool:
        with self.read() as connection:
            return bool(connection.execute(select(State.owes_rewrite)).scalar())


def remove_rewrites(folder: Path, id_: str = "*") -> None:
    """Takes away what a rewrite has left: its new file, and what SQLite keeps beside that one."""
    for path in folder.glob(f"{id_}{REWRITE}*"):
        path.unlink()


def has_begun(path: Path) -> bool:
    """True if the workshop of this file was ever started. That can be read without its key."""
    engine = open_engine(path)
    try:
        with engine.connect() as connection, connection.begin():
            return bool(connection.execute(select(State.begun)).scalar())
    finally:
        engine.dispose()


@contextmanager
def _transaction(connection: Connection) -> Iterator[Connection]:
    try:
        with connection.begin():
            yield connection
    except BaseException:
        _roll_back(connection)
        raise


@contextmanager
def _reading(connection: Connection) -> Iterator[Connection]:
    # After a vote everything may be known already: then nothing is begun, and no file locked.
    try:
        yield connection
        connection.commit()
    except BaseException:
        connection.rollback()
        _roll_back(connection)
        raise


def _roll_back(connection: Connection) -> None:
    # A COMMIT that meets a lock fails and leaves its transaction open, and SQLAlchemy takes it for
    # ended: the next BEGIN on this connection would be one inside of it.
    if raw(connection).in_transaction:
        raw(connection).rollback()


def _copy_without_syncs(connection: Connection, fresh: Path) -> None:
    # A new file that a loss of power leaves incomplete is removed and written again; only its
    # taking the old one's place has to be durable. Each sync here would stop every workshop.
    run(connection, "PRAGMA synchronous=OFF")
    try:
        run(connection, "VACUUM INTO ?", (str(fresh),))
    finally:
        run(connection, f"PRAGMA synchronous={PRAGMAS['synchronous']}")


def _settle(fresh: Path) -> None:
    """Marks the new file as rewritten before it takes the old one's place."""
    engine = open_engine(fresh, synchronous="OFF", journal_mode="MEMORY")
    try:
        with (
            engine.connect().execution_options(**{WRITES_OPTION: True}) as connection,
            connection.begin(),
        ):
            connection.execute(update(State).values(owes_rewrite=False))
    finally:
        engine.dispose()
    with fresh.open("r+b") as file:
        os.fsync(file.fileno())
