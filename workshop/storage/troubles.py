"""The codes of a disk or database that refuses to write, as the desk shows them."""

import errno
import os
import sqlite3

TROUBLES = {
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_CANTOPEN: "disk_error",
    sqlite3.SQLITE_IOERR: "disk_error",
}


def trouble_of(error: Exception) -> str:
    """The code of the banner that the desk shows."""
    if isinstance(error, OSError):
        return _OF_FILES.get(error.errno or 0, "disk_error")
    return TROUBLES.get(_code(error), "disk_error")


_OF_FILES = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EROFS: "read_only",
    errno.EBUSY: "locked",
    # On Windows, what somebody else's program has open cannot be deleted.
    errno.EACCES: "locked" if os.name == "nt" else "read_only",
}


def _code(error: Exception) -> int:
    """SQLite's primary result code; the higher bits only say more of the same."""
    extended = getattr(getattr(error, "orig", None), "sqlite_errorcode", 0)
    return int(extended) & 0xFF
