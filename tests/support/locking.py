"""Somebody else's program that holds a database: a backup, a virus scanner, a curious person."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.waiting import WITHIN

HOLD = f"""
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], timeout={WITHIN}, isolation_level=None)
connection.execute(sys.argv[2])
connection.execute(sys.argv[3])
print("held", flush=True)
sys.stdin.read()
connection.execute("ROLLBACK")
"""


@contextmanager
def locked(path: Path, reading: bool = False) -> Iterator[None]:
    """Another process holds the file's lock until the block ends; or only reads from it, which
    lets others begin to write and no one commit."""
    how = "BEGIN" if reading else "BEGIN EXCLUSIVE"
    command = [sys.executable, "-c", HOLD, str(path), how, "SELECT count(*) FROM sqlite_master"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdin is not None and holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        try:
            yield
        finally:
            holder.stdin.close()
            holder.wait(WITHIN)
