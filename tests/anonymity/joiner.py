"""An attacker who joins copies of a workshop's file without K with all that its screens show.

A copy is taken after every act, or once in a while, by somebody who knows who acted when. A row
that is new in a copy was made by one of those who acted since the copy before; so was a row that
changed, went, or stayed alone when the desk did something to words that it named. What remains is
to find out which row bears which words: by what a screen calls them (the key of the row itself, or
whatever can be computed of it without K), by what the desk's act did to the file, or by the order
in which a screen has them.
"""

import hashlib
import hmac
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

Row = tuple[str, bytes]
"""A table, and a key."""
Copy = Mapping[Row, tuple[object, ...]]
SHORTEST = 8
"""Characters from which on a name on a screen is distinct enough to be looked up."""
HASHES = ("sha256", "sha1", "md5", "blake2b", "sha512", "sha3_256")
ITEMS = ("{}", "vote:{}", "keep:{}", "been_there:{}", "handle:{}", "{}:1", "vote:{}:1")
"""The forms of which the program may have made marks, as anybody can read in it."""


@dataclass(frozen=True)
class Moment:
    """One act, what the screens show after it, and the file's copy.

    `who` is None for the desk; `about` are the words that the desk did something to.
    """

    who: int | None
    about: str
    copy: Copy
    screens: tuple[Any, ...]
    own: Mapping[int, Any] = field(default_factory=dict)
    """Everything that phones show of themselves, by whose they are."""


@dataclass(frozen=True)
class Thing:
    """Something that a screen shows: its words, and what it is called by."""

    list: str
    words: tuple[str, ...]
    names: tuple[str, ...]


def things(screen: Any, path: str = "") -> Iterator[Thing]:
    """Everything on a screen that has a name or words, however deep it lies."""
    if isinstance(screen, list):
        for i, one in enumerate(screen):
            yield from things(one, f"{path}.{i}")
        if screen and all(isinstance(one, str) for one in screen):
            for one in screen:
                yield Thing(path, (), (one,))
    if not isinstance(screen, dict):
        return
    said = [one for one in screen.values() if isinstance(one, str)]
    yield Thing(path.rpartition("/")[0], tuple(said), (path.rpartition("/")[2], *said))
    for name, one in screen.items():
        yield from things(one, name if not path else f"{path}.{name}")


@cache
def forms(value: bytes, public: tuple[bytes, ...]) -> frozenset[str]:
    """Everything that can be made of a key by whoever has no K, in hexadecimal."""
    found = {value}
    for one in (value, value.hex().encode()):
        found |= {hashlib.new(name, one).digest() for name in HASHES}
        for other in public:
            found |= {hmac.digest(other, one, "sha256"), hmac.digest(one, other, "sha256")}
            found |= {hashlib.sha256(other + one).digest(), hashlib.sha256(one + other).digest()}
    return frozenset(one.hex() for one in found) | {value[::-1].hex()}


OF_THE_ROOM = {"state"}
"""The table in which nobody looks for what a device has made."""


class Joiner:
    """An attacker who joins these moments. `public` is what everybody knows of the workshop."""

    def __init__(self, moments: Sequence[Moment], every: int, public: Iterable[bytes]) -> None:
        self._public = tuple(public)
        self._steps = [moments[at : at + every] for at in range(0, len(moments), every)]
        self._made: dict[Row, tuple[int, ...]] = {}
        """Who may have made each row that devices make."""
        self._named: dict[str, set[Row]] = {}
        self._by_key: dict[Row, set[str]] = {}
        self._by_column: dict[Row, set[str]] = {}
        """The names that each row may have."""
        self._changes: list[tuple[set[str], set[Row], set[Row]]] = []
        self._collect()

    def _collect(self) -> None:
        before: Copy = {}
        for step in self._steps:
            copy = step[-1].copy
            people = tuple({one.who: 0 for one in step if one.who is not None})
            for row in copy.keys() - before.keys():
                if people and row[0] not in OF_THE_ROOM:
                    self._made[row] = people
            for row in copy:
                self._call(row, copy[row])
            gone = before.keys() - copy.keys()
            moved = {row for row in before.keys() & copy.keys() if before[row] != copy[row]}
            about = {one.about for one in step if one.about}
            if about:
                self._changes.append((about, gone | moved, copy.keys() & before.keys()))
            before = copy
        for calls in (self._by_key, self._by_column):
            for row, names in calls.items():
                for name in names:
                    self._named.setdefault(name[:SHORTEST], set()).add(row)
        for moment in (one for step in self._steps for one in step):
            self._ask(moment.own)

    def _call(self, row: Row, values: tuple[object, ...]) -> None:
        """Notes what can be made of a row's key, and its other columns as they are."""
        if len(row[1]) >= SHORTEST:
            self._by_key.setdefault(row, {*forms(row[1], self._public)})
        columns = (one.hex() for one in values if isinstance(one, bytes) and len(one) >= SHORTEST)
        self._by_column.setdefault(row, set()).update(columns)

    def _ask(self, own: Mapping[int, Any]) -> None:
        """Takes from what a phone shows of itself which rows are whose."""
        for who, shown in own.items():
            for thing in things(shown):
                for row in self._rows(thing.names):
                    self._made[row] = (who,)

    def _rows(self, names: Iterable[str]) -> set[Row]:
        """The rows whose keys, or else whose columns, lead to one of these names."""
        for calls in (self._by_key, self._by_column):
            found = {
                row
                for name in names
                for row in self._named.get(name[:SHORTEST], ())
                if len(name) >= SHORTEST and any(one.startswith(name) for one in calls.get(row, ()))
            }
            if found:
                return found
        return set()

    @cached_property
    def _shown(self) -> tuple[Thing, ...]:
        """Everything that was ever on a screen, once."""
        screens = (one for step in self._steps for moment in step for one in moment.screens)
        return tuple(dict.fromkeys(thing for screen in screens for thing in things(screen)))

    def by_name(self) -> dict[str, set[Row]]:
        """The rows of words whose name on a screen leads to them."""
        found: dict[str, set[Row]] = {}
        for thing in self._shown:
            rows = self._rows(thing.names) & self._made.keys()
            for words in thing.words if rows else ():
                found.setdefault(words, set()).update(rows)
        return found

    def by_act(self) -> dict[str, set[Row]]:
        """The rows that changed or went, or alone stayed, when the desk acted upon some words."""
        found: dict[str, set[Row]] = {}
        for about, changed, stayed in self._changes:
            few = [rows & self._made.keys() for rows in (changed, stayed)]
            few = [rows for rows in few if 0 < len(rows) <= len(about)]
            for words in about if few else ():
                found.setdefault(words, set()).update(few[0])
        return found

    def by_place(self, table: str) -> dict[str, set[Row]]:
        """The rows that have the place in their table which a screen gives to their words."""
        found: dict[str, set[Row]] = {}
        for step in self._steps:
            rows = sorted(row for row in step[-1].copy if row[0] == table)
            lists: dict[str, list[Thing]] = {}
            for screen in step[-1].screens:
                for thing in things(screen):
                    lists.setdefault(thing.list, []).append(thing)
            for listed in lists.values():
                if rows and len(listed) == len(rows):
                    for thing, row in zip(listed, rows, strict=True):
                        for words in thing.words:
                            found[words] = {row}
        return found

    def marks(self, of: Iterable[str]) -> dict[str, set[Row]]:
        """The marks that can be made of what a screen calls these words."""
        marks = {row[1].hex(): row for row in self._made if row[0] == "mark"}
        found: dict[str, set[Row]] = {}
        for words in of:
            called = {name for one in self._shown if words in one.words for name in one.names}
            items = [item.format(name).encode() for name in called for item in ITEMS]
            made = {form[:32] for item in items for form in forms(item, self._public)}
            found[words] = {marks[one] for one in made & marks.keys()}
        return found

    def guess(self, rows: Iterable[Row], people: int, chance: random.Random) -> int:
        """Who made one of these rows; anybody, where there is none."""
        who = sorted({one for row in rows for one in self._made.get(row, ())})
        return chance.choice(who) if who else chance.randrange(people)
