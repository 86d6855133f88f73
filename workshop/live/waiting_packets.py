"""The packets that wait for slow phones, bounded in bytes for each and for all together.

All of it is in this process's memory, and each process has these bounds of its own. Nothing is
lost by them: a phone that missed a change sees so at the next tick, and says hello; one whose
connection has ended comes back, and sends again what was not answered.
"""

import re
import sys
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

from engineio.packet import MESSAGE, Packet
from gevent.event import Event
from gevent.queue import Empty

from workshop.live.transport import end_connection, text_frame

MOST_EVENTS = 16
"""Events that wait for one slow phone. It would see the past: the present comes with a hello."""
MOST_BYTES = 64 * 1024
"""Bytes that wait for one phone beside its one snapshot: the answers of a minute. An honest phone
sends one command at a time, and sends it again on another connection when no answer comes."""
MOST_IN_ALL = 12 * 1024 * 1024
"""Bytes that wait for all phones together: a snapshot for each of a thousand that come at once."""
OBJECT = 200
"""Bytes that a packet takes beside its text."""
SNAPSHOT_PACKET = re.compile(r'3\d+\[\{"time":[^,]+,"snapshot":')
"""Begins the answer to a hello that brings the whole view."""


class RoomPacket(Packet):  # type: ignore[misc]
    """An event for everybody in a room. Its frame is made once, and all who wait share it."""

    def __init__(self, text: str) -> None:
        super().__init__(MESSAGE, text)
        self.frame = text_frame(super().encode())

    def encode(self, b64: bool = False) -> Any:
        """The frame, in place of the text that others are made of."""
        return self.frame


class PacketQueue:
    """The packets that wait for one phone, in place of engine.io's own queue."""

    def __init__(self) -> None:
        self._waiting: deque[Packet | None] = deque()
        self._some = Event()
        self.bytes = 0
        """Bytes of all of them."""
        self.own = 0
        """Bytes of those that are for this phone alone, without its one snapshot, which can be
        larger than all else."""

    def put(self, item: Packet | None) -> None:
        """Has a packet wait; None for the end."""
        self._waiting.append(item)
        self._count(item, 1)
        self._some.set()

    def get(self, block: bool = True, timeout: float | None = None) -> Packet | None:
        """Takes the next one, however long that lasts: engine.io would give up where it has nothing
        to send for a while, and what is written straight to the socket, pings too, never comes by
        here. One at a time: the others are counted as long as they wait."""
        if not block:
            raise Empty
        while not self._waiting:
            self._some.clear()
            self._some.wait()
        item = self._waiting.popleft()
        self._count(item, -1)
        return item

    def task_done(self) -> None:
        """Said by engine.io for each one taken; nobody waits for the last."""

    def qsize(self) -> int:
        """Returns how many wait."""
        return len(self._waiting)

    def drop(self, unwanted: Callable[[Packet], bool]) -> None:
        """Takes packets out of the middle, which then are not sent."""
        gone = [one for one in self._waiting if one is not None and unwanted(one)]
        for one in gone:
            self._waiting.remove(one)
            self._count(one, -1)

    def _count(self, item: Packet | None, sign: int) -> None:
        if item is None:
            return
        size = sign * (OBJECT + sys.getsizeof(item.data))
        self.bytes += size
        if not isinstance(item, RoomPacket) and not is_snapshot(item):
            self.own += size


def is_event(packet: Packet) -> bool:
    """True for what a phone can do without: the next tick tells that it is missing."""
    return isinstance(packet, RoomPacket)


def is_snapshot(packet: Packet) -> bool:
    """True for an answer that a newer one replaces."""
    return isinstance(packet.data, str) and SNAPSHOT_PACKET.match(packet.data) is not None


def queue_event(phone: Any, event: RoomPacket) -> None:
    """Has an event wait for a phone, unless too much waits already."""
    wire = phone.__dict__.get("wire")
    waiting = phone.queue.bytes + (wire.unsent if wire else 0) + len(event.frame)
    if not phone.closed and phone.queue.qsize() < MOST_EVENTS and waiting <= MOST_BYTES:
        phone.send(event)


def queue_answer(phone: Any, answer: Packet) -> None:
    """Has an answer wait for a phone; the caller ends a phone that `takes_nothing`."""
    if is_snapshot(answer):
        phone.queue.drop(is_snapshot)
    phone.send(answer)


def takes_nothing(phone: Any) -> bool:
    """True if more answers wait for a phone than it can have asked for honestly."""
    return bool(phone.queue.own > MOST_BYTES)


def relieve(engine: Any) -> None:
    """Brings what waits for all phones below its bound: the slowest first lose what they can do
    without; if that is not enough, they go."""
    phones = {sid: phone for sid, phone in engine.sockets.items() if phone.queue.bytes}
    over = sum(phone.queue.bytes for phone in phones.values()) - MOST_IN_ALL
    for phone in _slowest(phones.values()) if over > 0 else ():
        before = phone.queue.bytes
        phone.queue.drop(is_event)
        over -= before - phone.queue.bytes
        if over <= 0:
            return
    sids = {phone: sid for sid, phone in phones.items()}
    for phone in _slowest(sids) if over > 0 else ():
        over -= phone.queue.bytes
        end_connection(engine, sids[phone])
        if over <= 0:
            return


def _slowest(phones: Iterable[Any]) -> list[Any]:
    """The phones for which most bytes wait first."""
    return sorted(phones, key=lambda phone: phone.queue.bytes, reverse=True)
