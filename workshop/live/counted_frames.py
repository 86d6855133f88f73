"""The frames that a phone sends, each paid for before it becomes a part of a message."""

import time
from collections.abc import Iterator

from wsproto import ConnectionType, WSConnection
from wsproto.events import BytesMessage, CloseConnection, Event, Ping, Pong, TextMessage
from wsproto.frame_protocol import CloseReason

from workshop.rules.pacing import Bucket

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
CLOSE_TOO_MUCH = CloseConnection(CloseReason.POLICY_VIOLATION)


class CountedFrames(WSConnection):
    """wsproto's connection of a server. It unpacks frames one by one as its events are asked for:
    what is not paid for is not unpacked."""

    def __init__(self) -> None:
        super().__init__(ConnectionType.SERVER)
        self._empty = 0
        """Parts in a row that brought nothing, or less than a letter."""
        self.flooded = False
        """True once it has been too much."""
        self._bucket = Bucket(FRAMES_A_SECOND, FRAMES_AT_ONCE, time.monotonic())

    def events(self) -> Iterator[Event]:  # type: ignore[override]
        """The events of what has come. A flood ends with a close that the phone has not sent."""
        for event in super().events():
            price = price_of(event)
            self._empty = self._empty + 1 if is_empty(event) else 0
            too_empty = self._empty > LETTERLESS_PARTS
            if price and (too_empty or not self._bucket.take(time.monotonic(), price)):
                self.flooded = True
                yield CLOSE_TOO_MUCH
                return
            yield event


def price_of(event: Event) -> float:
    """Returns the tokens that a frame costs; 0 for a handshake and a close."""
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
