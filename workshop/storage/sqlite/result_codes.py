"""What the result codes of SQLite mean for a workshop."""

import sqlite3

TROUBLES = {
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_CANTOPEN: "disk_error",
    sqlite3.SQLITE_IOERR: "disk_error",
}


def trouble_of_code(error: object) -> str:
    """Returns the trouble that an error of SQLite stands for, or "" for none that is known."""
    # The higher bits of the code only say more of the same.
    return TROUBLES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, "")
