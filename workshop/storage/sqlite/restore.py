"""The way back from a backup: into an empty data directory, after all of it was checked."""

import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from workshop.settings.wrong_setting import Refusal
from workshop.storage.sqlite.archive import LIBRARY, Databases, NoBackup, unpack_archive
from workshop.storage.sqlite.backup import Holds, holds
from workshop.storage.sqlite.migrate import (
    FILE_VERSION,
    DatabaseLine,
    OtherVersion,
    refuse_other_version,
)
from workshop.storage.sqlite.sync_folder import sync_folder

RESTORING = ".restoring"


class NotEmpty(Refusal):
    """Raised when the data directory has something in it already; the message says what to do."""


def read_backup(path: Path) -> Databases:
    """A backup's databases, each checked. Raises NoBackup, or OSError when it cannot be read."""
    found = unpack_archive(path)
    return Databases(
        _checked(found.library, "library"),
        {id_: _checked(body, "workshop") for id_, body in found.workshops.items()},
    )


def put_back(databases: Databases, data: Path, besides: frozenset[str] = frozenset()) -> Holds:
    """Lays the databases down in a data directory that holds nothing else. Raises NotEmpty.

    `besides` names what may lie there, such as the lock by which it is held. When anything goes
    wrong, nothing is left.
    """
    stage = data / RESTORING
    if stage.exists():
        shutil.rmtree(stage)  # of a restore that was broken off
    refuse_full(data, besides)
    _lay_down(databases, stage)
    try:
        (stage / "workshops").rename(data / "workshops")
        # The library last: without it there is nothing here yet.
        (stage / LIBRARY).rename(data / LIBRARY)
    except BaseException:
        shutil.rmtree(data / "workshops", ignore_errors=True)
        raise
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    sync_folder(data)
    return holds(databases)


def refuse_full(data: Path, besides: frozenset[str]) -> None:
    """Raises NotEmpty if a data directory holds more than what is named in `besides`, and what a
    restore that was broken off has left."""
    if data.is_dir() and {path.name for path in data.iterdir()} - besides - {RESTORING}:
        raise NotEmpty(
            f"{data} is not empty. A backup can only be restored into an empty folder: "
            "name another one with --data, or move this one away first. Nothing was changed."
        )


def keyless(databases: Databases, keys: Path) -> int:
    """How many of the workshops have no key in the folder of keys: nobody can read them."""
    return sum(not (keys / f"{id_}.key").exists() for id_ in databases.workshops)


def _lay_down(databases: Databases, stage: Path) -> None:
    try:
        (stage / "workshops").mkdir(mode=0o700, parents=True)
        for id_, body in databases.workshops.items():
            _write(stage / "workshops" / f"{id_}.db", body)
        _write(stage / LIBRARY, databases.library)
        sync_folder(stage / "workshops")
    except BaseException:
        shutil.rmtree(stage, ignore_errors=True)
        raise


def _write(path: Path, body: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())


def _checked(body: bytes, line: DatabaseLine) -> bytes:
    """The database, if it is whole and of a version that is known here."""
    try:
        with _opened(body) as database:
            _check(database, line)
            if line == "workshop":
                _renew_epoch(database)
            return database.serialize()
    except sqlite3.DatabaseError as error:
        raise NoBackup(
            f"A database in this backup is damaged: {error}. Use another backup."
        ) from error


@contextmanager
def _opened(body: bytes) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        database.deserialize(body)
        database.execute("PRAGMA trusted_schema=OFF")
        database.execute("PRAGMA secure_delete=ON")
        yield database


def _check(database: sqlite3.Connection, line: DatabaseLine) -> None:
    if database.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
        raise NoBackup("A database in this backup is damaged. Use another backup.")
    # A trigger or a view would go on acting in the server that opens it.
    if database.execute("SELECT 1 FROM sqlite_master WHERE type IN ('trigger', 'view')").fetchone():
        raise NoBackup("This backup contains something that this program never puts into a backup.")
    (found,) = database.execute(FILE_VERSION).fetchone()
    try:
        refuse_other_version(found, line)
    except OtherVersion as other:
        raise NoBackup(
            f"A database in this backup has version {found}, and this program reads version "
            f"{other.known}. Restore the backup with the version of the program that made it."
        ) from None


def _renew_epoch(workshop: sqlite3.Connection) -> None:
    """Devices may have seen what came after the backup: in another epoch they ask for all of it."""
    workshop.execute("UPDATE state SET epoch = ?", (secrets.token_hex(4),))
