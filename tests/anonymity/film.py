"""All that whoever holds a PostgreSQL's disk, its backups and its log of changes can take from it.

Every version of every row is written into a table without a log, in the order of the changes, by a
trigger of the server's owner: that is at least what all pages, backups and the log together tell.
Where bytes lie in pages and in the log is looked up there.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.postgres import Cluster

PAGE, LONG_HEADER, SHORT_HEADER = 8192, 40, 24
SEGMENT = 16 * 1024 * 1024
"""Bytes of a page of the log and of its headers, and of a file of it; see xlog_internal.h."""
_FILMED = """
CREATE UNLOGGED TABLE film (at bigserial, said text, gone boolean, row jsonb);
CREATE FUNCTION filmed() RETURNS trigger SECURITY DEFINER LANGUAGE plpgsql AS $$
DECLARE
    row record := coalesce(NEW, OLD);
    said jsonb;
BEGIN
    IF TG_TABLE_NAME = 'state' THEN
        -- Its long columns are written once, before anybody has come.
        said := jsonb_build_object('workshop', row.workshop, 'body', row.body);
    ELSE
        said := to_jsonb(row);
    END IF;
    INSERT INTO film (said, gone, row) VALUES (TG_TABLE_NAME, TG_OP = 'DELETE', said);
    RETURN NULL;
END $$;
"""
_WATCH = (
    "CREATE TRIGGER filmed AFTER INSERT OR UPDATE OR DELETE ON {} "
    "FOR EACH ROW EXECUTE FUNCTION filmed()"
)


def watch(cluster: Cluster, database: str, tables: Sequence[str]) -> None:
    """Has every change of these tables filmed."""
    with cluster.connect(database) as connection:
        connection.execute(_FILMED)
        for table in tables:
            connection.execute(_WATCH.format(table))


@dataclass(frozen=True)
class Version:
    """A version of a row as it was written, or as it was when it was deleted."""

    table: str
    gone: bool
    row: Mapping[str, Any]
    """The columns of the row; bytes as bytes."""


def film_of(cluster: Cluster, database: str) -> list[Version]:
    """Returns all versions, in the order in which they were written."""
    with cluster.connect(database) as connection:
        found = connection.execute("SELECT said, gone, row::text FROM film ORDER BY at")
        return [Version(said, gone, _row(row)) for said, gone, row in found.fetchall()]


def _row(text: str) -> dict[str, Any]:
    return {name: _value(value) for name, value in json.loads(text).items()}


def _value(value: Any) -> Any:
    is_bytes = isinstance(value, str) and value.startswith("\\x")
    return bytes.fromhex(value[2:]) if is_bytes else value


def position(cluster: Cluster) -> int:
    """Returns how far the log of changes has come, in bytes."""
    with cluster.connect("postgres") as connection:
        found = connection.execute("SELECT pg_current_wal_insert_lsn() - '0/0'").fetchone()
    assert found
    return int(found[0])


class Log:
    """The whole log of changes of a server, as its files have it."""

    def __init__(self, data: Path) -> None:
        files = sorted(one for one in (data / "pg_wal").iterdir() if len(one.name) == 24)
        self._begins = _begin_of(files[0])
        self._bytes = b"".join(one.read_bytes() for one in files)

    def part(self, begin: int, end: int) -> bytes:
        """Returns all that was logged between two positions, as one piece."""
        return b"".join(self._pieces(begin, end))

    def _pieces(self, begin: int, end: int) -> Iterator[bytes]:
        for page in range(begin - begin % PAGE, end, PAGE):
            header = LONG_HEADER if page % SEGMENT == 0 else SHORT_HEADER
            first, last = max(begin, page + header), min(end, page + PAGE)
            yield self._bytes[first - self._begins : last - self._begins]


def _begin_of(file: Path) -> int:
    high, low = int(file.name[8:16], 16), int(file.name[16:], 16)
    return (high << 32) + low * SEGMENT


def pages_of(cluster: Cluster, database: str, data: Path) -> bytes:
    """Returns all pages of a database as they lie in a folder of the server's, or of a backup."""
    with cluster.connect("postgres") as connection:
        asked = "SELECT oid::text FROM pg_database WHERE datname = %s"
        found = connection.execute(asked, (database,)).fetchone()
    assert found
    files = sorted((data / "base" / found[0]).iterdir())
    return b"".join(one.read_bytes() for one in files if one.is_file())
