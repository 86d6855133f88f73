"""The tallies of the rounds of a workshop, within a transaction."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection

from workshop.storage.counts import Count, Counts, RoundRow, all_rows, hide_counts, keep_row
from workshop.storage.keyring import OwnKeys
from workshop.storage.orders import ALONE_LANE, BEATS, SendingOrder
from workshop.storage.read_cache import ReadCache

Items = tuple[str, ...] | None
"""Tallies by their names; None for all of a round."""


class RoundCounts(ABC):
    """The tallies of each round, written down once, at the end of the transaction."""

    connection: Connection
    own: OwnKeys
    cache: ReadCache
    state: Any

    def __init__(self) -> None:
        self._counts: dict[int, Counts] = {}
        """Counts of the rounds that this transaction has looked at."""
        self._orders: dict[int, SendingOrder] = {}
        """The order in which devices have sent, of those rounds."""
        self._to_write: dict[int, bool] = {}
        """The rounds whose counts have changed; True if equal counts must give an equal row."""

    def count(self, item: str, by: int, round_: int | None = None) -> int:
        """Adds to a tally of a round (the current one) and gives the new count."""
        number = self.state.round if round_ is None else round_
        counts = self.counts(number)
        before = counts.get(item, Count())
        if before.total + by < 0:
            raise ValueError("a tally cannot fall below nothing")
        counts[item] = before._replace(total=before.total + by)
        self._note_counts(number)
        return before.total + by

    def tally(self, item: str, round_: int | None = None) -> int:
        """The count of a tally; 0 when nobody has chosen it yet."""
        number = self.state.round if round_ is None else round_
        return self.counts(number).get(item, Count()).total

    def counts(self, round_: int) -> Counts:
        """All tallies of a round; change them by `count`, `show` and `end_counts` only."""
        if round_ not in self._counts:
            self._counts[round_] = dict(self._stored(round_).counts)
        return self._counts[round_]

    def order(self, round_: int) -> SendingOrder:
        """The order of what devices have sent in a round."""
        return self._orders.get(round_) or self._stored(round_).order

    def put_order(self, round_: int, order: SendingOrder) -> None:
        """Changes that order."""
        self._orders[round_] = order
        self.counts(round_)
        self._note_counts(round_)

    def end_order(self, round_: int, lanes: tuple[str, ...]) -> None:
        """Lets go of the numbers in these lanes of a round, which are over."""
        self._orders[round_] = self.order(round_).ended(lanes)
        self.counts(round_)
        self._to_write.setdefault(round_, True)

    def _stored(self, round_: int) -> RoundRow:
        found = all_rows(self.connection, self.own, self.cache)
        return found.get(round_) or RoundRow({})

    def end_counts(self, round_: int, drop: Callable[[str], bool] = lambda _item: False) -> None:
        """Shows what was counted in a round that has ended; tallies of nothing, and those that are
        to be dropped, go."""
        self._counts[round_] = {
            item: Count(count.total, count.total)
            for item, count in self.counts(round_).items()
            if count.total and not drop(item)
        }
        self.end_order(round_, (ALONE_LANE, BEATS))
        self._to_write[round_] = True

    def put_back(self, round_: int, counts: Counts, order: SendingOrder) -> None:
        """Goes on with these tallies of a round that has ended, as they stood, and with the order
        of the taps."""
        self.counts(round_).update(counts)
        self.put_order(round_, order.ended((ALONE_LANE,)))

    def keep_shown(self, round_: int) -> None:
        """Forgets of the tallies of a round what nobody has been shown."""
        self._counts[round_] = {
            item: Count(count.released, count.released)
            for item, count in self.counts(round_).items()
            if count.released
        }
        self._note_counts(round_)

    def open_counts(self, round_: int) -> None:
        """Says that nobody has acted in a round yet, which its row need not hide."""
        self._note_counts(round_)
        self._to_write[round_] = True

    def _note_counts(self, round_: int) -> None:
        self._to_write[round_] = False

    def show(self, round_: int, items: Items = None) -> None:
        """Shows these tallies of a round as they stand, or all of them."""
        counts = self.counts(round_)
        for item in counts if items is None else counts.keys() & set(items):
            counts[item] = Count(counts[item].total, counts[item].total)
        self._note_counts(round_)

    def show_next(self, round_: int) -> None:
        """Shows the tallies of a round as they stood at the last such call, and notes how they
        stand for the next one."""
        counts = self.counts(round_)
        for item, count in counts.items():
            counts[item] = Count(count.total, count.stood, count.total)
        self._note_counts(round_)

    def show_same_next(self, round_: int) -> None:
        """Has the next call of `show_next` show what is shown already."""
        counts = self.counts(round_)
        for item, count in counts.items():
            counts[item] = count._replace(stood=count.released)
        self._note_counts(round_)

    def _write_counts(self, round_: int, *, same: bool) -> None:
        row = RoundRow(self._counts[round_], self.order(round_))
        with self.cache.taps():
            self._put_counts(round_, hide_counts(self.own, round_, *row, same=same))
        keep_row(self.connection, self.own, self.cache, round_, row)

    @abstractmethod
    def _put_counts(self, round_: int, body: bytes) -> None:
        """Writes the row of a round; b"" for none."""
