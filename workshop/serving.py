"""Listening: the socket, the HTTP server on it, and its end."""

import signal
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import gevent
from flask import Flask
from gevent.event import Event
from gevent.lock import BoundedSemaphore
from gevent.pywsgi import Input, WSGIHandler

from workshop.reserve import Reserve, ReservingServer

BACKLOG = 1024
STOP_WITHIN = 2.0

ASK_LIMIT_S = 15.0
"""Seconds in which a connection must begin to ask something, and in which what it has begun must be
whole, from its first byte to the last of its body. A phone on a slow line needs two or three."""
MOST_SILENT = 256
"""Connections that have asked nothing yet, or nothing more: browsers keep six of them open for each
page. They cost 20 kB each, and a descriptor."""
MOST_HALF = 128
"""Connections that are in the middle of asking something. It is a matter of milliseconds: a hall of
a thousand phones has some ten of them at once."""
MOST_UNTAKEN = 16 * 1024 * 1024
"""Bytes of pages and files that wait for those who have asked for them."""
LARGE = 1024 * 1024
MOST_LARGE = 64 * 1024 * 1024
"""Bytes from which an answer is a large one, and of all large ones that wait: packs of stories,
which are up to 20 MB, and archives of summaries. They are made for people who are signed in. They
are counted apart: nobody's page is ended for them, and a fourth one ends only another of them."""
SLOWEST = 4 * 1024
"""Bytes a second: an answer that is taken more slowly than this, after `ASK_LIMIT_S`, is ended."""
MOST_HEADERS = 32 * 1024
"""Bytes of the headers of one request. Browsers send two or three thousand."""
THROWN_AWAY_AT_ONCE = 64 * 1024
REFUSED_PAUSE_S = 0.002
"""Bytes of a refused body in a row, and seconds until the next, so that others have a turn."""


class HeldConnections:
    """A process's connections of one kind, each held for a while at most: the oldest go first."""

    def __init__(self, most: int) -> None:
        """`most` is the sum of their sizes."""
        self._most = most
        self._all: dict[Handler, tuple[int, float]] = {}
        """The size of each, and until when it may be held; the oldest first."""
        self._sum = 0

    def begin(self, one: "Handler", size: int = 1, within: float = ASK_LIMIT_S) -> None:
        """Holds a connection from now on, and ends the oldest ones if they are too many."""
        self.done(one)
        while self._all and self._sum + size > self._most:
            self.end_oldest()
        self._all[one] = size, time.monotonic() + within
        self._sum += size

    def done(self, one: "Handler") -> float:
        """Lets go of a connection that is done, or has gone; returns the seconds it had left."""
        size, until = self._all.pop(one, (0, 0.0))
        self._sum -= size
        return until - time.monotonic()

    def end_oldest(self) -> None:
        """Ends the one that has been held for longest, if there is any."""
        if self._all:
            self._end(next(iter(self._all)))

    def end_overdue(self) -> None:
        """Ends those that have been held for too long."""
        now = time.monotonic()
        for one in [one for one, (_, until) in self._all.items() if until < now]:
            self._end(one)

    def __contains__(self, one: "Handler") -> bool:
        return one in self._all

    def _end(self, one: "Handler") -> None:
        self.done(one)
        one.cut()


REQUEST_TURN = BoundedSemaphore()
"""One request after another is begun, and between two of them all sockets have their turn: a page
takes milliseconds, and if hundreds are asked for at once, votes would wait for all of them."""
SILENT, HALF_ASKED, UNTAKEN, UNTAKEN_LARGE = ALL = (
    HeldConnections(MOST_SILENT),
    HeldConnections(MOST_HALF),
    HeldConnections(MOST_UNTAKEN),
    HeldConnections(MOST_LARGE),
)
"""`SILENT` ask nothing, `HALF_ASKED` are in the middle of asking, `UNTAKEN` and `UNTAKEN_LARGE`
do not take their answer."""


class Handler(WSGIHandler):
    """Holds nothing unfinished for long: no silence, no half request, no answer that is not taken.

    A request that is whole is never ended here, however long its answer takes.
    """

    _left = ASK_LIMIT_S
    """Seconds left for the request to be whole; those that it waits for the server do not count."""

    def handle(self) -> None:
        """Serves one connection until it ends."""
        try:
            with suppress(OSError):  # it has gone while it was told that it asked nonsense
                super().handle()
        finally:
            for held in ALL:
                held.done(self)
            self.__dict__.pop("environ", None)  # it refers to this handler

    def cut(self) -> None:
        """Ends the connection at once, which wakes the greenlet that waits on it."""
        with suppress(OSError, AttributeError):  # it may be gone already
            self.socket.shutdown(socket.SHUT_RDWR)

    def read_requestline(self) -> Any:
        """The first line; "" ends the connection."""
        HALF_ASKED.done(self)
        SILENT.begin(self)
        gevent.sleep(0)  # the others' turn: one that asks without a pause is read without waiting
        try:
            self.rfile.peek(1)
        finally:
            SILENT.done(self)
        HALF_ASKED.begin(self)
        return super().read_requestline()

    def read_request(self, raw_requestline: str) -> Any:
        """Reads the headers. Raises ValueError: of any other error pywsgi prints a traceback."""
        try:
            return super().read_request(raw_requestline)
        except Exception:
            raise ValueError("no request") from None

    def MessageClass(self, stream: Any, *rest: Any) -> Any:
        """The headers. Raises ValueError if they are too large, end too soon, or are ambiguous."""
        headers: Any = super().MessageClass(Headers(stream), *rest)  # type: ignore[arg-type]
        if len({*headers.get_all("Content-Length", ())}) > 1:
            raise ValueError("of two lengths of a body a proxy may go by the other")
        return headers

    def get_environ(self) -> dict[str, Any]:
        """The environment of a request; `workshop.whole` is called once its body has been read,
        and `workshop.socket` is what a websocket takes over."""
        environ: dict[str, Any] = super().get_environ()
        environ["workshop.whole"] = self._pause
        environ["workshop.socket"] = self.socket
        body: Any = self.wsgi_input
        if not self.content_length and not body.chunked_input:
            HALF_ASKED.done(self)
        self.wsgi_input = UnreadBody(body, self)  # type: ignore[assignment]
        return environ

    def handle_one_response(self) -> None:
        """Has a request answered. What comes behind one that became a socket is no request."""
        self.close_connection = self.close_connection or self.becomes_socket()
        unread = self in HALF_ASKED
        self._pause()  # its body may be here as a whole: it is the server that it waits for
        with REQUEST_TURN:
            gevent.sleep(0)
        if unread:
            self.go_on()
        super().handle_one_response()

    def becomes_socket(self) -> bool:
        """True for a request that asks for another protocol on its connection."""
        asked = f"{self.headers.get('Connection')} {self.headers.get('Upgrade')}".lower()
        return "upgrade" in asked or "websocket" in asked

    def go_on(self) -> None:
        """Counts the request as unfinished from now on, for what is left of its time."""
        if self not in HALF_ASKED:
            HALF_ASKED.begin(self, within=self._left)

    def _pause(self) -> None:
        self._left = HALF_ASKED.done(self) if self in HALF_ASKED else self._left

    def _sendall(self, data: bytes) -> None:
        untaken = UNTAKEN_LARGE if len(data) > LARGE else UNTAKEN
        untaken.begin(self, len(data), ASK_LIMIT_S + len(data) / SLOWEST)
        try:
            super()._sendall(data)  # type: ignore[misc]
        finally:
            untaken.done(self)


class Headers:
    """The lines of headers as they come, and no more than a browser sends."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._left = MOST_HEADERS

    def readline(self, most: int) -> bytes:
        """The next line. Raises ValueError."""
        line: bytes = self._stream.readline(min(most, self._left))
        self._left -= len(line)
        if not line.endswith(b"\n"):
            raise ValueError("the headers are too large, or have ended too soon")
        return line


class UnreadBody:
    """The part of a request's body that nobody has read. pywsgi has it read once all is
    answered, since a browser that is still sending would not see the answer."""

    def __init__(self, body: Input, handler: Handler) -> None:
        self._body = body
        self._handler = handler

    def _discard(self) -> None:
        if not self._is_left():
            return
        if self._will_not_end():
            self._handler.close_connection = True
            return
        self._handler.go_on()
        while self._body.read(THROWN_AWAY_AT_ONCE):
            gevent.sleep(REFUSED_PAUSE_S)

    def _is_left(self) -> bool:
        body = self._body
        return bool(body.chunked_input or body.position < (body.content_length or 0))

    def _will_not_end(self) -> bool:
        """True for chunks, which no browser sends and which cost much to read; for a body that is
        sent only once it is asked for; and where the body has been read past this."""
        return bool(self._body.chunked_input or self._body.socket or self._handler.becomes_socket())


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. Raises OSError when the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    listener.listen(BACKLOG)
    listener.setblocking(False)
    return listener


def stop_signal() -> Event:
    """An event that is set when SIGINT or SIGTERM comes, from this call on."""
    stop = Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        gevent.signal_handler(name, stop.set)
    return stop


def end_at_signal() -> None:
    """From here on a stop from outside unwinds what was begun, as Ctrl+C does."""

    def end(number: int, _frame: object) -> None:
        raise SystemExit(128 + number)

    for name in {"SIGTERM", "SIGHUP"} & set(dir(signal)):
        signal.signal(getattr(signal, name), end)


def serve_until(
    app: Flask,
    listener: socket.socket,
    ready: Callable[[], None],
    stop: Event,
    drain: Callable[[], None] = lambda: None,
    reserve: Reserve | None = None,
) -> None:
    """Serves until `stop` is set, and then for as long as `drain` takes; calls `ready` once it
    serves. No request is logged."""
    quiet = {"log": None, "error_log": None, "handler_class": Handler}
    kept = reserve or Reserve.of_process()
    # Those who have said nothing hold no place that a phone could have.
    server = ReservingServer(listener, app, kept, SILENT.end_oldest, **quiet)
    server.start()
    gevent.spawn(_end_overdue)
    ready()
    stop.wait()
    drain()
    server.stop(STOP_WITHIN)


def _end_overdue() -> None:
    while True:
        gevent.sleep(1.0)
        for held in ALL:
            held.end_overdue()
