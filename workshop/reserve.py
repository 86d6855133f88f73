"""The connections that come once phones have taken their share of the files.

Nobody says who they are before they are heard. So a connection beyond the phones' share is served
as every other one, and ends with its answer; a phone among them is turned away in words, a desk or
a room's screen stays. If there are too many of them, the one that has been there longest without
having shown that it is a desk goes.
"""

import os
import socket
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from gevent.local import local
from gevent.pywsgi import WSGIServer

from workshop.file_limit import RESERVED_KEY, Shares, raise_limit, shares

LENT_FILES = 8
"""Files of the databases' share that connections may take for a moment, until others have gone."""
ACCEPTED_AT_ONCE = 8
"""Connections taken in a row before those that shall end are ended."""
RESERVE_TOLD_S = 60.0
"""Seconds for which the desk is told that a phone was turned away: phones ask again sooner."""
TURNED_AWAY = (
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 10\r\nConnection: close\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\nX-Content-Type-Options: nosniff\r\n"
    b"Cache-Control: no-store\r\n\r\n"
    b"This server has as many connections as it can hold. Wait ten seconds and try again.\n"
)
"""Says nothing of https only: a browser learns that from the answer ten seconds later, as from each
answer that it has had before."""
Start = Callable[..., Any]
Application = Callable[[dict[str, Any], Start], Iterable[bytes]]


class Reserve:
    """The connections of this process that have a place in the reserve."""

    def __init__(self, shared: Shares, clock: Callable[[], float] = time.monotonic) -> None:
        self._shared = shared
        self._clock = clock
        self._told_until = 0.0
        self._passing: dict[Reserved, None] = {}
        """The connections that have not shown that they are a desk's, the oldest first."""

    @classmethod
    def of_process(cls) -> "Reserve":
        """Returns the reserve of this process, whose limit is raised as far as it may be."""
        return cls(shares(raise_limit()))

    def turns_away(self) -> bool:
        """True if a phone was turned away just now."""
        return self._clock() < self._told_until

    def note_refusal(self) -> None:
        """Notes that a connection was turned away."""
        self._told_until = self._clock() + RESERVE_TOLD_S

    def is_for(self, number: int) -> bool:
        """True if a connection with this number has come after the phones' share was taken."""
        return number >= self._shared.phones

    def take(self, connection: socket.socket) -> "Reserved | None":
        """Returns the place of a connection in the reserve; None if there is none."""
        if connection.fileno() >= self._shared.desks and self._passing:
            next(iter(self._passing)).end()
        if connection.fileno() >= self._shared.desks + LENT_FILES:
            return None
        place = Reserved(self, connection)
        self._passing[place] = None
        return place

    def let_be(self, place: "Reserved") -> None:
        """Takes a place from those that may be ended."""
        self._passing.pop(place, None)


class Reserved:
    """The place of one connection in the reserve."""

    def __init__(self, reserve: Reserve, connection: socket.socket) -> None:
        self._reserve = reserve
        self._connection = connection

    def refuse(self) -> None:
        """Notes that this was a phone, which is turned away."""
        self._reserve.note_refusal()

    def keep(self) -> None:
        """Keeps the connection: it is a desk's, or a room's screen's."""
        self._reserve.let_be(self)

    def end(self) -> None:
        """Ends the connection at once, which wakes the greenlet that waits on it."""
        self._reserve.let_be(self)
        with suppress(OSError):  # it may be gone already
            self._connection.shutdown(socket.SHUT_RDWR)


class Here(local):
    """Facts of the greenlet that serves a connection knows of it."""

    place: Reserved | None = None


FILES_HERE = Here()


class ReservingServer(WSGIServer):
    """A server of HTTP that keeps a reserve of the files that the process may open. `make_room`
    ends a connection that is worth less than a new one."""

    max_accept = ACCEPTED_AT_ONCE

    def __init__(
        self,
        listener: Any,
        inside: Any,
        reserve: Reserve,
        make_room: Callable[[], None] = lambda: None,
        **options: Any,
    ) -> None:
        super().__init__(listener, NamesReserved(inside), **options)
        self._reserve = reserve
        self._make_room = make_room
        self._taken: dict[Any, Reserved] = {}
        """The places of connections that nobody has begun to serve yet."""

    def do_handle(self, connection: Any, address: Any) -> None:
        """Serves a connection, if there is a place for it."""
        if not self._reserve.is_for(connection.fileno()):
            super().do_handle(connection, address)
            return
        self._make_room()
        if place := self._reserve.take(connection):
            self._taken[connection] = place
            super().do_handle(connection, address)
        else:
            self._reserve.note_refusal()
            turn_away(connection)

    def handle(self, connection: Any, address: Any) -> None:
        """Serves a connection until it ends."""
        FILES_HERE.place = place = self._taken.pop(connection, None)
        try:
            super().handle(connection, address)
        finally:
            if place:
                self._reserve.let_be(place)


def turn_away(connection: Any) -> None:
    """Ends a connection at once, with a sentence. Its file is free when this returns: gevent would
    close it later, and meanwhile the next ones are taken."""
    with suppress(OSError):
        connection.send(TURNED_AWAY, timeout=0.0)
    number = connection.detach()
    if number >= 0:
        os.close(number)


class NamesReserved:
    """A WSGI application around another one, which it tells what came into the reserve."""

    def __init__(self, inside: Application) -> None:
        self._inside = inside

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """Has a request answered, and in the reserve ends the connection with it."""
        place = FILES_HERE.place
        if place is None:
            return self._inside(environ, start)
        environ[RESERVED_KEY] = place

        def closing(status: str, headers: list[tuple[str, str]], *fault: Any) -> Any:
            return start(status, [*headers, ("Connection", "close")], *fault)

        return self._inside(environ, closing)
