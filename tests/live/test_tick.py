"""The tick, which comes every three seconds."""

from types import SimpleNamespace

from workshop.live.board import Board, Ways
from workshop.live.periodic import tick_of


def test_the_desk_alone_hears_whether_a_window_shows_the_rooms_screen() -> None:
    told = {"epoch": "e", "took_part": 0, "writes": False, "arrives": False}
    reading = SimpleNamespace(**told, entries=lambda _view: {})
    board = Board("w1", "t-", Ways(lambda *_: reading, lambda *_: None, lambda _board: None))
    assert not tick_of(board, "desk", 0.0).screen
    board.arrive("projector", None)
    assert tick_of(board, "desk", 0.0).screen
    assert not tick_of(board, "participant", 0.0).screen
    assert not tick_of(board, "projector", 0.0).screen
    board.leave("projector", None)
    assert not tick_of(board, "desk", 0.0).screen
