"""Work that is done again and again: ticks to the views, pings, the end of dead connections.

engine.io keeps a greenlet and a timer for each ping of each phone, which was most of what a
thousand idle phones cost: here one beat pings all who are due.
"""

import logging
import math
import time
from collections import deque
from collections.abc import Callable, Iterable, Set
from typing import Any
from weakref import ReferenceType, ref

import gevent
from engineio import packet
from engineio.socket import Socket

from workshop.live.board import Board
from workshop.live.boards import Boards
from workshop.live.guests import Guests
from workshop.live.transport import end_connection, send_straight, text_frame
from workshop.live.waiting_packets import relieve, takes_nothing
from workshop.protocol.messages import FloodSeen, Tick, ViewName
from workshop.rules.thresholds import HEADS_SHOWN, are_few, share_word

TICK = 3.0
SWEEP = 2.0
PENDING_FOR = 10.0
"""Seconds that a connection may take until it has said who it is."""
MOST_PENDING = 512
"""Connections that have not said yet who they are: a hall that comes at once has fewer."""

log = logging.getLogger(__name__)


def tick_of(board: Board, view: ViewName, now: float) -> Tick:
    """Returns what a room is told every three seconds."""
    shown, here = board.last_sent(view), board.here
    if view == "participant":
        few = are_few(here) if board.reading.writes else None
        return Tick(epoch=shown.epoch, rev=shown.rev, time=now, few=few)
    whole = board.devices.whole
    # No figure that may be too low: a room would look emptier than it is.
    heads = here if whole and (view == "desk" or here >= HEADS_SHOWN) else None
    word = share_word(board.reading.took_part, here if whole else max(here, board.devices.known))
    at_desk = view == "desk"
    return Tick(
        epoch=shown.epoch, rev=shown.rev, time=now, here=heads, took_part=word,
        screen=at_desk and "projector" in board.watched(),
        flood=flood_seen(board, now) if at_desk else None,
    )  # fmt: skip


def flood_seen(board: Board, now: float) -> FloodSeen | None:
    """Returns what a desk is told of a great many new devices, by the clock that `now` is of."""
    moment = time.monotonic()
    many = board.devices.arrivals.many(moment)
    if many is None:
        return None
    return FloodSeen(since=now - (moment - many.since), devices=many.devices)


class Sweep:
    """Closes who owes a pong longer than the grace, who never said who they are, who is slow; and
    has each workshop forget what matters no more of its devices, also while nobody says anything.

    engine.io's own monitor looks at each connection far more often than is worth its time, and
    without it nobody would notice a phone that has gone silent.
    """

    def __init__(self, engine: Any, guests: Guests, boards: Iterable[Board] = ()) -> None:
        self._engine = engine
        self._guests = guests
        self._boards = boards
        self._pending: dict[str, float] = {}

    def __call__(self) -> None:
        """Looks at all connections once."""
        now, known = time.monotonic(), self._guests.connections()
        sockets = dict(self._engine.sockets)
        for eio_sid, socket in sockets.items():
            if self._is_over(eio_sid, socket, eio_sid in known, now):
                end_connection(self._engine, eio_sid)
        self._pending = {sid: at for sid, at in self._pending.items() if sid in sockets}
        for guest in self._guests.all():
            if guest.eio_sid not in sockets:
                self._guests.leave(guest.sid)
        self._end_oldest(known)
        relieve(self._engine)
        for board in self._boards:
            board.devices.forget(now)

    def _end_oldest(self, known: Set[str]) -> None:
        strangers = [sid for sid in self._pending if sid not in known]
        for eio_sid in strangers[: max(0, len(strangers) - MOST_PENDING)]:
            end_connection(self._engine, eio_sid)

    def _is_over(self, eio_sid: str, socket: Any, known: bool, now: float) -> bool:
        owes_for = now - getattr(socket, "pinged", now)
        silent = socket.last_ping and owes_for > self._engine.ping_timeout
        slow = takes_nothing(socket)
        since = now if known else self._pending.setdefault(eio_sid, now)
        if known:
            self._pending.pop(eio_sid, None)
        return bool(socket.closed or silent or slow or now - since > PENDING_FOR)


def repeat(seconds: float, work: Any) -> None:
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


def read_what_is_late(boards: Boards) -> None:
    """Has the boards read whose views say no longer how many have taken part, or can vote: neither
    raises a rev."""
    for board in {board for board, _ in all_watched(boards)}:
        if board.tapped or is_late(board):
            board.tapped = False
            board.changed()


def is_late(board: Board) -> bool:
    """True if a board's views were made when another number of devices could vote: some have come
    or gone since, here or at another process. While one may be missing nothing is shown anew."""
    if not (board.reading.votes and board.devices.whole):
        return False
    return board.devices.voters(reached=board.reached) != board.voters


PERIODIC_LOOK_S = 0.5
"""Seconds between two looks at who is due."""
PING_TO_PHONE = packet.Packet(packet.PING)
FRAME = text_frame(PING_TO_PHONE.encode())


class Pings:
    """The phones that are to be pinged, in place of a greenlet of engine.io's for each."""

    def __init__(self, interval: float) -> None:
        self._interval = interval
        self._due: deque[tuple[float, ReferenceType[Any]]] = deque()
        """All wait for the same time, so who came first is due first. Weak: whoever comes and goes
        without a pause would leave thousands of sessions that have ended, at 7 kB each."""

    def __call__(self) -> None:
        """Pings all who are due."""
        now = time.monotonic()
        while self._due and self._due[0][0] <= now:
            phone = self._due.popleft()[1]()
            if phone is not None:
                ping(phone)

    def take(self, task: Callable[..., Any]) -> bool:
        """Takes a task of engine.io over, if it is one that pings."""
        phone = getattr(task, "__self__", None)
        if not isinstance(phone, Socket) or task != phone._send_ping:
            return False
        self._due.append((time.monotonic() + self._interval, ref(phone)))
        return True


def ping(phone: Any) -> None:
    """Pings one phone; the sweep closes it when its pong stays away."""
    if phone.closing or phone.closed:
        return
    # engine.io would compare this with the clock that people see, each time that it sends: a jump
    # of that by some seconds would end the connection of everyone who owes a pong.
    phone.last_ping, phone.pinged = math.inf, time.monotonic()
    if not send_straight(phone, FRAME):
        phone.send(PING_TO_PHONE)
