"""Files as other programs leave them: each gives the order of its rows to one trick of the linker.

Kept so that the linker is known to be able to succeed. Each takes the people's texts in the order
in which they were written, and returns the file as it lies there.
"""

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.anonymity.linker import Loot, Target
from tests.anonymity.pages import Pages
from workshop.storage.keyring import Keys

PEOPLE = 8
PADDED = 96
FAR = 2080
"""Bytes of a body that does not fit beside others on a page."""
K = Keys(b"weak")
Row = tuple[bytes, bytes]
Fill = Callable[[sqlite3.Connection, list[Row], random.Random], None]


@dataclass(frozen=True)
class Weak:
    """A weak way to keep cards, and the tricks that must see through it."""

    fill: Fill
    tricks: tuple[str, ...]
    size: int = PADDED
    """Bytes to which each body is padded; 0 for none."""


def _written(connection: sqlite3.Connection, rows: list[Row], sql: str) -> None:
    """Each row in a transaction of its own, in a table `card` made by this SQL."""
    connection.execute(sql)
    for row in rows:
        connection.execute("INSERT INTO card (key, body) VALUES (?, ?)", row)


def _ordinary(connection: sqlite3.Connection, rows: list[Row], _chance: random.Random) -> None:
    _written(connection, rows, "CREATE TABLE card (key BLOB PRIMARY KEY, body BLOB)")
    connection.execute("VACUUM")


PLAIN = "CREATE TABLE card (key BLOB PRIMARY KEY, body BLOB) WITHOUT ROWID"


def _not_rewritten(connection: sqlite3.Connection, rows: list[Row], _chance: random.Random) -> None:
    _written(connection, rows, PLAIN)


def _numbered(connection: sqlite3.Connection, rows: list[Row], _chance: random.Random) -> None:
    connection.execute("CREATE TABLE card (n INTEGER PRIMARY KEY, key, body) WITHOUT ROWID")
    connection.executemany("INSERT INTO card VALUES (?, ?, ?)", enumerate_rows(rows))


def _by_show(connection: sqlite3.Connection, rows: list[Row], _chance: random.Random) -> None:
    connection.execute("CREATE TABLE card (n INTEGER PRIMARY KEY, key, body) WITHOUT ROWID")
    places = sorted(range(1, PEOPLE + 1), key=lambda n: K.mark("order", n))
    numbered = sorted((n, *row) for n, row in zip(places, rows, strict=True))
    connection.executemany("INSERT INTO card VALUES (?, ?, ?)", numbered)


def _timed(connection: sqlite3.Connection, rows: list[Row], _chance: random.Random) -> None:
    columns = "key BLOB PRIMARY KEY, body BLOB, round INTEGER, at REAL"
    connection.execute(f"CREATE TABLE card ({columns}) WITHOUT ROWID")
    timed = sorted((key, body, 3, 1.78e9 + 7.5 * i) for i, (key, body) in enumerate(rows))
    connection.executemany("INSERT INTO card VALUES (?, ?, ?, ?)", timed)


def _sorted(connection: sqlite3.Connection, rows: list[Row], _chance: random.Random) -> None:
    _written(connection, sorted(rows), PLAIN)


def _moved(connection: sqlite3.Connection, rows: list[Row], chance: random.Random) -> None:
    """A reveal that shuffles, in a file that overwrites nothing and is not written anew."""
    connection.execute("PRAGMA secure_delete = OFF")
    connection.execute("CREATE TABLE waiting (body BLOB PRIMARY KEY) WITHOUT ROWID")
    connection.execute(PLAIN)
    for _, body in rows:
        connection.execute("INSERT INTO waiting VALUES (?)", (body,))
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO card VALUES (?, ?)", chance.sample(rows, len(rows)))
    connection.execute("DELETE FROM waiting WHERE body NOTNULL")
    connection.execute("COMMIT")


def _ahead(connection: sqlite3.Connection, rows: list[Row], _chance: random.Random) -> None:
    """Everything right, but with a write-ahead log."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    _written(connection, rows, PLAIN)


def _counted(connection: sqlite3.Connection, rows: list[Row], _chance: random.Random) -> None:
    """Taps: nothing but a number for each thing that was tapped, made by the first tap."""
    connection.execute("CREATE TABLE card (key BLOB PRIMARY KEY, total INTEGER) WITHOUT ROWID")
    for key, _ in rows:
        connection.execute("INSERT INTO card VALUES (?, 1)", (key,))


def enumerate_rows(rows: list[Row]) -> list[tuple[int, bytes, bytes]]:
    """The rows with the number of their arrival."""
    return [(n, *row) for n, row in enumerate(rows, 1)]


WEAK = {
    "an ordinary table, vacuumed in place": Weak(_ordinary, ("rowid", "all together")),
    "no rowid, but never written anew": Weak(
        _not_rewritten, ("page and offset", "offset", "all together")
    ),
    "bodies on pages of their own": Weak(_not_rewritten, ("overflow pages", "all together"), FAR),
    "taps that are counted when they come": Weak(_counted, ("page and offset", "all together")),
    "numbered as they came": Weak(_numbered, ("key order", "pointer", "column 0")),
    "shown as they came": Weak(_by_show, ("shown order",)),
    "with a time": Weak(_timed, ("column 3",)),
    "as long as they are": Weak(_sorted, ("size",), 0),
    "moved and not overwritten": Weak(_moved, ("residue", "all together")),
    "with a write-ahead log": Weak(_ahead, ("journal", "all together")),
}


def leave(weak: Weak, seed: int, folder: Path) -> tuple[Loot, Target]:
    """Returns the attacker's loot, and who truly wrote which row."""
    chance = random.Random(seed)
    lengths = chance.sample(range(20, 90), PEOPLE)
    bodies = [chance.randbytes(length).ljust(weak.size, b" ") for length in lengths]
    rows = [(chance.randbytes(16), body) for body in bodies]
    path = folder / f"{seed}.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        weak.fill(connection, rows, chance)
        log = path.with_name(f"{path.name}-wal")
        film = log.read_bytes() if log.exists() else b""
        connection.execute("PRAGMA wal_checkpoint")
        loot = Loot(Pages(path.read_bytes()), film, K)
    path.unlink()
    truth = {key: i for i, (key, _) in enumerate(rows)}
    return loot, Target("card", truth, lengths, key=lambda cell: _key(cell.values))


def _key(values: tuple[object, ...]) -> bytes:
    return next(value for value in values if isinstance(value, bytes) and len(value) == 16)
