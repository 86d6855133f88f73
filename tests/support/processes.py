"""Processes of one server, in the process of the tests: each with a store and boards of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from secrets import token_bytes
from typing import Any

import gevent

from tests.support import waiting
from tests.support.stores import Rows
from workshop.actions.answers import AtDesk
from workshop.ending.endings import Endings
from workshop.live.batches import BatchAnswer, Job
from workshop.live.board import Board
from workshop.live.boards import Boards
from workshop.live.found_workshop import Found
from workshop.live.guests import Guest
from workshop.live.other_processes import OtherProcesses
from workshop.live.server import LiveServer
from workshop.protocol.commands import AnyCommand
from workshop.protocol.messages import ViewName
from workshop.settings import Settings
from workshop.storage.keyring import device_of
from workshop.storage.store import Store
from workshop.views import Surroundings

NOW = 1_780_000_000.0
CLOCK = count(int(NOW), 10)
"""The time of all processes; whenever they ask, it is later, so no press comes too soon."""
until = partial(waiting.until, pause=gevent.sleep)


class Process:
    """A process without sockets. Its beats and looks come when a test says so."""

    def __init__(self, folder: Path, rows: Rows) -> None:
        settings = Settings(data=folder / "data", public_url="https://workshop.example")
        self.store = Store(settings, rows.open)
        self.boards = Boards(self.store, lambda _board, _listed: Surroundings(), several=True)
        self.name = self.boards.bus.id
        self.reads: list[str] = []
        self.find, self.boards.find = self.boards.find, self._counted  # type: ignore[method-assign]
        self.live = LiveServer(self.store, self.boards, lambda: float(next(CLOCK)))
        self.endings = Endings(self.store, self.boards, lambda: NOW)
        self.live.after = self.endings.after
        self.boards.send_away = lambda board: self.sent_away.append(board.id)
        self.sent_away: list[str] = []
        self.others = OtherProcesses(self.store, self.live)
        self.others.ended = self.endings.take_over
        self.endings.hurry = self.others.hurry
        self.live.writer.start()
        self.others.listen()
        self.others.beat()
        until(lambda: self.others.hears)

    def _counted(self, board: Board) -> Found:
        self.reads.append(board.id)
        return self.find(board)

    def holds(self, id_: str, *views: ViewName) -> Board:
        """Has somebody look at views of a workshop."""
        board = self.boards.get(id_)
        assert board is not None
        for view in views:
            board.arrive(view, None)
            board.show(view)
        self.looks()
        until(lambda: not board._flushing)
        self.reads.clear()
        return board

    def looks(self) -> bool:
        """Looks for what others have written."""
        self.others.look()
        return True

    def does(self, board: Board, command: AnyCommand) -> BatchAnswer:
        """Writes a command of the desk."""
        return self.live.writer.ask(board, Job(AtDesk(), token_bytes(16), command))

    def comes(self, board: Board, *names: bytes) -> None:
        """Phones come, by their secrets."""
        for name in names:
            board.arrive("participant", device_of(name))

    def goes(self, board: Board, *names: bytes) -> None:
        """Phones go."""
        for name in names:
            board.leave("participant", device_of(name))

    def end(self) -> None:
        """Ends as a process does that hears nothing more, once it has shown what it heard."""
        self.others.stop()
        until(lambda: not any(board._flushing for board in self.boards))
        self.store.thread.stop()


def guest(process: Process, board: Board, sign_in: bytes, ticket: Any = None) -> Guest:
    """Somebody at a desk, whose connection is noted once it has ended."""
    made = Guest(f"{sign_in!r}", f"{sign_in!r}", board, "desk", None, sign_in, ticket)
    process.live.guests.add(made)
    process.live.end = lambda sid: process.live.guests.leave(sid)  # type: ignore
    return made


@contextmanager
def processes(folder: Path, rows: Rows, number: int) -> Iterator[list[Process]]:
    """Several processes of one server."""
    made: list[Process] = []
    try:
        for _ in range(number):
            made.append(Process(folder, rows))
        for one in made:
            one.others.beat()
        yield made
    finally:
        for one in made:
            one.end()
        rows.empty()
