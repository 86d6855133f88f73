"""The counts of each round: one encrypted row for all of them, padded to one size. The order of
what devices have sent in the round lies in it too; see orders.

A row that is written anew while its round goes on has a fresh nonce each time, so that two copies
of the file do not even tell whether something was counted twice alike. That of a round in which
nobody acts, yet or any more, has none, and is the same for the same counts.
"""

import os
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from workshop.protocol.base import Closed
from workshop.storage.keyring import MARK, OwnKeys, first_to_open
from workshop.storage.orders import (
    NO_ROUND,
    NOTHING_SENT,
    Lane,
    SendingOrder,
    read_order,
    write_order,
)
from workshop.storage.read_cache import ReadCache
from workshop.storage.workshop_tables import Tallies

COUNTS_STEP_BYTES = 2048
"""Bytes to a multiple of which a row is padded: a ballot of twelve lessons fits once, with the
order of forty devices."""
_NONE = bytes(MARK)
_READ = select(Tallies.body).where(Tallies.round == bindparam("number"))
_READ_ALL = select(Tallies.round, Tallies.body)
_CHANGE = update(Tallies).where(Tallies.round == bindparam("number"))
_WRITE_OVER = "UPDATE tallies SET body = ? WHERE round = ? AND length(body) = ?"
_DROP = delete(Tallies).where(Tallies.round == bindparam("number"))


class Count(NamedTuple):
    """A number of choices, how much of it may be seen, and what may be seen next."""

    total: int = 0
    released: int = 0
    stood: int = 0
    """The number as it stood when the last group of voters was full."""


Counts = dict[str, Count]
Run = Callable[[str, Sequence[Any]], Any]
"""Runs a statement with these values; see `Tx.run`."""


class Counted(Closed, array_like=True):
    """The words of a row: `nonce` is all zeros where nobody acts in the round."""

    nonce: bytes
    items: dict[str, tuple[int, ...]]
    lanes: dict[str, Lane] = msgspec.field(default_factory=dict)
    over: bytes = b""


class RoundRow(NamedTuple):
    """The words of a row, as they are used."""

    counts: Counts
    order: SendingOrder = NOTHING_SENT


def read_counts(connection: Connection, own: OwnKeys, number: int) -> Counts:
    """The counts of a round."""
    body = connection.execute(_READ, {"number": number}).scalar()
    return show_counts(own, number, body) if body else {}


def all_counts(connection: Connection, own: OwnKeys, cache: ReadCache) -> dict[int, Counts]:
    """Returns the counts of each round as the file has them. The cache is that of the connection's
    file."""
    return {number: row.counts for number, row in all_rows(connection, own, cache).items()}


def all_rows(connection: Connection, own: OwnKeys, cache: ReadCache) -> dict[int, RoundRow]:
    """Returns the row of each round as the file has it; `keep_row` alone changes what was
    returned."""
    return cache.once("counts", lambda: _all_rows(connection, own))


def keep_row(
    connection: Connection, own: OwnKeys, cache: ReadCache, number: int, row: RoundRow
) -> None:
    """Notes what a round's row says since it was written, so that nobody has to decrypt it."""
    kept = all_rows(connection, own, cache)
    kept[number] = RoundRow(dict(row.counts), row.order)


def _all_rows(connection: Connection, own: OwnKeys) -> dict[int, RoundRow]:
    rows = connection.execute(_READ_ALL).all()
    return {row.round: show_row(own, row.round, row.body) for row in rows}


def show_counts(own: OwnKeys, number: int, body: bytes) -> Counts:
    """Returns the counts in the row of a round. Raises InvalidTag where its key is gone."""
    return show_row(own, number, body).counts


def show_row(own: OwnKeys, number: int, body: bytes) -> RoundRow:
    """Decrypts the row of a round. Raises InvalidTag where its key is gone."""
    counted = first_to_open(
        own.of_round(number), lambda keys: keys.show(body, "tallies", _row(number), Counted)
    )
    counts = {item: Count(*count) for item, count in counted.items.items()}
    return RoundRow(counts, read_order(counted.lanes, counted.over))


def hide_counts(
    own: OwnKeys, number: int, counts: Counts, order: SendingOrder = NOTHING_SENT, *, same: bool
) -> bytes:
    """Encrypts the row of a round; b"" for a round without anything, which has no row. What has no
    round has one from the first round on.

    `same` says that the row is to be the same for the same counts: nobody acts in the round. It
    lies under K then, and under the key of the round until then.
    """
    if not counts and order == NOTHING_SENT and number != NO_ROUND:
        return b""
    items = {item: _short(counts[item]) for item in sorted(counts)}
    keys = own.whole if same else own.round(number)
    nonce = _NONE if same and not order.lanes else os.urandom(MARK)
    return keys.hide(
        [nonce, items, *write_order(order)], "tallies", _row(number), COUNTS_STEP_BYTES
    )


def _short(count: Count) -> tuple[int, ...]:
    return tuple(count) if count.stood else count[:2]


def write_counts(connection: Connection, number: int, body: bytes, run: Run) -> bool:
    """Writes what `hide_counts` has made. Returns True if the row has stayed in its place: SQLite
    writes over what has the same size."""
    if not body:
        connection.execute(_DROP, {"number": number})
        return False
    if run(_WRITE_OVER, (body, number, len(body))).rowcount:
        return True
    if not connection.execute(_CHANGE, {"number": number, "body": body}).rowcount:
        connection.execute(insert(Tallies), {"round": number, "body": body})
    return False


def _row(number: int) -> bytes:
    return number.to_bytes(8, "big")
