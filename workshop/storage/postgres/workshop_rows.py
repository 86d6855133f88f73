"""A workshop's rows in PostgreSQL, opened with its key."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, select, update

from workshop.storage.context import Context
from workshop.storage.keyring import Keys, OwnKeys
from workshop.storage.keys_needed import drop_lost, lost_rows, settle_keys
from workshop.storage.postgres.connections import Scope, transaction
from workshop.storage.postgres.rows_transaction import RowsTx
from workshop.storage.read_cache import ReadCache
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import State

log = logging.getLogger(__name__)


class WorkshopRows:
    """One workshop in the database. Only the database thread may use it."""

    def __init__(self, id_: str, engine: Engine, keys: Keys, own: OwnKeys) -> None:
        self.id = id_
        self.keys = keys
        self.own = own
        self.shown: dict[bytes, Any] = {}
        self.rev = 0
        self.written = 0
        self.cache = ReadCache()
        self._engine = engine
        self._scope = Scope(id_)
        self._stamp = b""
        """The workshop's stamp when this process knew it last."""
        self._owes_keys = True
        self.cache.watch(lambda: self._scope.rows)
        self._begin_keys()

    @contextmanager
    def begin(self, context: Context) -> Iterator[Tx]:
        """One transaction that writes; finished and committed when the block ends well."""
        with self.write() as connection:
            tx = RowsTx(connection, self.keys, context, self.own, self.cache)
            yield tx
            tx.finish()
        self._owes_keys = self._owes_keys or tx.keys_over
        context.memory.become(tx.memory)
        self.rev += tx.changed

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A writing transaction, also for a workshop that has no state row yet."""
        with self.cache.transaction(), self._transaction(writes=True) as connection:
            yield connection
        self._stamp = self._scope.stamp
        self.written += 1

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One transaction that reads. Fetch everything inside, nothing stays open behind it."""
        with self._transaction(writes=False) as connection:
            yield connection

    @contextmanager
    def _transaction(self, *, writes: bool) -> Iterator[Connection]:
        with transaction(self._engine, self._scope, writes=writes) as connection:
            if self._scope.stamp != self._stamp:
                self._know_nothing()
            yield connection

    def _know_nothing(self) -> None:
        """Has everything read again: another process has written."""
        self._stamp = self._scope.stamp
        self.cache.forget()
        self.own.forget()
        self.written += 1
        self.rev += 1

    def _begin_keys(self) -> None:
        """Has the keys that are needed, and no row that none of them opens."""
        with self.read() as connection:
            lost = lost_rows(connection, self.own)
        if lost:
            with self.write() as connection:
                drop_lost(connection, lost)
        try:
            self.pay_keys()
        except OSError:
            log.exception("a key could not be destroyed, or made, yet")

    def pay_rewrite(self) -> None:
        """Notes that a round is over. What lay under its key is told by no row once `pay_keys` has
        destroyed that: there is nothing to write anew."""
        with self.read() as connection:
            owes = connection.execute(select(State.owes_rewrite)).scalar()
        if owes:
            with self.write() as connection:
                connection.execute(update(State).values(owes_rewrite=False))

    def pay_keys(self) -> None:
        """Destroys the keys that are needed no more, after the commit that has ended what lay
        under them. Raises OSError; they are then owed."""
        if self._owes_keys:
            # With the lock: nobody may lay a row under a key that is being destroyed.
            with self.write() as connection:
                settle_keys(connection, self.own)
                # Counts as written, so that other processes read their keys again.
                self._scope.rows += 1
            self._owes_keys = False

    def is_closed(self) -> bool:
        """True if the workshop has ended, so that nothing but its seal may follow."""
        with self.read() as connection:
            return bool(connection.execute(select(State.closed)).scalar())
