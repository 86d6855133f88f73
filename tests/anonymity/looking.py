"""A server's store, boards and endings without its sockets, and what the desk is shown there."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import gevent
import msgspec

from tests.support.waiting import until
from workshop.ending.endings import Endings
from workshop.live.board import Board
from workshop.live.boards import Boards
from workshop.live.found_workshop import Found, Source
from workshop.protocol.messages import Change
from workshop.settings import Settings
from workshop.storage.library import Listed, summary_of
from workshop.storage.store import Store
from workshop.views import Surroundings

LATER = 1_780_003_600.0
"""An hour after the workshops of the tests, by the clock of whoever starts then."""
A_DAY_LATER = LATER + 25 * 3600
WHOLE = ["summary", "key", "file", "beside", "ways_in"]
SEALED = {"phase": "sealed", "sealed": True, "trouble": "", "holds": WHOLE}


class Looked(Boards):
    """Boards that count how often a workshop could not be read: its views then stay as they are."""

    unread = 0

    def _read(self, board: Board, found: Found | None) -> Source:
        try:
            return super()._read(board, found)
        except Exception:
            self.unread += 1
            raise


class Standing:
    """The workshop as one desk sees it when a server has started."""

    def __init__(self, settings: Settings, id_: str) -> None:
        self.id = id_
        self.store = Store(settings)
        self.boards = Looked(self.store, _around)
        self.endings = Endings(self.store, self.boards, settings.steady)
        self.sent: list[Change] = []
        self.boards.send = lambda _room, change: self.sent.append(change)

    def seal_shown(self) -> dict[str, Any]:
        """Returns the seal as the desk is shown it; nothing where there is no workshop any more."""
        board = self.boards.get(self.id)
        if board is None:
            return {}
        board.arrive("desk", None)
        unread = self.boards.unread
        until(lambda: not board._flushing or self.boards.unread > unread, pause=gevent.sleep)
        shown = board.show("desk").entries
        return _short({path: msgspec.json.decode(one) for path, one in shown.items()})

    def left(self) -> list[str]:
        """The names of everything that is there of the workshop, but for its summary."""
        settings = self.store.settings
        places = (settings.data / "workshops", settings.keys)
        return sorted(path.name for place in places for path in place.glob(f"{self.id}*"))

    def summary(self) -> str:
        """The summary that is kept; "" when there is none."""
        with self.store.library.read() as session:
            kept = summary_of(session, self.id)
        return kept.body if kept else ""


@contextmanager
def looked_at(data: Path, id_: str, now: float = LATER) -> Iterator[Standing]:
    """A server's parts before anything was done at its start."""
    standing = Standing(Settings(data=data, now=lambda: now), id_)
    try:
        yield standing
    finally:
        standing.store.close()


@contextmanager
def started(data: Path, id_: str, now: float = LATER) -> Iterator[Standing]:
    """A server's parts after its start."""
    with looked_at(data, id_, now) as standing:
        standing.endings.at_start()
        yield standing


def _short(entries: dict[str, Any]) -> dict[str, Any]:
    report = entries.get("seal", {"trouble": "", "checks": []})
    return {
        "phase": entries["now"]["phase"],
        "sealed": entries.get("finish", {}).get("sealed", False),
        "trouble": report["trouble"],
        "holds": [check["name"] for check in report["checks"] if check["holds"]],
    }


def _around(board: Board, _listed: Listed | None) -> Surroundings:
    return Surroundings(seal=board.seal, seal_trouble=board.seal_trouble)
