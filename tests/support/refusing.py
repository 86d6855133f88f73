"""The errors of a database that refuses."""

import sqlite3

from sqlalchemy.exc import OperationalError

CODES = {
    "locked": sqlite3.SQLITE_BUSY,
    "disk_full": sqlite3.SQLITE_FULL,
    "read_only": sqlite3.SQLITE_READONLY,
    "disk_error": sqlite3.SQLITE_IOERR | 3 << 8,
}


def refusing(trouble: str) -> OperationalError:
    """The error of a database that has this trouble."""
    error = sqlite3.OperationalError("no")
    error.sqlite_errorcode = CODES[trouble]
    return OperationalError("", {}, error)
