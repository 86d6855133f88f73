"""What comes by itself: the tick to every view, and the sweep of connections that are dead."""

import logging
import time
from typing import Any

import gevent

from workshop.live.board import Board
from workshop.live.boards import Boards
from workshop.live.people import People
from workshop.protocol.messages import Tick, ViewName
from workshop.rules.thresholds import HEADS_SHOWN, are_few, share_word

TICK = 3.0
SWEEP = 2.0
PENDING_FOR = 10.0
"""Seconds that a connection may take until it has said who it is, or until it is upgraded."""
SLOW = 200
"""Answers that may wait for a phone; past that it is closed, comes back and says hello."""

log = logging.getLogger(__name__)


def tick_of(board: Board, view: ViewName, now: float) -> Tick:
    """What a room is told every three seconds."""
    shown, here = board.last_sent(view), board.here
    if view == "participant":
        few = are_few(here) if board.writes else None
        return Tick(epoch=shown.epoch, rev=shown.rev, time=now, few=few)
    heads = here if view == "desk" or here >= HEADS_SHOWN else None
    word = share_word(board.took_part, here)
    screen = view == "desk" and "projector" in board.watched()
    return Tick(
        epoch=shown.epoch, rev=shown.rev, time=now, here=heads, took_part=word, screen=screen
    )


class Sweep:
    """Closes who owes a pong longer than the grace, who never said who they are, who is slow.

    engine.io's own monitor looks at each connection far more often than is worth its time, and
    without it nobody would notice a phone that has gone silent.
    """

    def __init__(self, engine: Any, people: People) -> None:
        self._engine = engine
        self._people = people
        self._pending: dict[str, float] = {}

    def __call__(self) -> None:
        """One round over all connections."""
        now, known = time.time(), self._people.connections()
        sockets = dict(self._engine.sockets)
        for eio_sid, socket in sockets.items():
            if self._is_over(eio_sid, socket, eio_sid in known, now):
                end(self._engine, eio_sid)
        self._pending = {sid: at for sid, at in self._pending.items() if sid in sockets}
        for guest in self._people.all():
            if guest.eio_sid not in sockets:
                self._people.leave(guest.sid)

    def _is_over(self, eio_sid: str, socket: Any, known: bool, now: float) -> bool:
        silent = socket.last_ping and now - socket.last_ping > self._engine.ping_timeout
        slow = socket.queue.qsize() > SLOW
        pending = not known or socket.upgrading
        since = self._pending.setdefault(eio_sid, now) if pending else now
        if not pending:
            self._pending.pop(eio_sid, None)
        return bool(socket.closed or silent or slow or now - since > PENDING_FOR)


def end(engine: Any, eio_sid: str) -> None:
    """Ends a connection at once: its session, its socket, its place in memory."""
    socket = engine.sockets.pop(eio_sid, None)
    if socket is None:
        return
    wire = getattr(socket, "wire", None)
    if not socket.closed:
        socket.close(wait=False, abort=True, reason=engine.reason.SERVER_DISCONNECT)
    if wire is not None:
        # In a greenlet: what waits in the queue, an answer perhaps, is written first.
        gevent.spawn_later(0.1, wire.shut_down)


def beat(seconds: float, work: Any) -> None:
    """Does some work again and again; an error in it is logged and ends nothing."""

    def forever() -> None:
        while True:
            gevent.sleep(seconds)
            try:
                work()
            except Exception:
                log.exception("the work of every %.0f seconds has failed", seconds)

    gevent.spawn(forever)


def all_watched(boards: Boards) -> list[tuple[Board, ViewName]]:
    """Every view that somebody looks at."""
    return [(board, view) for board in boards for view in board.watched()]
