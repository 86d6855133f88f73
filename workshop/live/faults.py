"""What a database that refuses to write is saying."""

import sqlite3

TROUBLES = {
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_CANTOPEN: "disk_error",
    sqlite3.SQLITE_IOERR: "disk_error",
}


def trouble_of(error: Exception) -> str:
    """The code of the banner that the desk shows."""
    return TROUBLES.get(_code(error), "disk_error")


def _code(error: Exception) -> int:
    """SQLite's primary result code; the higher bits only say more of the same."""
    extended = getattr(getattr(error, "orig", None), "sqlite_errorcode", 0)
    return int(extended) & 0xFF
