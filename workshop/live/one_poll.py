"""The session of one connection in engine.io, with one poll and one upgrade at a time.

engine.io itself lets any number of each wait, and ends one of them when the session ends.
"""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import gevent
from engineio.exceptions import EngineIOError, QueueEmpty
from engineio.packet import NOOP, Packet
from engineio.socket import Socket

from workshop.live.counted_frames import FRAMES_A_SECOND, FRAMES_AT_ONCE
from workshop.live.waiting_packets import WaitingPoll
from workshop.rules.pacing import Bucket

READABLE = 1
NOTHING = Packet(NOOP)
"""Answers a poll without a word: the next one goes on."""


class OnePoll(Socket):  # type: ignore[misc]
    """A session of which one poll waits, and one upgrade is under way. A poll also ends with the
    connection on which it came."""

    wire: Any = None
    """The websocket that it is on, or that it goes over to."""
    _goes_over = False
    _polled: Bucket

    @classmethod
    def takes_over(cls, session: Socket) -> None:
        """Makes one of these of a session that has just begun: engine.io names the class of its
        sessions nowhere that could be set."""
        session.__class__ = cls
        session._polled = Bucket(FRAMES_A_SECOND, FRAMES_AT_ONCE, time.monotonic())

    def receive(self, pkt: Packet) -> None:
        """Takes a packet. One that comes by a poll costs what a websocket's frame does. Raises
        EngineIOError, which ends the session."""
        if not self.upgraded and not self._polled.take(time.monotonic()):
            raise EngineIOError("too many packets")
        super().receive(pkt)

    def handle_get_request(self, environ: dict[str, Any], start: Callable[..., Any]) -> Any:
        """Answers a poll, or serves an upgrade until it ends. Raises QueueEmpty."""
        if asks_for_websocket(environ) or self.upgrading or self.upgraded:
            return super().handle_get_request(environ, start)
        return self._next_packets(environ)

    def poll(self) -> list[Packet]:
        """Returns the packet that a websocket's writer sends next, none once the session shall end;
        and to those who begin by polling, what waits.

        In place of engine.io's own, which gives up when it has nothing to send for a while: what
        is written straight to the socket, pings too, never comes by here. One at a time: the others
        are counted as long as they wait.
        """
        if not self.upgraded:
            return self.queue.taken()  # type: ignore[no-any-return]
        packet = self.queue.get()
        self.queue.task_done()
        return [] if packet is None else [packet]

    def close(self, wait: bool = True, abort: bool = False, reason: Any = None) -> None:
        """Ends the session, and with it an upgrade that is under way: its websocket has no writer
        yet who would end it."""
        super().close(wait=wait, abort=abort, reason=reason)
        if self.wire is not None and not self.upgraded:
            self.wire.shut_down()

    def _upgrade_websocket(self, environ: dict[str, Any], start: Callable[..., Any]) -> Any:
        if self._goes_over:  # a browser tries once
            return self.server._bad_request("An upgrade is under way")
        self._goes_over = True
        try:
            return super()._upgrade_websocket(environ, start)
        finally:
            self._goes_over = False

    def _next_packets(self, environ: dict[str, Any]) -> Any:
        queue, poll = self.queue, WaitingPoll()
        # The older one may be on a connection that was cut without the server having noticed.
        queue.begins(poll)
        if queue.empty():
            with hanging_up(environ, poll.hang_up):
                poll.woken.wait(self.server.ping_interval + self.server.ping_timeout)
        if not queue.ends(poll) or poll.hung_up:
            return self._good_bye()
        if queue.empty() and not poll.woken.is_set():
            self.close(wait=False, reason=self.server.reason.TRANSPORT_ERROR)
            raise QueueEmpty
        return queue.taken()

    def _good_bye(self) -> dict[str, Any]:
        """Ends a poll, and its connection: nobody is there, or has it beside another one."""
        answer: dict[str, Any] = self.server._ok([NOTHING])
        return {**answer, "headers": [*answer["headers"], ("Connection", "close")]}


def with_one_poll(engine: Any) -> None:
    """Has each session of an engine.io server have one poll and one upgrade at a time."""
    connect = engine.handlers["connect"]

    def begin(eio_sid: str, environ: dict[str, Any]) -> Any:
        OnePoll.takes_over(engine.sockets[eio_sid])
        return connect(eio_sid, environ)

    engine.on("connect", begin)


def asks_for_websocket(environ: dict[str, Any]) -> bool:
    """True if a request is to become a websocket, as engine.io sees it."""
    wants = {word.strip() for word in environ.get("HTTP_CONNECTION", "").lower().split(",")}
    return "upgrade" in wants and environ.get("HTTP_UPGRADE", "").lower() == "websocket"


@contextmanager
def hanging_up(environ: dict[str, Any], tell: Callable[[], None]) -> Iterator[None]:
    """Tells when the client hangs up, also when this side has ended the connection. The server
    reads nothing while it answers, and so would notice when it sends."""
    # Below gevent's own socket: what is called here must not wait.
    line = environ["wsgi.input"].rfile.raw._sock._sock
    watcher = gevent.get_hub().loop.io(line.fileno(), READABLE)

    def look() -> None:
        try:
            ended = not line.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return
        except OSError:
            ended = True
        watcher.stop()  # else it is the next request, and would be seen again and again
        if ended:
            tell()

    watcher.start(look)
    try:
        yield
    finally:
        watcher.stop()
        watcher.close()
