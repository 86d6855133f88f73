"""A workshop's rows in PostgreSQL, opened with its key."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, select, update

from workshop.storage.context import Context, Memory
from workshop.storage.keyring import Keys, OwnKeys
from workshop.storage.keys_needed import settle_keys
from workshop.storage.opened_workshop import OpenedWorkshop
from workshop.storage.postgres.connections import Scope, run, transaction
from workshop.storage.postgres.rows_transaction import RowsTx
from workshop.storage.postgres.standing_marks import StandingMarks
from workshop.storage.postgres.volatile_rows import Bodies, recall
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import State

DESTROY_TRIES = 10
"""How often it is tried to destroy keys while others write; they stay owed then."""


class WorkshopRows(OpenedWorkshop):
    """One workshop in the database. Only the database thread may use it."""

    def __init__(self, id_: str, engine: Engine, keys: Keys, own: OwnKeys) -> None:
        super().__init__(id_, keys, own)
        self._engine = engine
        self._scope = Scope(id_)
        self._stamp = b""
        """The workshop's stamp when this process knew it last."""
        self._marks = StandingMarks()
        self._memory: Memory | None = None
        """The memory that all processes share; None where `_volatile` was not decrypted yet."""
        self._volatile: Bodies = {}
        self.told: bytes | None = None
        """The stamp up to which whoever shows the workshop here has been told what was written;
        None at first: what they show may be from before it was opened anew."""
        self.cache.watch(lambda: self._scope.rows)
        self._begin_keys()

    def _tx(self, connection: Connection, context: Context) -> RowsTx:
        tx = RowsTx(connection, self.keys, context, self.own, self.cache, self._marks)
        if self._memory is None:
            self._memory = recall(self._volatile, self.own, tx.state.round)
        tx.remember(self._memory)
        return tx

    def _keep(self, tx: Tx) -> None:
        assert isinstance(tx, RowsTx)
        tx.marks.keep()
        self._memory = tx.memory

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A writing transaction, also for a workshop that has no state row yet."""
        with self._writing() as connection:
            yield connection
        self._marks.forget()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        begun, before = False, b""
        try:
            with self.cache.transaction(), self._transaction(writes=True) as connection:
                begun, before, self._scope.shows = True, self._scope.stamp, True
                # A process that stood still may have lost its lock: others may have made a key.
                self.own.still_ours = lambda: run(connection, "SELECT 1")
                if self._scope.stamp != self._scope.known:
                    self._memory, self._volatile = None, self._scope.volatile
                yield connection
        except BaseException:
            # What failed in its commit may be stored all the same.
            if begun:
                self._forget()
                self._scope.known = None
            raise
        finally:
            self.own.still_ours = lambda: None
        self._stamp = self._scope.stamp
        self._scope.known = self._scope.stamp or None
        if before == self.told:
            self.told = self._stamp  # nobody else has written meanwhile
        self.written += 1

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One transaction that reads. Fetch everything inside, nothing stays open behind it."""
        with self._transaction(writes=False) as connection:
            yield connection

    @contextmanager
    def _transaction(self, *, writes: bool) -> Iterator[Connection]:
        with transaction(self._engine, self._scope, writes=writes) as connection:
            if not self._scope.stamp or self._scope.stamp != self._stamp:
                self._stamp = self._scope.stamp
                self._know_nothing()
            yield connection

    def _forget(self) -> None:
        self.cache.forget()
        self._marks.forget()
        self.own.forget()

    def _know_nothing(self) -> None:
        """Has everything read again: somebody else may have written."""
        self._forget()
        self.written += 1
        self.rev += 1

    def pay_rewrite(self) -> None:
        """Notes that a round is over. No row tells what lay under its key once that is destroyed:
        there is nothing to write anew."""
        with self.read() as connection:
            owes = connection.execute(select(State.owes_rewrite)).scalar()
        if owes:
            with self.write() as connection:
                connection.execute(update(State).values(owes_rewrite=False))

    def destroy_ended_keys(self) -> None:
        """Destroys the keys that are needed no more, after the commit that has ended what lay
        under them. Raises OSError; they are then owed."""
        for _ in range(DESTROY_TRIES if self._owes_keys else 0):
            self._unsettle()
            # With the lock: nobody may lay a row under a key that is being destroyed.
            with self.write() as connection:
                if self._scope.stamp:
                    continue  # somebody has written meanwhile, and trusts in the keys they know
                settle_keys(connection, self.own)
                # Counts as written, so that all others read their keys again.
                self._scope.rows += 1
            self._owes_keys = False
            return

    def _unsettle(self) -> None:
        """Has every process read the keys again with each transaction, until the next commit.

        Without it a process that dies after it has destroyed a key, and before its commit, would
        leave others to lay rows under that key.
        """
        self._scope.unsettles = True
        try:
            with self.write():
                self._scope.rows += 1
        finally:
            self._scope.unsettles = False
