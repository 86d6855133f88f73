"""Finds lessons that may say the same thing, for the desks, on a thread beside the loop."""

import logging

import gevent

from workshop.live.board import Board
from workshop.protocol.base import Handle
from workshop.rules.similar import similar
from workshop.storage.threads import LongWork, breathing
from workshop.views import Room

SETTLES = 2.0
"""Seconds until a list that has changed is compared: lessons come several at a time, and when the
stage begins everybody is sent all of them."""
WORKS, RESTS = 0.001, 0.012
"""Seconds of work, and of the rest after it. Nobody waits for it."""

log = logging.getLogger(__name__)


class SimilarLessons:
    """Compares the lessons of one workshop after the other. Belongs to the loop."""

    def __init__(self) -> None:
        self._beside = LongWork()
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
        texts: dict[str, str] = {lesson.id: lesson.words.text for lesson in room.lessons}
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
            groups = self._beside.run(similar, texts, breathing(WORKS, RESTS))
        except Exception:
            log.exception("lessons could not be compared")
            groups = []
        board.compared = frozenset(texts)
        board.similar = tuple(tuple(Handle(one) for one in group) for group in groups)
        board.changed()
