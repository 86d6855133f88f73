"""The order of devices' commands in a part of a workshop: the last number of each device, and the
keys of what it sent last. It lies in the part's row of counts.

An old copy of a command has a lower number than the last one that was stored, and changes nothing.
The same number sent again is answered as it was the first time. When the part is over the numbers
go, and with them the names of the devices: only marks of the last keys stay until the seal.
"""

from collections.abc import Collection
from typing import NamedTuple

from workshop.protocol.messages import RIDE_AT_ONCE

NO_ROUND = 0
"""The number of the row for what belongs to no round."""
NUMBER = SHORT = 8
"""Bytes of a number, and of a mark that only has to be told from the others of its row."""
ALONE, BEATS = "alone", "beats"
ASKS, PULSE, LETTERS = "asks", "pulse", "letters"
"""The lanes: of a round, what is sent on its own and what beats take along; of no round, what beats
take along, the pulse, and letters. A phone has one command on its own under way, and as many more
as a beat takes along."""
KEPT = {BEATS: RIDE_AT_ONCE, ASKS: RIDE_AT_ONCE}
"""The number of keys that each device keeps in a lane; 1 in all others."""

Lane = dict[bytes, bytes]
"""The number and the last keys of each device, by its mark."""


class SendingOrder(NamedTuple):
    """The order in one part. Change it by `with_` and `ended` only."""

    lanes: dict[str, Lane]
    over: frozenset[bytes] = frozenset()
    """Marks of the keys of what was sent last in lanes that are over."""

    def last(self, lane: str, device: bytes) -> tuple[int, set[bytes]]:
        """Returns the last number of a device in a lane, 0 before any, and the marks of the keys
        that came with it or shortly before."""
        entry = self.lanes.get(lane, {}).get(device, b"")
        return int.from_bytes(entry[:NUMBER], "big"), {*_split(entry[NUMBER:])}

    def with_(self, lane: str, device: bytes, number: int, key: bytes) -> "SendingOrder":
        """Returns the order with one command more."""
        there = self.lanes.get(lane, {})
        keys = (key + there.get(device, b"")[NUMBER:]).ljust(KEPT.get(lane, 1) * SHORT, b"\0")
        entry = number.to_bytes(NUMBER, "big") + keys[: KEPT.get(lane, 1) * SHORT]
        return self._replace(lanes=self.lanes | {lane: there | {device: entry}})

    def ended(self, lanes: Collection[str]) -> "SendingOrder":
        """Returns the order once these lanes are over."""
        entries = [entry for name in lanes for entry in self.lanes.get(name, {}).values()]
        keys = {key for entry in entries for key in _split(entry[NUMBER:])} - {bytes(SHORT)}
        left = {name: lane for name, lane in self.lanes.items() if name not in lanes}
        return SendingOrder(left, self.over | keys)


NOTHING_SENT = SendingOrder({})


def _split(keys: bytes) -> list[bytes]:
    return [keys[at : at + SHORT] for at in range(0, len(keys), SHORT)]


def read_order(lanes: dict[str, Lane], over: bytes) -> SendingOrder:
    """Returns the order that a row says."""
    return SendingOrder(lanes, frozenset(_split(over)))


def write_order(order: SendingOrder) -> tuple[dict[str, Lane], bytes]:
    """Returns what a row says of an order, sorted: who came first is nowhere."""
    lanes = {name: dict(sorted(order.lanes[name].items())) for name in sorted(order.lanes)}
    return lanes, b"".join(sorted(order.over))
