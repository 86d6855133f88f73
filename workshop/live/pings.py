"""Pings, sent to all who are due by one beat.

engine.io keeps a greenlet and a timer for each ping of each phone, which was most of what a
thousand idle phones cost.
"""

import time
from collections import deque
from collections.abc import Callable
from typing import Any

from engineio import packet, socket

from workshop.live.transport import send_straight, text_frame

BEAT = 0.5
"""Seconds between two looks at who is due."""
PING = packet.Packet(packet.PING)
FRAME = text_frame(PING.encode())


class Pings:
    """Stands between engine.io and its background tasks, and takes over those that ping."""

    def __init__(self, engine: Any) -> None:
        self._interval = engine.ping_interval
        self._start_other: Callable[..., Any] = engine.start_background_task
        self._due: deque[tuple[float, Any]] = deque()
        """All wait for the same time, so who came first is due first."""
        engine.start_background_task = self._start

    def __call__(self) -> None:
        """One round."""
        now = time.monotonic()
        while self._due and self._due[0][0] <= now:
            ping(self._due.popleft()[1])

    def _start(self, target: Callable[..., Any], *args: Any, **named: Any) -> Any:
        owner = getattr(target, "__self__", None)
        if not isinstance(owner, socket.Socket) or target.__name__ != "_send_ping":
            return self._start_other(target, *args, **named)
        self._due.append((time.monotonic() + self._interval, owner))
        return None


def ping(phone: Any) -> None:
    """Pings one phone; the sweep closes it when its pong stays away."""
    if phone.closing or phone.closed:
        return
    phone.last_ping = time.time()
    if not send_straight(phone, FRAME):
        phone.send(PING)
