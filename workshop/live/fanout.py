"""The fan-out: one frame for a room, written straight to every socket that is idle.

Socket.IO's own manager puts each message into each client's queue, wakes a greenlet there, and has
the frame built again. Here the frame is built once; only who cannot take it at once waits for its
greenlet. See docs/performance.md for what that is worth.
"""

from typing import Any

import socketio
from engineio import packet as engine

from workshop.live.transport import send_straight, text_frame

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
