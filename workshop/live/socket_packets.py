"""Packets of Socket.IO: their JSON, answers of one size, and one frame for a whole room.

Socket.IO's own manager puts each message into each client's queue, wakes a greenlet there, and has
the frame built again. Here the frame is built once; only who cannot take it at once waits for its
greenlet. See docs/performance.md for what that is worth.
"""

import json
from typing import Any

import msgspec
import socketio
from engineio import packet as engine
from socketio import packet

from workshop.live.transport import send_straight, text_frame
from workshop.protocol.wire import DOWN, padded

MOST_WAITING = 16
"""Messages that wait for one slow phone. What is more is not sent to it: the next tick that it
gets names a rev that it does not have, and it says hello."""


class FanOut(socketio.Manager):  # type: ignore[misc]
    """The client manager of one process."""

    def emit(  # type: ignore[no-untyped-def]
        self,
        event: str,
        data: Any,
        namespace: str,
        room: str | None = None,
        skip_sid: Any = None,
        callback: Any = None,
        to: str | None = None,
        **rest: Any,
    ):
        """Sends an event to a room; what only some of it shall get goes the library's own way."""
        room = to or room
        if callback or skip_sid or not isinstance(room, str) or self.is_sid_room(namespace, room):
            return super().emit(event, data, namespace, room, skip_sid, callback, **rest)
        text = self.server.packet_class(
            socketio.packet.EVENT, namespace=namespace, data=[event, data]
        ).encode()
        message = engine.Packet(engine.MESSAGE, text)
        frame = text_frame(message.encode())
        sockets = self.server.eio.sockets
        for _, eio_sid in self.get_participants(namespace, room):
            socket = sockets.get(eio_sid)
            if socket is not None and not send_straight(socket, frame):
                _queue(socket, message)

    def answer(self, eio_sid: str, packet: engine.Packet) -> None:
        """Sends a packet to one client; engine.io's `send_packet`, without its queue if it can."""
        socket = self.server.eio.sockets.get(eio_sid)
        if socket is None or socket.closed:
            return  # gone while its command was written
        if not send_straight(socket, text_frame(packet.encode())):
            socket.send(packet)


def _queue(socket: Any, message: engine.Packet) -> None:
    if not socket.closed and socket.queue.qsize() < MOST_WAITING:
        socket.send(message)


ANSWERS = frozenset({packet.CONNECT, packet.CONNECT_ERROR, packet.ACK})
"""Packets that go to one phone alone. All others are the same for everybody in a room."""


class PaddedPacket(packet.Packet):  # type: ignore[misc]
    """A packet of Socket.IO whose answers have one size."""

    def encode(self) -> Any:
        """The text that goes out, padded when it is an answer."""
        text = super().encode()
        return padded(text, DOWN) if self.packet_type in ANSWERS else text


HALF = "\\ud"
"""Begins the escape of half a surrogate pair, and of a whole one."""


class WireJson:
    """The `json` module that Socket.IO is given."""

    @staticmethod
    def dumps(value: Any, **_: Any) -> str:
        """The JSON of a value, with what msgspec.Raw holds put in as it is."""
        return msgspec.json.encode(value).decode()

    @staticmethod
    def loads(text: str, **_: Any) -> Any:
        """The value of a text. Raises ValueError, which Socket.IO expects."""
        try:
            return msgspec.json.decode(text if HALF not in text.lower() else _whole(text))
        except (ValueError, RecursionError):
            raise ValueError("not JSON") from None


def _whole(text: str) -> bytes:
    """The JSON without halves of surrogate pairs, which a phone leaves when it cuts an emoji.

    Without them the rest is a card like any other; refused, it would be sent again for ever.
    """
    return json.dumps(json.loads(text), ensure_ascii=False).encode("utf-8", "ignore")
