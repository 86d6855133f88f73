"""Of lists that follow each other fast, only the newest one is compared to its end."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import gevent
import pytest

from tests.support import waiting
from tests.support.room import TestRoom, new_room, new_store
from workshop.live import similar_lessons
from workshop.live.board import Board
from workshop.live.boards import Boards
from workshop.live.similar_lessons import SimilarLessons
from workshop.protocol.desk_commands import DeskLesson
from workshop.rules.similar import Groups
from workshop.views import Surroundings

until = partial(waiting.until, again=0.001, pause=gevent.sleep)


class Slow:
    """A comparison that takes as long as its list has fewer lessons than `enough`."""

    def __init__(self) -> None:
        self.enough = 0
        self.begun: list[int] = []
        self.ended: list[int] = []

    def similar(self, texts: Mapping[str, str], pause: Callable[[], None]) -> Groups:
        self.begun.append(len(texts))
        while len(texts) < self.enough:
            pause()
        self.ended.append(len(texts))
        return [sorted(texts)]


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Slow:
    made = Slow()
    monkeypatch.setattr(similar_lessons, "similar", made.similar)
    monkeypatch.setattr(similar_lessons, "SETTLES", 0.0)
    return made


@pytest.fixture
def room(tmp_path: Path) -> Iterator[TestRoom]:
    store = new_store(tmp_path)
    yield new_room(store)
    store.close()


def board_of(room: TestRoom) -> Board:
    """A board that was made before there was anything to compare, and reads nothing anew."""
    board = Boards(room.store, lambda _board, _listed: Surroundings()).get(room.id)
    assert board is not None
    until(lambda: not board._flushing)
    board.changed = lambda found=None: None  # type: ignore[method-assign]
    room.desk.goes("lessons")
    room.desk.does(DeskLesson(text="Test the backup."))
    return board


def test_a_newer_list_ends_the_comparison_of_the_older_one(room: TestRoom, slow: Slow) -> None:
    suggesting, board = SimilarLessons(), board_of(room)
    before = len(room.read().lessons)
    slow.enough = before + 1
    suggesting.compare_anew(board, room.read())
    until(lambda: slow.begun[-1:] == [before])
    suggesting.compare_anew(board, room.read())
    room.desk.does(DeskLesson(text="Ask first."))
    suggesting.compare_anew(board, room.read())
    until(lambda: board.similar)
    assert slow.begun == [before, before + 1] and slow.ended[-1] == before + 1
    assert len(board.compared) == before + 1


def test_a_stage_that_is_over_ends_it_too(room: TestRoom, slow: Slow) -> None:
    suggesting, board = SimilarLessons(), board_of(room)
    slow.enough = 1000
    suggesting.compare_anew(board, room.read())
    until(lambda: slow.begun)
    suggesting.compare_anew(board, None)
    until(lambda: not suggesting._comparing)
    slow.enough = 0
    suggesting.compare_anew(board, room.read())
    until(lambda: board.similar)
    assert (slow.begun, slow.ended) == ([1, 1], [1])
