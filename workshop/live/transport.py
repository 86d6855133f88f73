"""The websocket under engine.io, made safe for slow and for hostile phones."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

import gevent.event
import gevent.lock
import gevent.selectors
import gevent.socket
import simple_websocket
from engineio.async_drivers.gevent import Thread

MAX_FRAME = 32 * 1024
"""Bytes: a leader's story in any script fits; nothing that a view sends is larger."""


class Wire:
    """A socket whose `send` sends everything, one frame after another.

    simple-websocket ignores a short write, which gives a slow phone a broken stream; and pongs
    and closes come from another greenlet than messages, hence the lock.
    """

    def __init__(self, sock: Any) -> None:
        sock.setsockopt(gevent.socket.IPPROTO_TCP, gevent.socket.TCP_NODELAY, 1)
        self._sock = sock
        self._lock = gevent.lock.Semaphore()

    def send(self, data: bytes) -> None:
        """Sends all of it, also when the phone takes it piece by piece."""
        with self._lock:
            self._sock.sendall(data)

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
