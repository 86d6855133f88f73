"""The websocket under engine.io, made safe for slow and for hostile phones."""

import math
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

import gevent
import gevent.lock
import gevent.socket
import simple_websocket
from wsproto.utilities import LocalProtocolError

from workshop.live.counted_frames import CountedFrames
from workshop.rules.pacing import Bucket

MAX_FRAME = 32 * 1024
"""Bytes: a leader's story in any script fits; nothing that a view sends is larger."""

BYTES_A_SECOND, BYTES_AT_ONCE = 32 * 1024.0, 256 * 1024.0
"""Bytes that one connection may bring. Past that it ends, before anything is started for it."""
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
    """A socket whose `send` sends everything, one frame after another.

    simple-websocket ignores a short write, which gives a slow phone a broken stream; and pongs
    and closes come from another greenlet than messages, hence the lock.
    """

    def __init__(self, sock: Any) -> None:
        sock.setsockopt(gevent.socket.IPPROTO_TCP, gevent.socket.TCP_NODELAY, 1)
        if hasattr(gevent.socket, "TCP_NOTSENT_LOWAT"):
            lowat = gevent.socket.TCP_NOTSENT_LOWAT
            sock.setsockopt(gevent.socket.IPPROTO_TCP, lowat, UNSENT)
        self._sock = sock
        self._write = sock._sock.send  # below gevent's, which would wait
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
            sent = self._write(frame)
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


class NoThread:
    """In place of the thread that simple-websocket reads in: whoever waits reads for itself, which
    is a greenlet less for each phone, and a switch less for each message."""

    def __init__(self, target: object) -> None:
        self.name = ""

    def start(self) -> None:
        """Nothing is started."""


class BoundedServer(simple_websocket.Server):  # type: ignore[misc]
    """simple-websocket on a Wire; it gives up within a frame that grows too large."""

    sock: Any
    connected: bool

    def handshake(self) -> None:
        """Answers the handshake, without the compression that browsers offer."""
        self._bytes = Bucket(BYTES_A_SECOND, BYTES_AT_ONCE, time.monotonic())
        self.ws = CountedFrames()
        self.sock = Wire(self.sock)
        self._stood_still = STAND_STILL.look()
        # Compression costs twice the processor time and a window of memory for each phone.
        self.environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        super().handshake()

    def next_message(self) -> str | bytes | None:
        """The next message; None once the connection has ended."""
        while self.connected and not self.input_buffer:
            try:
                self._take(self.sock.recv(self.receive_bytes))
                gevent.sleep(0)  # somebody else's turn: what is there is read without waiting
            except (OSError, LocalProtocolError):
                self.connected = False
        if STAND_STILL.look() != self._stood_still:  # nothing is begun for what lay here
            self.connected = False
            self.input_buffer.clear()
        message: str | bytes | None = self.input_buffer.pop(0) if self.input_buffer else None
        return message

    def _take(self, data: bytes) -> None:
        if not data or not self._bytes.take(time.monotonic(), len(data)):
            self.connected = False
            return
        self.ws.receive_data(data)
        self.connected = self._handle_events()
        if self.ws.flooded:
            self.input_buffer.clear()  # nothing is started for it


class WebSocket:
    """The websocket that engine.io is given; one for each connection."""

    def __init__(self, handler: Callable[["WebSocket"], Any], _server: Any) -> None:
        self._handler = handler
        self._ws: Any = None

    def __call__(self, environ: dict[str, Any], _start_response: Any) -> Iterable[bytes]:
        """Serves the connection until it ends."""
        # Under this name the socket is taken as it is. pywsgi's own would be duplicated, and each
        # phone cost two of the descriptors, of which a process has a fixed number.
        environ["gunicorn.socket"] = environ["wsgi.input"].raw._sock
        self._ws = BoundedServer(
            environ,
            max_message_size=MAX_FRAME,
            thread_class=NoThread,
        )
        owner = self._handler.__self__  # type: ignore[attr-defined]
        owner.wire = self._ws.sock
        if owner.closed:  # during the handshake
            owner.wire.shut_down()
        try:
            served: Iterable[bytes] = self._handler(self)
            return served
        finally:
            # A departed phone's socket must not stay in memory with its session.
            owner.wire = None
            self._ws.sock.end()

    def close(self) -> None:
        """Says goodbye, when somebody is still there."""
        if self._ws.connected:
            with suppress(OSError, simple_websocket.ConnectionClosed):  # gone meanwhile
                self._ws.close()
            self._ws.sock.shut_down()

    def send(self, message: str | bytes) -> None:
        """Sends one message, or the frame of one. Raises OSError when the connection has ended."""
        try:
            if isinstance(message, bytes):
                self._ws.sock.send(message)
            else:
                self._ws.send(message)
        except simple_websocket.ConnectionClosed:
            raise OSError from None

    def wait(self) -> str | None:
        """The next message; None when the connection has ended, and for what engine.io would
        stumble over: a binary frame, a type of packet that there is not."""
        message = self._ws.next_message()
        return message if isinstance(message, str) and message[:1] in PACKETS else None


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
