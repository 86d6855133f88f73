"""Why a workshop's file cannot be opened, by the error that its opening has met."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag

from workshop.storage.sqlite.engines import DAMAGED_CODES, primary_code
from workshop.storage.sqlite.migrate import OtherVersion
from workshop.storage.workshops import CannotOpen, WhyClosed


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
