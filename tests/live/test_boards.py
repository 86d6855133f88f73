"""A board's reads of its workshop, and when it need not read."""

from pathlib import Path

import gevent
import pytest

from tests.support.room import new_room, new_store, said
from tests.support.waiting import until
from workshop.actions.answers import AtDesk
from workshop.live.batches import Batch, Job, Work, batches
from workshop.live.board import Board
from workshop.live.boards import Boards
from workshop.live.found_workshop import Found
from workshop.live.server import LiveServer
from workshop.protocol.commands import AnyCommand
from workshop.protocol.desk_commands import DeskLesson
from workshop.protocol.stage_commands import Seal
from workshop.views import Room, Surroundings


def told(board: Board) -> None:
    """Returns once all that has changed was told: nobody but this test reads the workshop then."""
    until(lambda: not board._flushing, pause=gevent.sleep)


def test_what_a_commit_has_found_is_shown_without_finding_it_again_until_a_seal_is_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = new_store(tmp_path)
    room, found_again = new_room(store), list[Board]()
    boards = Boards(store, lambda _board, _listed: Surroundings())
    board, find = boards.get(room.id), boards.find
    assert board is not None
    told(board)

    def counted(one: Board) -> Found:
        found_again.append(one)
        return find(one)

    monkeypatch.setattr(boards, "find", counted)
    room.desk.goes("story")
    board.changed(find(board))
    told(board)
    stage = board.show("projector").entries["now"]
    assert b'"story"' in stage and not found_again
    room.desk.goes("lessons")
    found = find(board)
    boards.note_seal(room.id, "disk_full")
    board.changed(found)
    told(board)
    assert board.show("projector").entries["now"] != stage and found_again
    assert board.seal_trouble == "disk_full"
    store.close()


def test_a_commit_brings_what_it_has_changed_but_not_what_a_seal_will_end(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    room = new_room(store)
    boards = Boards(store, lambda _board, _listed: Surroundings())
    board = boards.get(room.id)
    assert board is not None
    told(board)
    run = batches(store, lambda: room.now, boards.find)

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


def test_what_a_commit_has_found_is_not_read_again_at_the_next_tick(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    room = new_room(store)
    boards = Boards(store, lambda _board, _listed: Surroundings())
    live = LiveServer(store, boards, lambda: room.now)
    live.after = lambda *_: None
    board = boards.get(room.id)
    assert board is not None
    told(board)
    done: list[AnyCommand] = [DeskLesson(text="Ask first.")]
    live._committed(board, Batch([], wrote=True, done=done))
    assert board.tapped
    live._committed(board, Batch([], changed=True, wrote=True, done=done, found=boards.find(board)))
    assert not board.tapped
    live._committed(board, Batch([]))
    assert not board.tapped
    told(board)
    store.close()


def test_views_that_are_made_of_one_reading_say_the_same_of_how_many_can_vote(
    tmp_path: Path,
) -> None:
    store = new_store(tmp_path)
    room = new_room(store)
    boards = Boards(store, lambda _board, _listed: Surroundings())
    room.desk.goes("lessons")
    room.desk.does(DeskLesson(text="Ask first."))
    room.desk.goes("vote")
    board = boards.get(room.id)
    assert board is not None
    board.arrive("participant", b"first")
    board.changed()
    told(board)
    first = board.show("participant").entries["ballot"]
    board.arrive("projector", b"second")
    assert board.show("projector").entries["ballot"] == first
    board.changed()
    told(board)
    assert board.show("participant").entries["ballot"] != first
    store.close()
