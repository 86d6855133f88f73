"""Traces of any workshop in a data directory."""

import sqlite3
from contextlib import closing
from pathlib import Path

SERVERS = {"server.key", "CACHEDIR.TAG"}
"""The files in the keys' folder that are of no workshop."""


def traces(data: Path) -> list[str]:
    """Returns everything that is left of any workshop: files, keys, and rows of the library."""
    keys = data.with_name(f"{data.name}-keys")
    found = [path.name for path in keys.iterdir() if path.name not in SERVERS]
    found += [path.name for path in (data / "workshops").iterdir()]
    with closing(sqlite3.connect(data / "library.db")) as library:
        for table in ("workshop", "team", "summary"):
            found += [f"{table} {row}" for row in library.execute(f"SELECT * FROM {table}")]
        for table in ("link", "sign_in"):
            where = "WHERE workshop != ''"
            found += [f"{table} {row}" for row in library.execute(f"SELECT * FROM {table} {where}")]
    return found
