"""A workshop that was opened with its key: the base of one in a file and of one in rows."""

import logging
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from sqlalchemy import Connection, select

from workshop.storage.context import Context
from workshop.storage.keyring import Keys, OwnKeys
from workshop.storage.keys_needed import delete_lost, lost_rows
from workshop.storage.read_cache import ReadCache
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import State

log = logging.getLogger(__name__)


class OpenedWorkshop(ABC):
    """One workshop, opened with its key. Only the database thread may use it."""

    def __init__(self, id_: str, keys: Keys, own: OwnKeys) -> None:
        self.id = id_
        self.keys = keys
        self.own = own
        self.shown: dict[bytes, Any] = {}
        """Bodies that were decrypted already, by their encrypted form; in memory while the workshop
        is open."""
        self.rev = 0
        """Raised by each commit that shows something. In memory only: kept on disk, it would tell
        how often people changed their minds."""
        self.written = 0
        """Raised by each transaction that writes, and when others may have written: while it stays
        the same, so does whatever is read of the workshop."""
        self.cache = ReadCache()
        self._owes_keys = True
        """True if there may be keys that are needed no more; each opening looks."""

    @contextmanager
    def begin(self, context: Context) -> Iterator[Tx]:
        """One transaction that writes; finished and committed when the block ends well."""
        with self._writing() as connection:
            tx = self._tx(connection, context)
            yield tx
            tx.finish()
        self._owes_keys = self._owes_keys or tx.keys_over
        self._keep(tx)
        context.memory.become(tx.memory)
        self.rev += tx.changed

    @abstractmethod
    def _tx(self, connection: Connection, context: Context) -> Tx:
        """Returns what actions write with."""

    @abstractmethod
    def _keep(self, tx: Tx) -> None:
        """Takes over what a transaction knows, after its commit."""

    @abstractmethod
    def _writing(self) -> AbstractContextManager[Connection]:
        """A transaction that writes."""

    @abstractmethod
    def write(self) -> AbstractContextManager[Connection]:
        """A writing transaction for a workshop that has no state row yet."""

    @abstractmethod
    def read(self) -> AbstractContextManager[Connection]:
        """One transaction that reads. Fetch everything inside, nothing stays open behind it."""

    @abstractmethod
    def destroy_ended_keys(self) -> None:
        """Destroys the keys that are needed no more. Raises OSError; they are then owed."""

    def _begin_keys(self) -> None:
        """Has the keys that are needed, and no row that none of them opens. Without room on the
        disk it goes on with those that there are."""
        with self.read() as connection:
            lost = lost_rows(connection, self.own)
        if lost:
            with self.write() as connection:
                # Looked for anew, with the lock: another process may have ended a round after that
                # reading and before its key was asked for. What stays of the round has its number.
                delete_lost(connection, lost_rows(connection, self.own))
        try:
            self.destroy_ended_keys()
        except OSError:
            log.exception("a key could not be destroyed, or made, yet")

    def owes_something(self) -> bool:
        """True if there is something to do for what is over, or the workshop has ended."""
        with self.read() as connection:
            row = connection.execute(select(State.owes_rewrite, State.closed)).one()
        return self._owes_keys or any(row)

    def is_closed(self) -> bool:
        """True if the workshop has ended, so that nothing but its seal may follow."""
        with self.read() as connection:
            return bool(connection.execute(select(State.closed)).scalar())
