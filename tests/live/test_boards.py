"""What is looked up of a workshop, and when it need not be."""

from pathlib import Path

import pytest

from tests.support.room import new_room, new_store
from workshop.live.board import Board, Found
from workshop.live.boards import Boards
from workshop.views import Surroundings


def test_what_a_commit_has_found_is_shown_without_another_look_until_a_seal_is_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = new_store(tmp_path)
    room, looks = new_room(store), list[Board]()
    boards = Boards(store, lambda _board, _listed: Surroundings())
    board, look = boards.get(room.id), boards.look
    assert board is not None

    def counted(one: Board) -> Found:
        looks.append(one)
        return look(one)

    monkeypatch.setattr(boards, "look", counted)
    room.desk.goes("story")
    board.changed(look(board))
    board._flush_once()
    stage = board.show("projector").entries["now"]
    assert b'"story"' in stage and not looks
    room.desk.goes("lessons")
    found = look(board)
    boards.note_seal(room.id, "disk_full")
    board.changed(found)
    board._flush_once()
    assert board.show("projector").entries["now"] != stage and looks
    assert board.seal_trouble == "disk_full"
    store.close()
