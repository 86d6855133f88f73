"""Finds lessons that may say the same thing, for the desks, on a thread beside the loop."""

import logging

import gevent

from workshop.live.board import Board
from workshop.protocol.base import Handle
from workshop.rules.similar import Groups, similar
from workshop.storage.threads import Halt, OneThread, breathing
from workshop.views import Room

SETTLES = 2.0
"""Seconds until a list that has changed is compared: lessons come several at a time, and when the
stage begins everybody is sent all of them."""
SIMILAR_WORK_S, SIMILAR_REST_S = 0.002, 0.002
"""Seconds of work, and of the rest after it."""

log = logging.getLogger(__name__)


class Superseded(Exception):
    """Raised where a list is compared that is not the newest any more."""


class SimilarLessons:
    """Compares the lessons of one workshop after the other. Belongs to the loop."""

    def __init__(self) -> None:
        self._beside = OneThread()
        self._newest: dict[Board, dict[str, str]] = {}
        """The newest list of each workshop that is to be compared."""
        self._comparing: set[Board] = set()
        """The workshops whose lists are being compared, or will be in a moment."""

    def compare_anew(self, board: Board, room: Room | None) -> None:
        """Has the lessons compared when they are not those that were compared last.

        What is remembered are ids, which stand for the words: of the words nothing stays here.
        """
        if room is None or room.stage.kind != "lessons":
            board.compared, board.similar = frozenset(), ()
            self._newest.pop(board, None)
            return
        texts: dict[str, str] = {lesson.id: lesson.words.text for lesson in room.lessons}
        newest = self._newest.get(board)
        if texts.keys() == (board.compared if newest is None else newest.keys()):
            return
        self._newest[board] = texts
        if board not in self._comparing:
            self._comparing.add(board)
            gevent.spawn_later(SETTLES, self._compare, board)

    def _compare(self, board: Board) -> None:
        while (texts := self._newest.get(board)) is not None:
            try:
                groups = self._beside.run(_groups, texts, self._pause(board, texts))
            except Exception:
                log.exception("lessons could not be compared")
                groups = []
            if groups is None:
                gevent.sleep(SETTLES)
            else:
                self._tell(board, texts, groups)
        self._comparing.discard(board)

    def _pause(self, board: Board, texts: dict[str, str]) -> Halt:
        breathe = breathing(SIMILAR_WORK_S, SIMILAR_REST_S)

        def pause() -> None:
            if self._newest.get(board) is not texts:
                raise Superseded
            breathe()

        return pause

    def _tell(self, board: Board, texts: dict[str, str], groups: Groups) -> None:
        if self._newest.get(board) is not texts:
            return
        del self._newest[board]
        board.compared = frozenset(texts)
        board.similar = tuple(tuple(Handle(one) for one in group) for group in groups)
        board.changed()


def _groups(texts: dict[str, str], pause: Halt) -> Groups | None:
    """Returns the groups of lessons that are alike; None where nobody asks for them any more."""
    try:
        return similar(texts, pause)
    except Superseded:
        return None
