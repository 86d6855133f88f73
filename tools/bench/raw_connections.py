"""Many websockets in one process, as cheap as Python allows: epoll, recv, frame headers.

Nothing is decoded here; whoever hears a text is given the data and where in it the text stands.
"""

import heapq
import itertools
import select
import socket
import time
from base64 import b64encode
from collections.abc import Callable
from typing import Protocol

from tools.bench.frames import CLOSE_FRAME, PING_FRAME, PONG_FRAME, TEXT_FRAME, masked, walk

READ = 1 << 14
CONNECTIONS_AT_ONCE = 64
"""The most connections that are on their way at the same time."""
TO_OPEN = 60.0
UPGRADE = (
    "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
    "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n"
)
MESSAGE_BYTE = ord("4")

Hears = Callable[["RawConnection", bytes, int, int], None]


class Lost(RuntimeError):
    """A server has hung up, or would not let somebody in."""


class RawConnection:
    """One connection. What its texts mean is up to whoever sits in `hears` now."""

    __slots__ = ("_rest", "_sock", "_upgraded", "hears", "number", "ponged", "received")

    def __init__(self, port: int, path: str, number: int, hears: Hears) -> None:
        self._sock = socket.create_connection(("127.0.0.1", port), TO_OPEN)
        self._sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._sock.setblocking(False)
        self._rest = b""
        self._upgraded = False
        self.number = number
        self.hears = hears
        self.ponged: Callable[[], None] = lambda: None
        """Called when a ping of this side is answered."""
        self.received = 0
        """Bytes over the socket, headers and all."""
        key = b64encode(number.to_bytes(16, "big")).decode()
        self._sock.send(UPGRADE.format(path=path, port=port, key=key).encode())

    def fileno(self) -> int:
        """The number under which the system knows the socket."""
        return self._sock.fileno()

    def say(self, text: bytes) -> None:
        """Sends one text. Raises OSError when the server does not take it at once."""
        frame = masked(text)
        if self._sock.send(frame) != len(frame):
            raise Lost("the server does not take what is sent to it")

    def ping(self) -> None:
        """Asks the other side for a sign of life."""
        self._sock.send(masked(b"", PING_FRAME))

    def read(self) -> None:
        """Takes what has come, once. Raises Lost."""
        try:
            data = self._sock.recv(READ)
        except BlockingIOError:
            return
        except OSError as error:
            raise Lost(f"connection {self.number}: {error}") from None
        if not data:
            raise Lost(f"the server has hung up on connection {self.number}")
        self.received += len(data)
        if self._is_one_frame(data):
            self._take(data, 4, len(data))
            return
        if self._rest:
            data = self._rest + data
        if not self._upgraded:
            data = self._after_upgrade(data)
        frames, used = walk(data)
        self._rest = data[used:]
        for first, begin, end in frames:
            if first == TEXT_FRAME:
                self._take(data, begin, end)
            elif first == PING_FRAME:
                self._sock.send(masked(data[begin:end], PONG_FRAME))
            elif first == PONG_FRAME:
                self.ponged()
            elif first == CLOSE_FRAME:
                raise Lost(f"the server has closed connection {self.number}")

    def close(self) -> None:
        """Hangs up."""
        self._sock.close()

    def _is_one_frame(self, data: bytes) -> bool:
        """True if data is one whole text of 126 bytes or more, as nearly all that comes is."""
        if self._rest or not self._upgraded or len(data) < 130:
            return False
        return (
            data[0] == TEXT_FRAME and data[1] == 126 and (data[2] << 8 | data[3]) == len(data) - 4
        )

    def _take(self, data: bytes, begin: int, end: int) -> None:
        if end - begin == 1 and data[begin] == 0x32:
            self.say(b"3")  # Engine.IO's ping, and its pong
        else:
            self.hears(self, data, begin, end)

    def _after_upgrade(self, data: bytes) -> bytes:
        """Returns what follows the answer to the upgrade; nothing as long as that is not whole."""
        head, found, rest = data.partition(b"\r\n\r\n")
        if not found:
            self._rest = data
            return b""
        if not head.startswith(b"HTTP/1.1 101"):
            raise Lost(head.split(b"\r\n")[0].decode("latin-1"))
        self._upgraded, self._rest = True, b""
        return rest


class Reads(Protocol):
    """Something with a socket that is read when something has come."""

    def fileno(self) -> int:
        """The number under which the system knows the socket."""

    def read(self) -> None:
        """Takes what has come."""


class RawConnections:
    """All connections of this process, and what is to be done at some moment.

    `linger` is how many seconds it does not sleep after something came: a sleeper is woken by
    whoever sends to it, and that is time of the server's, of which phones in hands take none.
    """

    def __init__(self, linger: float = 0.0) -> None:
        self.all: list[RawConnection] = []
        self._epoll = select.epoll()
        self._by_file: dict[int, Reads] = {}
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self._order = itertools.count()
        self._linger = linger
        self._lingers_until = 0.0

    def turn(self, timeout: float) -> None:
        """Waits until something comes or is due, at most so many seconds, and does it."""
        if self._due:
            timeout = min(timeout, max(0.0, self._due[0][0] - time.monotonic()))
        now = time.monotonic()
        if now < self._lingers_until:
            timeout = 0.0
        came = self._epoll.poll(timeout)
        for number, _ in came:
            self._by_file[number].read()
        now = time.monotonic()
        if came:
            self._lingers_until = now + self._linger
        while self._due and self._due[0][0] <= now:
            heapq.heappop(self._due)[2]()

    def at(self, moment: float, do: Callable[[], None]) -> None:
        """Has something done at a moment of the monotonic clock."""
        heapq.heappush(self._due, (moment, next(self._order), do))

    def until(self, done: Callable[[], bool], within: float) -> bool:
        """Takes what comes until something is the case; whether it was, in time."""
        end = time.monotonic() + within
        while not done():
            if (left := end - time.monotonic()) <= 0:
                return False
            self.turn(min(left, 0.1))
        return True

    def add(self, port: int, path: str, hears: Hears) -> RawConnection:
        """One more connection; it is not open yet."""
        wire = RawConnection(port, path, len(self.all), hears)
        self.all.append(wire)
        self.watch(wire)
        return wire

    def watch(self, one: Reads) -> None:
        """Reads something whenever something comes for it."""
        self._by_file[one.fileno()] = one
        self._epoll.register(one.fileno(), select.EPOLLIN)

    def forget(self, one: Reads) -> None:
        """Reads it no more."""
        self._epoll.unregister(one.fileno())
        del self._by_file[one.fileno()]

    def drop(self, wire: RawConnection) -> None:
        """Hangs up one connection."""
        self.forget(wire)
        self.all.remove(wire)
        wire.close()

    def close(self) -> None:
        """Hangs up everywhere."""
        for wire in self.all:
            self.forget(wire)
            wire.close()
        self.all.clear()
        self._epoll.close()
