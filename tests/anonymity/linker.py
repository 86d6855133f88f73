"""An attacker who holds a workshop's file and knows who acted when, and tries to link the two.

It is given the file as bytes, its journal if one lies there, and K once the reveal is done. It
knows the people in the order in which they acted, and how much each has typed. Each trick puts
the rows in some order and guesses that this is the order of the people.

What K does not give: the marks of a round are HMACs under K of secrets that only the devices
have, so K alone recomputes none of them. Whoever has K and a device's secret can: that is what
"forget this device" and the end of the round are for. How long the words themselves are is
seen by everybody once they are on the wall, so the linker measures what is stored, not them.
"""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tests.anonymity.pages import Cell, Pages, Value
from workshop.storage.keyring import Keys

TOKEN = 12
"""Bytes from which on a value is distinct enough to be searched for."""
COLUMNS = 8
Key = Value | tuple[Value, ...]
Rank = Callable[["Loot", Cell], object]


@dataclass(frozen=True)
class Loot:
    """The attacker's loot. `journal` is whatever lies beside the file."""

    pages: Pages
    journal: bytes = b""
    keys: Keys | None = None

    def turn(self, cell: Cell) -> int:
        """The place of a row in the order of its table's keys."""
        return self._turns[cell.page, cell.offset]

    @cached_property
    def _turns(self) -> dict[tuple[int, int], int]:
        tables = self.pages.tables.values()
        return {(cell.page, cell.offset): i for cells in tables for i, cell in enumerate(cells)}

    @cached_property
    def leftovers(self) -> list[tuple[int, bytes]]:
        """Returns the bytes that lie where no row is, as far as they are not zero."""
        return [(at, part) for at, part in self.pages.residue() if part.strip(b"\0")]


@dataclass(frozen=True)
class Target:
    """The rows to be linked: those of one table, by their key, and whose each of them truly is.

    A person is a number: the place in which they acted.
    """

    table: str
    truth: Mapping[Key, int]
    typed: Sequence[int] = ()
    """Number of characters that each person typed; a size is compared with it."""
    key: Callable[[Cell], Key] = lambda cell: cell.values[0]
    known: tuple[str, ...] = ()
    """Tricks that are known to tell something now: what still waits for its release."""


@dataclass(frozen=True)
class Trick:
    """A way to put rows in order. `by_length`: the order of who typed less, not of who came."""

    rank: Rank
    by_length: bool = False


def _sortable(value: object) -> tuple[str, object]:
    kind = "number" if isinstance(value, int | float) else type(value).__name__
    return kind, value


def _column(number: int) -> Rank:
    def rank(_loot: Loot, cell: Cell) -> object:
        return _sortable(cell.values[number]) if number < len(cell.values) else ("", 0)

    return rank


def _found(cell: Cell, parts: Iterable[tuple[int, bytes]]) -> int:
    """Where something of this row lies outside of it; -1 if nowhere."""
    tokens = [
        value.encode() if isinstance(value, str) else value
        for value in cell.values
        if isinstance(value, str | bytes) and len(value) >= TOKEN
    ]
    places = [at + part.find(token) for at, part in parts for token in tokens if token in part]
    return min(places, default=-1)


def _residue(loot: Loot, cell: Cell) -> object:
    # Pages fill from their end.
    place = _found(cell, loot.leftovers)
    return (place // loot.pages.size, -(place % loot.pages.size)) if place >= 0 else (-1, 0)


def _journal(loot: Loot, cell: Cell) -> object:
    return _found(cell, [(0, loot.journal)])


def _shown(loot: Loot, cell: Cell) -> object:
    """The order in which cards are shown, which only K tells (and the room's screen)."""
    n = cell.values[0]
    return loot.keys.mark("order", n) if loot.keys and isinstance(n, int) else b""


def _overflow(_loot: Loot, cell: Cell) -> object:
    return cell.overflow


def _place(_loot: Loot, cell: Cell) -> object:
    return cell.page, -cell.offset


def _evidence(loot: Loot, cell: Cell) -> object:
    """The best combination, chosen beforehand: what tells most, first; the rest breaks ties."""
    return (
        _residue(loot, cell),
        _journal(loot, cell),
        cell.rowid or 0,
        cell.overflow,
        _place(loot, cell),
    )


TRICKS: dict[str, Trick] = {
    "rowid": Trick(lambda _loot, cell: cell.rowid or 0),
    "key order": Trick(lambda loot, cell: loot.turn(cell)),
    "page and offset": Trick(_place),
    "offset": Trick(lambda _loot, cell: -cell.offset),
    "pointer": Trick(lambda _loot, cell: cell.index),
    "overflow pages": Trick(_overflow),
    "size": Trick(lambda _loot, cell: cell.size, by_length=True),
    "residue": Trick(_residue),
    "journal": Trick(_journal),
    "shown order": Trick(_shown),
    **{f"column {number}": Trick(_column(number)) for number in range(COLUMNS)},
    "all together": Trick(_evidence),
}


def matches(loot: Loot, target: Target, chance: random.Random) -> dict[str, int]:
    """Counts the rows that each trick, and its reverse, gives to the right person.

    A trick that can't tell any row from another says nothing, and is left out.
    """
    rows = [cell for cell in loot.pages.tables[target.table] if target.key(cell) in target.truth]
    assert len(rows) == len(target.truth)
    scored: dict[str, int] = {}
    for name, trick in TRICKS.items():
        ranks = {target.key(cell): trick.rank(loot, cell) for cell in rows}
        if name not in target.known:
            scored |= guessed(name, ranks, target, chance, by_length=trick.by_length)
    return scored


def guessed(
    name: str,
    ranks: Mapping[Key, object],
    target: Target,
    chance: random.Random,
    *,
    by_length: bool = False,
) -> dict[str, int]:
    """Counts the rows that an order of them, and its reverse, gives to the right person; {} for one
    that can't tell any row from another."""
    if len({*ranks.values()}) < 2:
        return {}
    mixed = chance.sample([*ranks], len(ranks))
    order = sorted(mixed, key=lambda row: ranks[row])  # type: ignore[arg-type,return-value]
    people = _people(target, by_length, chance)
    owners = [target.truth[row] for row in order]
    return {name: _right(owners, people), f"{name}, reversed": _right(owners[::-1], people)}


def _people(target: Target, by_length: bool, chance: random.Random) -> list[int]:
    people = sorted(target.truth.values())
    if not by_length:
        return people
    mixed = chance.sample(people, len(people))
    return sorted(mixed, key=lambda person: target.typed[person] if target.typed else 0)


def _right(owners: list[int], people: list[int]) -> int:
    return sum(owner == person for owner, person in zip(owners, people, strict=True))
