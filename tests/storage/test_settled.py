"""Where the rows of a file lie tells nothing of the order in which they came."""

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, insert

from workshop.storage.bodies import BODY_BYTES
from workshop.storage.keyring import MARK, NONCE
from workshop.storage.sqlite.engines import WRITES_OPTION, open_engine
from workshop.storage.sqlite.file_transaction import settle
from workshop.storage.workshop_tables import (
    Card,
    CheckIn,
    Commitment,
    PulseAnswer,
    SentLesson,
    WorkshopBase,
)

HEADER = 100
"""The bytes of a file before its first table: among others how often it was written."""
ROWS = (1, 2, 3)
PLAYS = 8
"""Of three rows laid by chance, all eight plays end alike once in some 280,000 times."""


def laid(path: Path, table: Any, order: tuple[int, ...]) -> bytes:
    """A file to which rows of one table have come in this order, each by itself."""
    path.unlink(missing_ok=True)
    engine = open_engine(path)
    _write(engine, lambda connection: WorkshopBase.metadata.create_all(connection))
    (name,) = (column.name for column in table.__table__.primary_key)
    for n in order:
        body = bytes([n]) * (BODY_BYTES[KINDS[table]] + 2 * NONCE)
        row = {name: bytes([n]) * MARK, "body": body}
        row |= {"round": 1} if hasattr(table, "round") else {}
        _write(engine, lambda connection, row=row: _add(connection, table, row))
    engine.dispose()
    return path.read_bytes()[HEADER:]


def _add(connection: Any, table: Any, row: dict[str, object]) -> None:
    connection.execute(insert(table).values(**row))
    settle(connection, {table})


def _write(engine: Engine, act: Any) -> None:
    connecting = engine.connect().execution_options(**{WRITES_OPTION: True})
    with connecting as connection, connection.begin():
        act(connection)


KINDS: dict[Any, str] = {
    Card: "card",
    Commitment: "commitment",
    CheckIn: "check_in",
    SentLesson: "lesson",
    PulseAnswer: "pulse_answer",
}
"""The rows that phones send, and how each is padded."""


@pytest.mark.parametrize("table", KINDS)
def test_whoever_tries_every_order_finds_none_that_ends_in_these_pages(
    table: Any, tmp_path: Path
) -> None:
    path = tmp_path / "tried.db"
    ends = {order: laid(path, table, order) for order in permutations(ROWS)}
    again = {laid(path, table, ROWS) for _ in range(PLAYS)}
    assert len({*ends.values()}) == 1 or len(again) > 1
