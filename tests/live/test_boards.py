"""A board's reads of its workshop, and when it need not read."""

from pathlib import Path

import gevent
import pytest

from tests.support.room import new_room, new_store, said
from tests.support.waiting import until
from workshop.actions.answers import AtDesk
from workshop.live.board import Board, Found
from workshop.live.boards import Boards
from workshop.live.writer import Job, Work, batches
from workshop.protocol.commands import AnyCommand
from workshop.protocol.desk_commands import DeskLesson
from workshop.protocol.stage_commands import Seal
from workshop.views import Room, Surroundings


def told(board: Board) -> None:
    """Returns once all that has changed was told: nobody but this test reads the workshop then."""
    until(lambda: not board._flushing, pause=gevent.sleep)


def test_what_a_commit_has_found_is_shown_without_another_look_until_a_seal_is_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = new_store(tmp_path)
    room, looks = new_room(store), list[Board]()
    boards = Boards(store, lambda _board, _listed: Surroundings())
    board, look = boards.get(room.id), boards.look
    assert board is not None
    told(board)

    def counted(one: Board) -> Found:
        looks.append(one)
        return look(one)

    monkeypatch.setattr(boards, "look", counted)
    room.desk.goes("story")
    board.changed(look(board))
    told(board)
    stage = board.show("projector").entries["now"]
    assert b'"story"' in stage and not looks
    room.desk.goes("lessons")
    found = look(board)
    boards.note_seal(room.id, "disk_full")
    board.changed(found)
    told(board)
    assert board.show("projector").entries["now"] != stage and looks
    assert board.seal_trouble == "disk_full"
    store.close()


def test_a_commit_brings_what_it_has_changed_but_not_what_a_seal_will_end(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    room = new_room(store)
    boards = Boards(store, lambda _board, _listed: Surroundings())
    board = boards.get(room.id)
    assert board is not None
    told(board)
    run = batches(store, lambda: room.now, boards.look)

    def found(command: AnyCommand) -> Found | None:
        return run(Work(board, [Job(AtDesk(), b"k" * 16, command)], 0)).found

    room.desk.goes("lessons")
    seen = found(DeskLesson(text="Ask first."))
    assert seen and isinstance(seen.what, Room)
    assert [one.words.text for one in seen.what.lessons if one.words.text == "Ask first."]
    room.desk.goes("finish")
    read = room.read()
    assert found(Seal(turn=read.state.turn, said=said(read, Seal))) is None
    assert room.phase == "closed"
    store.close()
