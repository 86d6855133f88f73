"""The data directory: the file of the library, and one for each workshop, with their keys."""

import logging
import math
import os
import sqlite3
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from sqlalchemy.orm import Session

from workshop.storage.failpoints import Failpoints
from workshop.storage.keyring import Keys, KeyStore, OwnKeys
from workshop.storage.processes import Alone, Processes
from workshop.storage.sharing import OneProcess
from workshop.storage.sqlite.archive import LIBRARY
from workshop.storage.sqlite.engines import DAMAGED_CODES, WRITES_OPTION, open_engine, primary_code
from workshop.storage.sqlite.migrate import OtherVersion, migrate
from workshop.storage.sqlite.sync_folder import sync_folder
from workshop.storage.sqlite.workshop_file import WorkshopFile, has_begun, remove_rewrites
from workshop.storage.visible import EVERYTHING, Visible, narrow
from workshop.storage.workshops import CannotOpen, Left, WhyClosed, WrittenElsewhere

log = logging.getLogger(__name__)

OPEN_RETRY_S = 1.0
"""Seconds until a workshop that cannot be opened is tried again. It costs more than a vote, and all
of its phones ask."""


class LibraryFile:
    """library.db, opened."""

    def __init__(self, data: Path, failpoints: Failpoints) -> None:
        self._engine = open_engine(data / LIBRARY, failpoints)
        migrate(self._engine, "library")
        self.sharing = OneProcess()

    @contextmanager
    def begin(self, visible: Visible = EVERYTHING) -> Iterator[Session]:
        """One transaction in what may be seen; committed when the block ends well."""
        with self._session(visible, writes=True) as session:
            yield session
            session.flush()

    @contextmanager
    def read(self, visible: Visible = EVERYTHING) -> Iterator[Session]:
        """One transaction that only reads; it works on a full and on a read-only disk."""
        with self._session(visible, writes=False) as session:
            yield session

    @contextmanager
    def _session(self, visible: Visible, *, writes: bool) -> Iterator[Session]:
        connecting = self._engine.connect().execution_options(**{WRITES_OPTION: writes})
        with connecting as connection, connection.begin(), Session(bind=connection) as session:
            narrow(session, visible)
            yield session

    def close(self) -> None:
        """Lets go of the file."""
        self._engine.dispose()


class WorkshopFiles:
    """One file for each workshop, with whatever SQLite keeps beside it."""

    def __init__(self, data: Path, key_store: KeyStore, failpoints: Failpoints) -> None:
        self._folder = data / "workshops"
        # Each by itself: what mkdir makes on the way it makes for everybody on this machine.
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder.mkdir(mode=0o700, exist_ok=True)
        self._key_store = key_store
        self._failpoints = failpoints
        self._opened: dict[str, WorkshopFile] = {}
        self._owe_nothing: set[str] = set()
        """The workshops that were let go of: none of them has to be opened for what it may owe."""
        self._closed: dict[str, tuple[float, CannotOpen]] = {}
        """The workshops that cannot be opened: when that was tried last, and why."""
        self.processes: Processes = Alone()

    def open(self, id_: str) -> WorkshopFile | None:
        """A workshop's file, opened; None when it is sealed, or its key is not here. Raises
        CannotOpen."""
        if id_ in self._opened:
            return self._opened[id_]
        tried, known = self._closed.get(id_, (-math.inf, None))
        if known and time.monotonic() - tried < OPEN_RETRY_S:
            raise CannotOpen(known.why, known.version)
        try:
            return self._find(id_)
        except CannotOpen as closed:
            if id_ not in self._closed:
                log.warning("workshop %s cannot be opened: %s", id_, closed.why)
            self._closed[id_] = time.monotonic(), closed
            raise

    def _find(self, id_: str) -> WorkshopFile | None:
        path = self._path(id_)
        secret = self._secret(id_) if id_.isalnum() else None
        if secret is None or not path.exists():
            return None
        with tells_why(path):
            refuse_emptied(path)
            return self._open(id_, secret)

    def _secret(self, id_: str) -> bytes | None:
        try:
            return self._key_store.read(id_)
        except OSError:
            raise CannotOpen("no_access") from None

    def make(self, id_: str) -> WorkshopFile:
        """A new, empty file with a key of its own."""
        secret = self._key_store.make(id_)
        self._failpoints.reach("exit_new_key")
        return self._open(id_, secret)

    def _open(self, id_: str, secret: bytes) -> WorkshopFile:
        keys = Keys(secret)
        own = OwnKeys(keys, self._key_store, id_)
        self._owe_nothing.discard(id_)
        self._opened[id_] = WorkshopFile(id_, self._path(id_), keys, own, self._failpoints)
        return self._opened[id_]

    def can_read(self, id_: str) -> bool:
        """Whether a workshop's file and its key are both here, and the key can be read."""
        try:
            return self._path(id_).exists() and self._key_store.read(id_) is not None
        except OSError:
            return False

    def has_begun(self, id_: str) -> bool:
        """Whether a workshop's file is here, and the workshop was ever started."""
        return self._path(id_).exists() and has_begun(self._path(id_))

    def delete(self, id_: str) -> None:
        """Destroys a workshop's keys, then deletes its file and what lies beside it."""
        self.close_one(id_)
        self._key_store.destroy(id_)
        self._failpoints.reach("exit_key_gone")
        self._remove(id_)

    def _remove(self, id_: str) -> None:
        """The file goes first: without the journal beside it, half a commit could not be undone."""
        for path in self._paths(id_):
            path.unlink()
            self._failpoints.reach("exit_file_gone")
        sync_folder(self._folder)

    def left_of(self, id_: str) -> set[Left]:
        """Returns the parts of a workshop that are on disk."""
        paths, file = self._paths(id_), self._path(id_)
        left: dict[Left, bool] = {
            "key": bool(self._key_store.left_of(id_)),
            "file": file in paths,
            "beside": any(path != file for path in paths),
        }
        return {name for name, is_there in left.items() if is_there}

    def ids(self) -> set[str]:
        """The workshops of which anything is on disk, a file or a key."""
        files = {path.name.partition(".")[0] for path in self._folder.iterdir()}
        return files | self._key_store.workshops()

    def owing(self) -> set[str]:
        """Returns those that are open, or were not opened yet since the start: what a file owes is
        found by opening it."""
        return self.ids() - self._owe_nothing

    def opened(self) -> set[str]:
        """Returns the workshops whose files are open."""
        return {*self._opened}

    def forget(self, id_: str) -> None:
        """Lets go of the file of a workshop that nobody looks at, unless it owes something."""
        if id_ in self._opened and not self._opened[id_].owes_something():
            self.close_one(id_)
            self._owe_nothing.add(id_)

    def sweep(self) -> None:
        """Takes away what interrupted rewrites have left, also where no key is left to open the
        file itself."""
        remove_rewrites(self._folder)

    def close(self) -> None:
        """Lets go of all files."""
        for id_ in list(self._opened):
            self.close_one(id_)

    def behind(self, _ids: Collection[str]) -> WrittenElsewhere:
        """Returns none: nobody else writes these files."""
        return WrittenElsewhere()

    def close_one(self, id_: str, *, for_good: bool = False) -> None:
        """Lets go of a workshop's file and of its keys."""
        file = self._opened.pop(id_, None)
        if file:
            file.close()

    def _path(self, id_: str) -> Path:
        return self._folder / f"{id_}.db"

    def _paths(self, id_: str) -> list[Path]:
        """A workshop's file first, then whatever lies beside it."""
        return sorted(self._folder.glob(f"{id_}.*"))


@contextmanager
def tells_why(path: Path) -> Iterator[None]:
    """Raises CannotOpen in place of an error that says something lasting about a file or its key;
    one that may pass, such as a lock or a full disk, stays what it is."""
    try:
        yield
    except Exception as error:
        if isinstance(error, OtherVersion):
            raise CannotOpen("other_version", error.found) from None
        why = _why_closed(error, path)
        if why is None:
            raise
        raise CannotOpen(why) from None


def refuse_emptied(path: Path) -> None:
    """Raises CannotOpen for an empty file: SQLite would take it for a new database."""
    if path.stat().st_size == 0:
        raise CannotOpen("damaged")


def _why_closed(error: Exception, path: Path) -> WhyClosed | None:
    code = primary_code(getattr(error, "orig", None))
    # A key that is not the file's own opens nothing, and what it opens wrongly cannot be read.
    if code in DAMAGED_CODES or isinstance(error, InvalidTag | msgspec.MsgspecError):
        return "damaged"
    closed = code == sqlite3.SQLITE_CANTOPEN and not os.access(path, os.R_OK | os.W_OK)
    return "no_access" if closed else None
