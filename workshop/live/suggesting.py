"""Which lessons may say the same, found for the desks on a thread beside the loop."""

import logging
import time
from collections.abc import Callable

import gevent
from gevent.monkey import get_original
from gevent.threadpool import ThreadPool

from workshop.live.board import Board
from workshop.rules.similar import similar
from workshop.views import Room

SETTLES = 2.0
"""Seconds until a list that has changed is compared: lessons come several at a time, and when the
stage begins everybody is sent all of them."""
WORKS, RESTS = 0.001, 0.012
"""Seconds. Pure Python on another thread holds the loop up as if it ran there: it works for so
long, and then lets everything else run for so long. Nobody waits for it."""

log = logging.getLogger(__name__)


class Suggesting:
    """Compares the lessons of one workshop after the other. Belongs to the loop."""

    def __init__(self) -> None:
        self._pool = ThreadPool(1)
        self._due: dict[Board, dict[str, str]] = {}
        """The newest list of each workshop that is being compared, or will be in a moment."""

    def look(self, board: Board, room: Room | None) -> None:
        """Has the lessons compared when they are not those that were compared last.

        What is remembered are ids, which stand for the words: of the words nothing stays here.
        """
        if room is None or room.stage.kind != "lessons":
            board.compared, board.similar = frozenset(), ()
            self._due.pop(board, None)
            return
        texts = {lesson.id: lesson.words.text for lesson in room.lessons}
        if board.compared == texts.keys():
            return
        waits = board in self._due
        self._due[board] = texts
        if not waits:
            gevent.spawn_later(SETTLES, self._compare, board)

    def _compare(self, board: Board) -> None:
        texts = self._due.pop(board, None)
        if texts is None:
            return  # the room has gone on
        try:
            groups = self._pool.apply(similar, (texts, _breathing()))
        except Exception:
            log.exception("lessons could not be compared")
            groups = []
        board.compared = frozenset(texts)
        board.similar = tuple(tuple(group) for group in groups)
        board.changed()


def _breathing() -> Callable[[], None]:
    """A pause that lets others run, as often as is due."""
    sleep: Callable[[float], None] = get_original("time", "sleep")
    since = time.perf_counter()

    def breathe() -> None:
        nonlocal since
        if time.perf_counter() - since >= WORKS:
            sleep(RESTS)
            since = time.perf_counter()

    return breathe
