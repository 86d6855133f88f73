"""The workshops that are open: what every store of them can do."""

from collections.abc import Collection, Container
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from sqlalchemy import Connection

from workshop.storage.context import Context
from workshop.storage.keyring import Keys, OwnKeys
from workshop.storage.processes import Processes
from workshop.storage.read_cache import ReadCache
from workshop.storage.transaction import Tx

Left = Literal["key", "file", "beside"]
"""A part that may be left of a workshop: a key, what is stored of it, and what lies beside that."""
WhyClosed = Literal["damaged", "other_version", "no_access"]
"""Why a workshop cannot be opened: something of it is damaged, another version of the program has
made it, or this one may not read it."""


class CannotOpen(RuntimeError):
    """Raised for one workshop that cannot be opened, and that is left as it is; others can be."""

    def __init__(self, why: WhyClosed, version: int = 0) -> None:
        super().__init__(why)
        self.why = why
        self.version = version
        """The version of what is stored, where that is why."""


@dataclass(frozen=True)
class WrittenElsewhere:
    """The workshops that other processes have written so that something else is shown, those that
    they have written without that, and those of which nothing is left."""

    shown: Collection[str] = ()
    unseen: Collection[str] = ()
    gone: Collection[str] = ()


class StoredWorkshop(Protocol):
    """One workshop, opened with its key. Only the database thread may use it."""

    id: str
    keys: Keys
    own: OwnKeys
    cache: ReadCache
    shown: dict[bytes, Any]
    """Decrypted words, by their encrypted form; in memory while the workshop is open."""
    rev: int
    """Raised by each commit that shows something. In memory only: kept on disk, it would tell how
    often people changed their minds."""
    written: int
    """How often it was written since it was opened: while this stays the same, whatever is read of
    the workshop does."""

    def begin(self, context: Context) -> AbstractContextManager[Tx]:
        """One transaction that writes; finished and committed when the block ends well."""

    def write(self) -> AbstractContextManager[Connection]:
        """A writing transaction for a workshop that has no state row yet."""

    def read(self) -> AbstractContextManager[Connection]:
        """One transaction that reads. Fetch everything inside; nothing stays open behind it."""

    def pay_rewrite(self) -> None:
        """Does what the end of a round owes, so that nothing stored tells in which order its rows
        came. Owed until it is done, also after a crash."""

    def destroy_ended_keys(self) -> None:
        """Destroys the keys of what is over, after the commit that has ended it. Raises OSError;
        they are then owed."""

    def is_closed(self) -> bool:
        """Whether the workshop has ended, so that nothing but its seal may follow."""


class Workshops(Protocol):
    """All open workshops and their keys, for the database thread only, but for `can_read`."""

    processes: Processes
    """The processes that have these workshops."""

    def open(self, id_: str) -> StoredWorkshop | None:
        """A workshop, opened; None when it is sealed, or its key is not here. Raises CannotOpen."""

    def make(self, id_: str) -> StoredWorkshop:
        """A new, empty workshop with a key of its own."""

    def can_read(self, id_: str) -> bool:
        """Whether a workshop and its key are both here."""

    def has_begun(self, id_: str) -> bool:
        """Whether a workshop is here and was ever started. That can be read without its key."""

    def delete(self, id_: str) -> None:
        """Deletes all of a workshop, its key first. Harmless where that was done already."""

    def left_of(self, id_: str) -> set[Left]:
        """Returns the parts that are there of a workshop."""

    def ids(self) -> set[str]:
        """The workshops of which anything is there, if only a key."""

    def owing(self) -> Container[str]:
        """The workshops that may owe something for what is over, or that have ended."""

    def opened(self) -> set[str]:
        """Returns the workshops that are open here."""

    def forget(self, id_: str) -> None:
        """Lets go of a workshop that nobody looks at, unless it owes something or has ended;
        whoever asks for it again opens it again."""

    def sweep(self) -> None:
        """Takes away what an interrupted write has left. Not while another process may write."""

    def behind(self, ids: Collection[str]) -> WrittenElsewhere:
        """Tells what other processes have done to these workshops, and to those that are open here,
        since this was asked last. Those of which nothing is left are let go of. A workshop that is
        not open here, or was opened since, counts as written."""

    def close_one(self, id_: str, *, for_good: bool = False) -> None:
        """Lets go of a workshop and drops its keys from memory; harmless where it is not open.
        `for_good` where it is over for all processes: then it is not opened again."""

    def close(self) -> None:
        """Lets go of all of them; whoever asks for one again opens it again."""
