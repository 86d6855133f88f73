"""The websocket under engine.io, made safe for slow and for hostile phones."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

import gevent
import gevent.event
import gevent.lock
import gevent.selectors
import gevent.socket
import simple_websocket
from engineio.async_drivers.gevent import Thread

MAX_FRAME = 32 * 1024
"""Bytes: a leader's story in any script fits; nothing that a view sends is larger."""


UNSENT = 16 * 1024
"""Bytes that the system keeps for a phone beyond what is on its way. Without a bound it keeps
megabytes: a slow phone would see the past, and answer pings too late."""


def text_frame(text: str) -> bytes:
    """A message as one websocket frame of a server: unmasked, RFC 6455, section 5.2."""
    payload = text.encode()
    size = len(payload)
    if size < 126:
        return bytes((0x81, size)) + payload
    if size < 65536:
        return b"\x81\x7e" + size.to_bytes(2) + payload
    return b"\x81\x7f" + size.to_bytes(8) + payload


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

    def send(self, data: bytes) -> None:
        """Sends all of it, also when the phone takes it piece by piece."""
        self._senders += 1
        try:
            with self._lock:
                self._sock.sendall(data)
        finally:
            self._senders -= 1

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
            gevent.spawn(self._send_rest, frame[sent:])
        return True

    def _send_rest(self, rest: bytes) -> None:
        with suppress(OSError):
            self._sock.sendall(rest)
        self._senders -= 1
        self._lock.release()

    def recv(self, size: int) -> bytes:
        """What has come, at most `size` bytes."""
        received: bytes = self._sock.recv(size)
        return received

    def shut_down(self) -> None:
        """Ends both directions at once, which wakes whoever waits on the socket."""
        with suppress(OSError):  # it may be gone already
            self._sock.shutdown(gevent.socket.SHUT_RDWR)

    def close(self) -> None:
        """Lets go of the socket."""
        self._sock.close()


class BoundedServer(simple_websocket.Server):  # type: ignore[misc]
    """simple-websocket on a Wire; it gives up within a frame that grows too large."""

    sock: Any

    def handshake(self) -> None:
        """Answers the handshake, without the compression that browsers offer."""
        self.sock = Wire(self.sock)
        # Compression costs twice the processor time and a window of memory for each phone.
        self.environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        super().handshake()


class WebSocket:
    """What engine.io takes for its websocket; one for each connection."""

    def __init__(self, handler: Callable[["WebSocket"], Any], _server: Any) -> None:
        self._handler = handler
        self._ws: Any = None

    def __call__(self, environ: dict[str, Any], _start_response: Any) -> Iterable[bytes]:
        """Serves the connection until it ends."""
        self._ws = BoundedServer(
            environ,
            max_message_size=MAX_FRAME,
            thread_class=Thread,
            event_class=gevent.event.Event,
            selector_class=gevent.selectors.DefaultSelector,
        )
        owner = getattr(self._handler, "__self__", None)
        if owner is not None:
            owner.wire = self._ws.sock
        try:
            served: Iterable[bytes] = self._handler(self)
            return served
        finally:
            # A departed phone's socket must not stay in memory with its session.
            if owner is not None:
                owner.wire = None
            self._ws.sock.shut_down()

    def close(self) -> None:
        """Says goodbye, when somebody is still there."""
        if self._ws.connected:
            with suppress(OSError, simple_websocket.ConnectionClosed):  # gone meanwhile
                self._ws.close()

    def send(self, message: str | bytes) -> None:
        """Sends one message. Raises OSError when the connection has ended."""
        try:
            self._ws.send(message)
        except simple_websocket.ConnectionClosed:
            raise OSError from None

    def wait(self) -> str | None:
        """The next message; None when the connection has ended, or when a frame is binary."""
        try:
            message = self._ws.receive()
        except simple_websocket.ConnectionClosed:
            return None
        return message if isinstance(message, str) else None
