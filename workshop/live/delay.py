"""The delay of a seal that is due, while somebody acts.

Where a server has several processes, another one may seal what is due, and it knows only what the
library says.
"""

from collections.abc import Callable
from weakref import WeakKeyDictionary

from workshop.live.batches import Batch, Work
from workshop.live.board import Board
from workshop.rules.limits import LIFE
from workshop.storage.deadlines import put_off
from workshop.storage.library import HOUR_S
from workshop.storage.store import Store


class Delay:
    """Has no workshop be due in which something is about to be stored."""

    def __init__(
        self, store: Store, now: Callable[[], float], run: Callable[[Work], Batch]
    ) -> None:
        self._store = store
        self._now = now
        self._run = run
        self._sure: WeakKeyDictionary[Board, float] = WeakKeyDictionary()
        """Until when each workshop is known not to be due, in seconds."""

    def __call__(self, work: Work) -> Batch:
        """Runs a batch, and before it puts off a deadline that may be near: this process may die
        before it has said that somebody has acted. Raises what the database raises."""
        board, now = work.board, self._now()
        sure = max(self._sure.get(board, 0.0), board.touched + LIFE - 2 * HOUR_S)
        if now > sure:
            self._store.thread.run(self._put_off, board.id, now)
            self._sure[board] = now + HOUR_S / 2
        return self._run(work)

    def _put_off(self, id_: str, now: float) -> None:
        with self._store.library.begin() as session:
            put_off(session, id_, now)
