"""How a board tells its views what has changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from types import SimpleNamespace

import gevent
import msgspec
import pytest

from tests.support import waiting
from workshop.live import board as boards
from workshop.live.board import LONGEST_GAP, Board, Ways
from workshop.live.found_workshop import Found, NoSuchWorkshop
from workshop.protocol.entries import Entries, Several
from workshop.protocol.messages import Change, ViewName

SHOWN: Entries = {"story_been": Several(amount="none")}
until = partial(waiting.until, again=0.001, pause=gevent.sleep)


@dataclass
class Reading:
    """The workshop as it stood, and what surrounds it as it stands."""

    desk: "Desk"
    shown: Entries
    epoch: str = "e"
    done: int = 0

    def entries(self, view: ViewName) -> Entries:
        return self.shown | (self.desk.only_for_the_desk if view == "desk" else {})


@dataclass
class Desk:
    """A workshop as a test wants it read, and what was sent."""

    shown: Entries = field(default_factory=lambda: dict(SHOWN))
    only_for_the_desk: Entries = field(default_factory=dict)
    sent: list[tuple[str, Change]] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    fails: Exception | None = None
    reads: int = 0
    found: list[Found | None] = field(default_factory=list)

    def read(self, _board: Board, found: Found | None) -> Reading:
        self.reads += 1
        self.found.append(found)
        if self.fails:
            raise self.fails
        return Reading(self, dict(self.shown))

    def send(self, room: str, change: Change) -> None:
        self.sent.append((room, change))

    def leave(self, board: Board) -> None:
        self.left.append(board.id)


@contextmanager
def watched(desk: Desk, *views: ViewName) -> Iterator[Board]:
    board = Board("w1", "t-", Ways(desk.read, desk.send, desk.leave))
    for view in views:
        board.arrive(view, None)
        board.show(view)
    yield board


def flush(board: Board) -> None:
    """Returns once all that has changed was told."""
    board.changed()
    until(lambda: not board._flushing)


def test_what_came_with_a_change_is_read_once_and_only_if_it_came_with_the_last_one() -> None:
    desk, found = Desk(), Found(None, None)
    with watched(desk, "desk") as board:
        for last in (found, None):
            board.changed(found)
            board.changed(last)
            until(lambda: not board._flushing)
        flush(board)
    assert desk.found == [None, found, None, None]


@pytest.mark.parametrize("waits", [False, True], ids=["", "while what beats brought is done"])
def test_a_desk_is_told_of_a_silent_database_without_a_reading(waits: bool) -> None:
    desk = Desk()
    with watched(desk, "participant", "desk") as board:
        board.desk_waits = waits
        reads, desk.fails = desk.reads, AssertionError("the database is silent")
        desk.only_for_the_desk = {"story_been": Several(amount="several")}
        board.say_trouble("no_database")
        assert board.trouble == "no_database" and desk.reads == reads
        assert [room for room, _ in desk.sent] == ["w:w1:desk"]
        board.say_trouble("no_database")
    assert len(desk.sent) == 1


def test_a_view_for_which_nothing_changed_is_sent_nothing() -> None:
    desk = Desk()
    with watched(desk, "participant", "desk") as board:
        flush(board)
    assert desk.sent == []


def test_a_change_starts_from_what_the_room_was_sent_last() -> None:
    desk = Desk()
    with watched(desk, "participant") as board:
        flush(board)
        desk.shown = {"story_been": Several(amount="several")}
        flush(board)
    [(room, change)] = desk.sent
    assert (room, change.rev) == ("w:w1:participant", 2)
    assert change.part == {"story_been": {"amount": msgspec.Raw(b'"several"')}}
    assert not change.set and not change.gone


def test_what_is_gone_is_removed() -> None:
    desk = Desk()
    with watched(desk, "projector") as board:
        desk.shown = {}
        flush(board)
    assert desk.sent[0][1].gone == ["story_been"]


def test_no_view_tells_how_often_another_one_has_changed() -> None:
    desk = Desk()
    with watched(desk, "participant", "desk") as board:
        for n in range(5):
            desk.only_for_the_desk = {f"check_ins/{n}": Several(amount="most")}
            flush(board)
        desk.shown = {"story_been": Several(amount="most")}
        flush(board)
    for_phones = [change for room, change in desk.sent if room == "w:w1:participant"]
    assert [change.rev for change in for_phones] == [2]
    assert [change.rev for room, change in desk.sent if room == "w:w1:desk"] == [2, 3, 4, 5, 6, 7]


def test_changes_that_come_together_are_sent_together() -> None:
    desk = Desk()
    with watched(desk, "desk") as board:
        for _ in range(2, 50):
            desk.shown = {"story_been": Several(amount="most")}
            board.changed()
        until(lambda: not board._flushing)
    assert [change.rev for _, change in desk.sent] == [2]


def test_a_dear_flush_is_followed_by_a_gap_of_three_times_its_cost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gaps: list[float] = []
    clock = 0.0

    def sleep(seconds: float) -> None:
        gaps.append(seconds)
        gevent.sleep(0)

    times = SimpleNamespace(monotonic=lambda: clock, thread_time=lambda: 0.0)
    monkeypatch.setattr(boards, "gevent", SimpleNamespace(spawn=gevent.spawn, sleep=sleep))
    monkeypatch.setattr(boards, "time", times)
    with watched(Desk(), "desk") as board:
        for cost in (0.1, 10.0, 0.1):
            board.reading_took = cost
            flush(board)
        # What has passed since the flush counts: a change that comes late enough goes at once.
        clock = 1.0
        flush(board)
    assert gaps == pytest.approx([0.3, LONGEST_GAP])


def test_a_change_goes_at_once_and_what_changes_in_the_gap_behind_it_goes_together() -> None:
    desk = Desk()
    with watched(desk, "desk") as board:
        board.reading_took = 0.1
        for n in range(60):
            desk.shown = {f"cards/{n}": Several(amount="most")}
            board.changed()
            until(lambda: desk.sent)
        until(lambda: not board._flushing)
    assert [[*change.set] for _, change in desk.sent] == [["cards/0"], ["cards/59"]]


def test_a_reading_that_fails_is_tried_again() -> None:
    desk = Desk()
    with watched(desk, "desk") as board:
        desk.fails, desk.shown = OSError(), {}
        reads = desk.reads
        board.changed()
        until(lambda: desk.reads == reads + 2)
        assert desk.sent == []
        desk.fails = None
        until(lambda: not board._flushing)
    assert [change.rev for _, change in desk.sent] == [2]


def test_what_surrounds_a_workshop_is_told_also_while_it_cannot_be_read() -> None:
    desk = Desk()
    with watched(desk, "desk", "participant") as board:
        desk.fails = OSError()
        desk.only_for_the_desk = {"check_ins/1": Several(amount="most")}
        board.changed()
        until(lambda: desk.sent)
        desk.fails = None
        until(lambda: not board._flushing)
    assert [(room, [*change.set]) for room, change in desk.sent] == [("w:w1:desk", ["check_ins/1"])]


def test_a_workshop_of_which_nothing_is_left_is_let_go() -> None:
    desk = Desk()
    with watched(desk, "desk") as board:
        desk.fails = NoSuchWorkshop("w1")
        flush(board)
        flush(board)
    assert (desk.left, desk.sent, board.gone) == (["w1"], [], True)
