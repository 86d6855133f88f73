"""One connection to the server: Socket.IO's text frames over a websocket, as a browser has it.

A thread reads; whoever asks waits for the answer of its own number.
"""

import itertools
import queue
import socket
import threading
import time
from contextlib import suppress
from typing import Any

import msgspec
import websocket

from workshop.pretend.client import packets
from workshop.pretend.client.packets import AnswerPacket, EventPacket

HeardEvent = tuple[str, Any]
"""The name of an event, and what it carries."""

TO_CONNECT = 10.0
PING_LATE_S = 2.0
"""Seconds that a ping may be late before the server counts as gone."""
SMALL_FRAME, SMALL_HEADER, HEADER = 126, 2, 4
CONNECTION_GONE = None


def hang_up(raw: socket.socket) -> None:
    """Ends a socket under whoever reads from it. Raises OSError.

    The shutdown of a TLS socket would forget that it is one, and what still lies there encrypted
    would be read as words.
    """
    socket.socket.shutdown(raw, socket.SHUT_RDWR)


class Connection:
    """Stands from its making until it is closed or lost; it never comes back."""

    def __init__(
        self, url: str, auth: object, heard: "queue.Queue[HeardEvent]", **options: Any
    ) -> None:
        """Connects. The options are those of `websocket.create_connection`, such as "header".

        Raises NotLetIn, OSError and websocket.WebSocketException.
        """
        self.carried = 0
        """Bytes of frames, both ways."""
        self.ended_at = 0.0
        """When the connection ended, on the monotonic clock; 0 as long as it is there."""
        self._heard = heard
        self._numbers = itertools.count(1)
        self._answers: dict[int, queue.SimpleQueue[Any]] = {}
        self._over = threading.Event()
        # Clients are next to their server: a proxy of the environment is not meant.
        self._socket = websocket.create_connection(
            packets.address(url, auth),
            skip_utf8_validation=True,
            enable_multithread=True,
            **{"timeout": TO_CONNECT, "origin": url, "http_no_proxy": ["*"], **options},
        )
        try:
            self._greet(auth)
        except BaseException:
            self._release()
            raise
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def stands(self) -> bool:
        """True if the connection is open, as far as this side knows."""
        return not self._over.is_set()

    def send(self, event: str, message: object) -> int:
        """Sends an event that wants an answer; gives its number. Raises OSError when it is over."""
        number = next(self._numbers)
        self._answers[number] = queue.SimpleQueue()
        try:
            self.carried += self._socket.send(packets.question(number, event, message))
        except websocket.WebSocketException:
            raise ConnectionError from None
        return number

    def answer(self, number: int, within: float) -> Any:
        """The answer to what was sent under a number; None when the connection ended before it.

        Raises queue.Empty when none has come within so many seconds.
        """
        waiting = self._answers[number]
        if self._over.is_set():
            waiting.put(CONNECTION_GONE)
        try:
            return waiting.get(timeout=within)
        finally:
            self._answers.pop(number, None)

    def cut(self) -> None:
        """Ends it without a goodbye, as a lost network does; harmless when it has ended."""
        self._end()
        raw = self._socket.sock
        if raw is not None:
            with suppress(OSError):  # the other side may have been faster
                hang_up(raw)

    def _greet(self, auth: object) -> None:
        opened = msgspec.json.decode(self._receive()[1:])
        self.carried += self._socket.send(packets.connect_frame(auth))
        while not packets.is_admitted(frame := self._receive()):
            self._hear(frame)
        self._socket.settimeout(self._longest_silence(opened))

    def _longest_silence(self, opened: dict[str, Any]) -> float:
        """Returns after how many seconds without a word the server counts as gone."""
        return float(opened["pingInterval"] + opened["pingTimeout"]) / 1000 + PING_LATE_S

    def _receive(self) -> bytes:
        opcode, data = self._socket.recv_data()
        if opcode == websocket.ABNF.OPCODE_CLOSE:
            raise websocket.WebSocketConnectionClosedException
        self.carried += len(data) + (SMALL_HEADER if len(data) < SMALL_FRAME else HEADER)
        return bytes(data)

    def _listen(self) -> None:
        try:
            while not self._over.is_set():
                self._hear(self._receive())
        except (OSError, websocket.WebSocketException):
            pass  # the end of a connection, on whichever side it ended
        finally:
            self._end()
            self._release()
            for waiting in list(self._answers.values()):
                waiting.put(CONNECTION_GONE)
            self._has_ended()

    def _has_ended(self) -> None:
        """Tells whoever listens that nothing more will come."""
        self._heard.put(("end", None))

    def _end(self) -> None:
        self.ended_at = self.ended_at or time.monotonic()
        self._over.set()

    def _release(self) -> None:
        """Lets go of the socket, without a goodbye."""
        with suppress(OSError):
            self._socket.shutdown()  # type: ignore[no-untyped-call]

    def _hear(self, frame: bytes) -> None:
        if frame == packets.PING_PACKET.encode():
            self._socket.send(packets.PONG_PACKET)
        match packets.read_frame(frame):
            case EventPacket(name, value):
                self._heard.put((name, value))
            case AnswerPacket(number, value) if (waiting := self._answers.get(number)) is not None:
                waiting.put(value)
            case _:
                pass
