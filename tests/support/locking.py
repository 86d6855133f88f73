"""Somebody else's program that holds a database: a backup, a virus scanner, a curious person."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy.exc import OperationalError

from tests.support.waiting import WITHIN, until
from workshop.storage.troubles import is_busy

T = TypeVar("T")

HOLD = f"""
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], timeout={WITHIN}, isolation_level=None)
connection.execute(sys.argv[2])
connection.execute(sys.argv[3])
print("held", flush=True)
sys.stdin.read()
connection.execute("ROLLBACK")
"""


def unhindered(work: Callable[[], T]) -> T:
    """Returns what some work gives, which is done again where somebody else held the lock."""
    done: list[T] = []

    def is_done() -> bool:
        try:
            done.append(work())
        except OperationalError as error:
            assert is_busy(error), error
            return False
        return True

    until(is_done)
    return done[0]


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
