"""engine.io's server, with this product's websocket, queues and pings in place of its own."""

from collections.abc import Callable
from typing import Any

import engineio
from engineio.packet import Packet

from workshop.live.counted_frames import MAX_FRAME
from workshop.live.periodic import Pings
from workshop.live.transport import WebSocket, end_connection, send_straight, text_frame
from workshop.live.waiting_packets import PacketQueue, queue_answer, takes_nothing

PING_TIMES_S, GRACE = 10, 5
"""Seconds from a pong to the next ping, and within which a phone must answer it."""


class EngineServer(engineio.Server):  # type: ignore[misc]
    """The connections of one process; `sockets` holds each by its id."""

    sockets: dict[str, Any]
    _async: dict[str, Any]

    def __init__(self, **options: Any) -> None:
        super().__init__(
            async_mode="gevent",
            transports=["websocket"],
            async_handlers=False,
            ping_interval=PING_TIMES_S,
            ping_timeout=GRACE,
            monitor_clients=False,
            max_http_buffer_size=MAX_FRAME,
            cookie=None,
            **options,
        )
        self._async = {**self._async, "websocket": WebSocket}
        self.pings = Pings(self.ping_interval)

    def create_queue(self) -> PacketQueue:
        """The queue of one phone."""
        return PacketQueue()

    def send_packet(self, sid: str, packet: Packet) -> None:
        """Sends a packet to one phone, without its queue if it can."""
        phone = self.sockets.get(sid)
        if phone is None or phone.closed:
            return  # gone while its command was written
        if send_straight(phone, text_frame(packet.encode())):
            return
        queue_answer(phone, packet)
        if takes_nothing(phone):
            end_connection(self, sid)

    def disconnect(self, sid: str) -> None:
        """Ends a connection at once. engine.io's own waits until the queue of whoever it sends away
        is empty: for ever."""
        end_connection(self, sid)

    def start_background_task(self, target: Callable[..., Any], *args: Any, **named: Any) -> Any:
        """Begins a greenlet, but none for a ping."""
        if self.pings.take(target):
            return None
        return super().start_background_task(target, *args, **named)
