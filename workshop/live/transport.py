"""The websocket under engine.io, made safe for slow and for hostile phones."""

import math
import re
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

import gevent
import gevent.lock
import gevent.socket
from wsproto.utilities import LocalProtocolError

from workshop.live.counted_frames import CountedFrames

RECEIVED_AT_ONCE = 4096
"""Bytes."""
UNSENT = 16 * 1024
"""Bytes that the system keeps for a phone beyond what is on its way. Without a bound it keeps
megabytes: a slow phone would see the past, and answer pings too late."""


PACKETS = frozenset("0123456")
"""The types of engine.io's packets, with which each message begins."""


def text_frame(text: str) -> bytes:
    """A message as one websocket frame of a server: unmasked, RFC 6455, section 5.2."""
    payload = text.encode()
    size = len(payload)
    if size < 126:
        return bytes((0x81, size)) + payload
    if size < 65536:
        return b"\x81\x7e" + size.to_bytes(2) + payload
    return b"\x81\x7f" + size.to_bytes(8) + payload


STOOD_STILL = 2.0
"""Seconds for which a loop that stands still may keep its phones."""


class StandStill:
    """Notices that the loop of this process stood still. Its phones have gone on elsewhere by then:
    what lies in their sockets is older than what they have sent since."""

    def __init__(self) -> None:
        self._seen = math.inf
        self._times = 0

    def begin(self) -> None:
        """From here on somebody looks at least twice a second."""
        self._seen = time.monotonic()

    def look(self) -> int:
        """Returns how often it has stood still."""
        since, now = self._seen, time.monotonic()
        self._times += now - since > STOOD_STILL
        self._seen = max(since, now)
        return self._times


STAND_STILL = StandStill()
"""That of this process."""


class Wire:
    """A phone's socket, to which whole frames are written one after another: pongs and closes come
    from another greenlet than messages, and a slow phone takes a frame piece by piece."""

    def __init__(self, sock: Any) -> None:
        sock.setsockopt(gevent.socket.IPPROTO_TCP, gevent.socket.TCP_NODELAY, 1)
        if hasattr(gevent.socket, "TCP_NOTSENT_LOWAT"):
            lowat = gevent.socket.TCP_NOTSENT_LOWAT
            sock.setsockopt(gevent.socket.IPPROTO_TCP, lowat, UNSENT)
        self._sock = sock
        self._lock = gevent.lock.Semaphore()
        self._senders = 0
        """Greenlets that write or wait to: what they hold was first, also between two frames."""
        self.unsent = 0
        """About how many bytes those greenlets hold."""

    def send(self, data: bytes) -> None:
        """Sends all of it, also when the phone takes it piece by piece."""
        self._senders += 1
        self.unsent += len(data)
        try:
            with self._lock:
                self._sock.sendall(data)
        finally:
            self._senders -= 1
            self.unsent -= len(data)

    def send_at_once(self, frame: bytes) -> bool:
        """Sends a frame without waiting; False, and nothing is sent, when others were first.

        What the phone does not take is sent before anything else, by a greenlet of its own.
        """
        if self._senders:
            return False
        try:
            sent = self._sock.send(frame, timeout=0.0)
        except BlockingIOError:
            return False
        except OSError:
            return True  # it has gone: whoever reads from it notices
        if sent < len(frame):
            self._senders += 1
            self._lock.acquire()  # free, since nobody sends
            # No copy: all in a room who are slow share the frame.
            rest = memoryview(frame)[sent:]
            self.unsent += len(rest)
            gevent.spawn(self._send_rest, rest)
        return True

    def _send_rest(self, rest: memoryview) -> None:
        with suppress(OSError):
            self._sock.sendall(rest)
        self._senders -= 1
        self.unsent -= len(rest)
        self._lock.release()

    def recv(self, size: int) -> bytes:
        """Returns the bytes that have come, at most `size`."""
        received: bytes = self._sock.recv(size)
        return received

    def shut_down(self) -> None:
        """Ends both directions at once, which wakes whoever waits on the socket."""
        with suppress(OSError):  # it may be gone already
            self._sock.shutdown(gevent.socket.SHUT_RDWR)

    def end(self) -> None:
        """Ends both directions, and waits until nobody writes any more: pywsgi closes the
        descriptor next, and whoever then still waited on it would wait on another one's."""
        self.shut_down()
        with self._lock:  # those who wrote have been woken, and give up one after another
            return


def send_straight(phone: Any, frame: bytes) -> bool:
    """Writes to an engine.io socket past its queue; False, and nothing is written, when something
    else comes first: a handshake, a queue."""
    wire = phone.__dict__.get("wire")
    if wire is None or phone.closed:
        return False
    return bool(phone.queue.qsize() == 0 and wire.send_at_once(frame))


KEY = re.compile(r"[A-Za-z0-9+/]{22}==")
"""The key of a handshake: RFC 6455, section 4.1."""


class WebSocket:
    """The websocket that engine.io is given; one for each connection. Whoever waits for a message
    reads from the socket itself: no greenlet and no switch more for each phone."""

    _wire: Wire

    def __init__(self, handler: Callable[["WebSocket"], Any], _server: Any) -> None:
        self._handler = handler
        self._owner: Any = handler.__self__  # type: ignore[attr-defined]
        self._frames = CountedFrames()
        self._stood_still = STAND_STILL.look()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Serves the connection until it ends."""
        key = environ.get("HTTP_SEC_WEBSOCKET_KEY", "")
        if environ.get("HTTP_SEC_WEBSOCKET_VERSION") != "13" or not KEY.fullmatch(key):
            self._owner.close(wait=False, abort=True)
            start_response("400 Bad Request", [])
            return []
        self._wire = Wire(environ["workshop.socket"])
        try:
            self._wire.send(self._frames.accept(key))
            self._owner.wire = self._wire
            if self._owner.closed:  # during the handshake
                self._wire.shut_down()
            return self._handler(self)  # type: ignore[no-any-return]
        finally:
            # A departed phone's socket must not stay in memory with its session.
            self._owner.wire = None
            self._wire.end()

    def close(self) -> None:
        """Says goodbye, when somebody is still there."""
        self._owner.wire = None
        if not self._frames.ended:
            with suppress(OSError, LocalProtocolError):  # gone meanwhile
                self._wire.send(self._frames.close())
            self._wire.shut_down()

    def send(self, message: str | bytes) -> None:
        """Sends one message, or the frame of one. Raises OSError when the connection has ended."""
        if self._frames.ended:
            raise OSError("the connection has ended")
        self._wire.send(message if isinstance(message, bytes) else text_frame(message))

    def wait(self) -> str | None:
        """The next message; None when the connection has ended, and for a type of packet that there
        is not, over which engine.io would stumble."""
        frames = self._frames
        while not (frames.ended or frames.messages):
            try:
                answer = frames.receive(self._wire.recv(RECEIVED_AT_ONCE))
                if frames.ended:
                    self._owner.wire = None  # behind a close nothing more is written
                if answer:
                    self._wire.send(answer)
                gevent.sleep(0)  # somebody else's turn: what is there is read without waiting
            except (OSError, LocalProtocolError):
                frames.ended = True
        if STAND_STILL.look() != self._stood_still:  # nothing is begun for what lay here
            frames.end()
        message = frames.messages.popleft() if frames.messages else None
        return message if message and message[0] in PACKETS else None


def end_connection(engine: Any, eio_sid: str) -> None:
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
