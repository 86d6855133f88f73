"""Facts that were read of a workshop, kept until more is written than marks and tallies.

Votes and taps are most of what is written, and change nothing else. What they write is counted by
itself; all other rows that were written have everything read again. Tallies are kept, too: whoever
writes them writes them here as well.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

T = TypeVar("T")


class ReadCache:
    """The cache of one workshop, which only this process writes, by one connection."""

    def __init__(self) -> None:
        self._rows: Callable[[], int] | None = None
        self._taps = 0
        """Number of rows that were written and on which nothing that is kept depends."""
        self._kept: dict[str, tuple[Hashable, Any]] = {}

    def watch(self, rows: Callable[[], int] | None) -> None:
        """Begins anew with what says how many rows were written; without it, keeps nothing."""
        self._rows, self._taps = rows, 0
        self.forget()

    def forget(self) -> None:
        """Has everything read again."""
        self._kept.clear()

    def once(self, name: str, read: Callable[[], T], *given: Hashable) -> T:
        """Returns what was read under a name if it stands still, and was given the same; else reads
        it."""
        if self._rows is None:
            return read()
        stands, kept = (self._others(), *given), self._kept.get(name)
        if kept is None or kept[0] != stands:
            kept = self._kept[name] = (stands, read())
        found: T = kept[1]
        return found

    @contextmanager
    def taps(self) -> Iterator[None]:
        """Takes what is written inside for marks and tallies, or for the same rows in another
        order."""
        before = self._others()
        yield
        self._taps += self._others() - before

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Forgets what was read beside a transaction, or in one that was taken back."""
        before = self._others()
        try:
            yield
        except BaseException:
            self.forget()
            raise
        if self._others() != before:
            self.forget()

    def _others(self) -> int:
        return self._rows() - self._taps if self._rows else 0
