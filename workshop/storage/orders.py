"""The order of devices' commands in a part of a workshop: the last number of each device, and the
keys of what it sent last. It lies in the part's row of counts.

An old copy of a command has a lower number than the last one that was stored, and changes nothing.
The same number sent again is answered as it was the first time. When the part is over the numbers
go, and with them the names of the devices: only marks of the last keys stay until the seal.

A device's numbers are near each other in all lanes. So an entry has its number under a mask, which
is one half of the device's mark in that lane: without the device's secret it is any number, and two
entries of a device are as far apart as those of two devices.
"""

import os
from collections.abc import Collection
from typing import NamedTuple

from workshop.protocol.messages import RIDE_AT_ONCE
from workshop.storage.keyring import MARK

NO_ROUND = 0
"""The number of the row for what belongs to no round."""
NUMBER_BYTES = SHORT = MARK // 2
"""Bytes of a number, and of a mark that only has to be told from the others of its row."""
ALONE_LANE, BEATS = "alone", "beats"
ASKS, PULSE_LANE, LETTERS = "asks", "pulse", "letters"
"""The lanes: of a round, what is sent on its own and what beats take along; of no round, what beats
take along, the pulse, and letters. A phone has one command on its own under way, and as many more
as a beat takes along."""
KEYS_KEPT = {BEATS: RIDE_AT_ONCE, ASKS: RIDE_AT_ONCE}
"""The number of keys that each device keeps in a lane; 1 in all others."""

Lane = dict[bytes, bytes]
"""The masked number and the last keys of each device, by one half of its mark."""


class SendingOrder(NamedTuple):
    """The order in one part. Change it by `with_` and `ended` only."""

    lanes: dict[str, Lane]
    over: frozenset[bytes] = frozenset()
    """Marks of the keys of what was sent last in lanes that are over."""

    def last(self, lane: str, device: bytes) -> tuple[int, set[bytes]]:
        """Returns the last number of a device in a lane, 0 before any, and the marks of the keys
        that came with it or shortly before. The device is named by its mark there."""
        entry = self.lanes.get(lane, {}).get(device[:SHORT])
        if entry is None:
            return 0, set()
        return _masked(int.from_bytes(entry[:NUMBER_BYTES], "big"), device), {
            *_split(entry[NUMBER_BYTES:])
        }

    def with_(self, lane: str, device: bytes, number: int, key: bytes) -> "SendingOrder":
        """Returns the order with one command more. Chance makes the keys that a device has not
        sent yet: nobody is to count by them."""
        there, name, size = self.lanes.get(lane, {}), device[:SHORT], KEYS_KEPT.get(lane, 1) * SHORT
        before = there[name][NUMBER_BYTES:] if name in there else os.urandom(size)
        entry = _masked(number, device).to_bytes(NUMBER_BYTES, "big") + (key + before)[:size]
        return self._replace(lanes=self.lanes | {lane: there | {name: entry}})

    def ended(self, lanes: Collection[str]) -> "SendingOrder":
        """Returns the order once these lanes are over."""
        entries = [entry for name in lanes for entry in self.lanes.get(name, {}).values()]
        keys = {key for entry in entries for key in _split(entry[NUMBER_BYTES:])}
        left = {name: lane for name, lane in self.lanes.items() if name not in lanes}
        return SendingOrder(left, self.over | keys)


NOTHING_SENT = SendingOrder({})


def _masked(number: int, device: bytes) -> int:
    """Puts a number under a device's mask, or takes it off."""
    return number ^ int.from_bytes(device[SHORT:], "big")


def _split(keys: bytes) -> list[bytes]:
    return [keys[at : at + SHORT] for at in range(0, len(keys), SHORT)]


def read_order(lanes: dict[str, Lane], over: bytes) -> SendingOrder:
    """Returns the order that a row says."""
    return SendingOrder(lanes, frozenset(_split(over)))


def write_order(order: SendingOrder) -> tuple[dict[str, Lane], bytes]:
    """Returns what a row says of an order, sorted: who came first is nowhere."""
    lanes = {name: dict(sorted(order.lanes[name].items())) for name in sorted(order.lanes)}
    return lanes, b"".join(sorted(order.over))
