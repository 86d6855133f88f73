"""When everybody had something: the lowest rev among all phones, and the moments when it rose."""

from collections import Counter
from collections.abc import Iterable

Rise = tuple[int, int]
"""A rev that everybody had from a moment on; nanoseconds of the monotonic clock."""


class Floor:
    """The lowest rev of some phones. Each phone's rev only grows."""

    def __init__(self) -> None:
        self.lowest = -1
        self.rises: list[Rise] = []
        self._at: Counter[int] = Counter()

    def add(self, rev: int) -> None:
        """One more phone."""
        self._at[rev] += 1
        if self.lowest < 0 or rev < self.lowest:
            self.lowest = rev

    def move(self, old: int, new: int, moment: int) -> None:
        """A phone has gone on."""
        self._at[new] += 1
        self._at[old] -= 1
        if self._at[old]:
            return
        del self._at[old]
        if old == self.lowest:
            self.lowest = min(self._at)
            self.rises.append((self.lowest, moment))


def when_all_had(rev: int, floors: Iterable[list[Rise]]) -> int | None:
    """The moment from which on each of several groups had this rev; None when one never did."""
    moments = [next((at for low, at in rises if low >= rev), None) for rises in floors]
    return None if None in moments else max(moment for moment in moments if moment is not None)
