"""The frames that a phone sends, each paid for before it becomes a part of a message."""

import time
from collections import deque

from wsproto import ConnectionType, WSConnection
from wsproto.events import (
    AcceptConnection,
    BytesMessage,
    CloseConnection,
    Event,
    Ping,
    Pong,
    TextMessage,
)
from wsproto.frame_protocol import CloseReason

from workshop.rules.pacing import Bucket

MAX_FRAME = 32 * 1024
"""Bytes: a leader's story in any script fits; nothing that a view sends is larger."""

BYTES_A_SECOND, BYTES_AT_ONCE = 32 * 1024.0, 256 * 1024.0
"""Bytes that one connection may bring. Past that it ends, before anything is started for it."""
FRAMES_A_SECOND, FRAMES_AT_ONCE = 30.0, 200.0
"""Frames that one connection may bring: messages, their continuations, pings, pongs. Fast fingers
stay below, also on a line that has kept them for a while. Past that it ends: a flood must not keep
the others waiting."""
PIECE = 0.25
"""The price of a piece of a frame that has not come as a whole: a large message on a slow line has
some sixty of them."""
LETTERLESS_PARTS = 3
"""Parts of a message in a row that may bring no whole letter: one of four bytes can come in four.
"""


class CountedFrames:
    """The server's end of one websocket. wsproto unpacks frame after frame as each is asked for:
    what is not paid for is not unpacked."""

    def __init__(self) -> None:
        self.messages: deque[str] = deque()
        """The messages that have come as a whole."""
        self.ended = False
        """True once nothing more will come."""
        self._ws = WSConnection(ConnectionType.SERVER)
        self._parts: list[str] = []
        self._size = 0
        self._empty = 0
        """Parts in a row that brought nothing, or less than a letter."""
        now = time.monotonic()
        self._bytes = Bucket(BYTES_A_SECOND, BYTES_AT_ONCE, now)
        self._frames = Bucket(FRAMES_A_SECOND, FRAMES_AT_ONCE, now)

    def accept(self, key: str) -> bytes:
        """Returns the answer to a handshake with that key.

        The compression that browsers offer is not taken: it costs twice the processor time, and a
        window of memory for each phone.
        """
        headers = [
            (b"Host", b"this"),
            (b"Connection", b"Upgrade"),
            (b"Upgrade", b"websocket"),
            (b"Sec-WebSocket-Version", b"13"),
            (b"Sec-WebSocket-Key", key.encode()),
        ]
        self._ws.initiate_upgrade_connection(headers, "/")
        next(self._ws.events())
        return self._ws.send(AcceptConnection())

    def receive(self, data: bytes) -> bytes:
        """Takes bytes that have come, b"" once there will be none; returns what answers them.
        Raises LocalProtocolError for what comes behind a close."""
        if not data or not self._bytes.take(time.monotonic(), len(data)):
            self.ended = True
            return b""
        self._ws.receive_data(data)
        answers = b""
        for event in self._ws.events():
            answer = self._answer_to(event)
            answers += self._ws.send(answer) if answer else b""
            if self.ended:
                break
        return answers

    def close(self) -> bytes:
        """Returns the frame that says goodbye."""
        self.ended = True
        return self._ws.send(CloseConnection(CloseReason.NORMAL_CLOSURE))

    def end(self) -> None:
        """Nothing more is taken, nor given of what has come."""
        self.ended = True
        self.messages.clear()

    def _answer_to(self, event: Event) -> Event | None:
        if not self._is_paid(event):
            self.end()  # nothing is started for it
            return CloseConnection(CloseReason.POLICY_VIOLATION)
        if isinstance(event, CloseConnection):
            self.ended = True
            return event.response()
        if isinstance(event, TextMessage):
            return self._take_part(event)
        if isinstance(event, BytesMessage):
            self.ended = True
            return CloseConnection(CloseReason.UNSUPPORTED_DATA)
        return event.response() if isinstance(event, Ping) else None

    def _is_paid(self, event: Event) -> bool:
        self._empty = self._empty + 1 if is_empty(event) else 0
        price = price_of(event)
        if self._empty > LETTERLESS_PARTS:
            return False
        return not price or self._frames.take(time.monotonic(), price)

    def _take_part(self, part: TextMessage) -> Event | None:
        self._parts.append(part.data)
        self._size += len(part.data)
        if self._size > MAX_FRAME:
            self.ended = True
            return CloseConnection(CloseReason.MESSAGE_TOO_BIG)
        if part.message_finished:
            self.messages.append("".join(self._parts))
            self._parts, self._size = [], 0
        return None


def price_of(event: Event) -> float:
    """Returns the tokens that a frame costs; 0 for a close."""
    if isinstance(event, TextMessage | BytesMessage):
        return 1.0 if event.frame_finished else PIECE
    return 1.0 if isinstance(event, Ping | Pong) else 0.0


def is_empty(event: Event) -> bool:
    """True for a part of a message that brings no whole letter and ends nothing."""
    return (
        isinstance(event, TextMessage | BytesMessage)
        and event.frame_finished
        and not event.message_finished
        and not event.data
    )
