"""The marks of a workshop in the memory of a process, and what a transaction changes of them.

As long as nobody else has written, nothing is read twice: who votes is asked for some ten marks.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy.exc import IntegrityError

MOST_MARKS_READ = 2000
"""Marks up to which all of a workshop are read at once: about eighty people who vote."""
_ALL = f"SELECT key, round FROM mark LIMIT {MOST_MARKS_READ + 1}"
_SOME = "SELECT key, round FROM mark WHERE key = ANY(?)"
_OF_ROUNDS = "SELECT key, round FROM mark WHERE round = ANY(?)"

FetchRows = Callable[[str, Sequence[Any]], list[tuple[bytes, int]]]
"""Runs a statement with these values, and returns what it has found."""


@dataclass
class StandingMarks:
    """The marks that a process knows of: true while the workshop has the stamp it knows."""

    rounds: dict[bytes, int] = field(default_factory=dict)
    """The rounds of marks that are stored."""
    absent: set[bytes] = field(default_factory=set)
    """Marks that are not."""
    whole: bool = False
    """True if all that are stored are in `rounds`."""

    def forget(self) -> None:
        """Has all read again."""
        self.rounds, self.absent, self.whole = {}, set(), False

    def learn(self, asked: Collection[bytes], fetch: FetchRows) -> None:
        """Knows of these marks whether they are stored."""
        unknown = [mark for mark in asked if not self._knows(mark)]
        if unknown and not self.rounds and not self.absent:
            found = fetch(_ALL, ())
            self.whole = len(found) <= MOST_MARKS_READ
            self.rounds.update(found)
            unknown = [mark for mark in unknown if not self._knows(mark)]
        if unknown:
            self.rounds.update(fetch(_SOME, (unknown,)))
            self.absent.update(unknown)
            self.absent.difference_update(self.rounds)

    def _knows(self, mark: bytes) -> bool:
        return self.whole or mark in self.rounds or mark in self.absent


class Written(NamedTuple):
    """The changes that a transaction brings: first whole rounds end, then marks go, then they
    come."""

    ended: frozenset[int]
    dropped: frozenset[bytes]
    added: dict[bytes, int]


class ChangedMarks:
    """The marks within a transaction. Nothing of it is written before its end."""

    def __init__(self, known: StandingMarks, fetch: FetchRows) -> None:
        self._known, self._fetch = known, fetch
        self._changes = Written(frozenset(), frozenset(), {})
        self.count = 0
        """How many marks have come or gone, also those that were taken back."""

    def save(self) -> Written:
        """Returns what `go_back` goes back to."""
        return self._changes

    def go_back(self, saved: Written) -> None:
        """Takes back what has changed since."""
        self._changes = saved

    @property
    def changes(self) -> Written:
        """Returns what is to be written."""
        return self._changes

    def present(self, asked: Iterable[bytes]) -> set[bytes]:
        """Returns those of the marks that stand."""
        marks = [*asked]
        self._known.learn(marks, self._fetch)
        return {mark for mark in marks if self._stands(mark)}

    def _stands(self, mark: bytes) -> bool:
        ended, dropped, added = self._changes
        if mark in added:
            return True
        number = self._known.rounds.get(mark)
        return number is not None and mark not in dropped and number not in ended

    def add(self, round_: int, marks: Sequence[bytes]) -> None:
        """Adds marks. Raises IntegrityError as the database would, where one stands already."""
        if self.present(marks) or len({*marks}) < len(marks):
            raise IntegrityError(None, None, ValueError("a mark stands already"))
        self._changes = self._changes._replace(
            added=self._changes.added | dict.fromkeys(marks, round_)
        )
        self.count += len(marks)

    def drop(self, marks: Collection[bytes]) -> None:
        """Takes marks away."""
        ended, dropped, added = self._changes
        left = {mark: number for mark, number in added.items() if mark not in marks}
        stored = frozenset(mark for mark in self.present(marks) if mark not in added)
        self.count += len(stored) + len(added) - len(left)
        self._changes = Written(ended, dropped | stored, left)

    def of(self, rounds: Collection[int]) -> frozenset[bytes]:
        """Returns all marks of these rounds."""
        ended, _dropped, added = self._changes
        if not self._known.whole:
            self._known.rounds.update(self._fetch(_OF_ROUNDS, ([*{*rounds} - ended],)))
        # One that has gone and come again may be of another round now.
        known = {**self._known.rounds, **added}
        return frozenset(
            mark for mark, number in known.items() if number in rounds and self._stands(mark)
        )

    def end(self, rounds: Collection[int]) -> None:
        """Takes away all marks of these rounds."""
        ended, dropped, added = self._changes
        left = {mark: number for mark, number in added.items() if number not in rounds}
        self._changes = Written(ended | {*rounds}, dropped, left)
        self.count += 1

    def keep(self) -> None:
        """Knows that what has changed was committed."""
        known, (ended, dropped, added) = self._known, self._changes
        if ended:
            gone = {mark for mark, number in known.rounds.items() if number in ended}
            dropped |= gone
        for mark in dropped:
            known.rounds.pop(mark, None)
        known.absent |= set() if known.whole else dropped
        known.absent -= added.keys()
        known.rounds.update(added)
