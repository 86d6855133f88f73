"""Phones in a process of their own that ask for a sign of life in turn, and time each.

A websocket's ping is answered by the server's loop before anything of the program sees it: the
longest time is the longest stretch in which the loop did not come to read. {"port", "workshop"}
comes in, and pings from then on; {} answers with the times so far, in milliseconds.
"""

import time
from itertools import cycle
from typing import Any

from tools.bench.bench_phone import BenchPhone, PhonesRoom
from tools.bench.phones import TO_JOIN, take_orders
from tools.bench.raw_connections import Lost, RawConnections

PERIOD = 0.003
"""Seconds from one ping to the next, or as long as its answer takes."""
PINGED_PHONES = 15
"""So many that each stays below the frames that one connection may bring."""


class Pinger:
    """The phones, and how long each ping took."""

    def __init__(self, wires: RawConnections) -> None:
        self._wires = wires
        self._took: list[float] = []
        self._sent = 0.0

    def obey(self, order: dict[str, Any]) -> dict[str, Any]:
        """Comes in, or tells the times. Raises Lost."""
        if order:
            self._come(**order)
            return {"here": True}
        took, self._took = self._took, []
        return {"took_ms": took}

    def _come(self, port: int, workshop: str) -> None:
        room = PhonesRoom(self._wires, port, workshop)
        phones = [BenchPhone(room, reference=False) for _ in range(PINGED_PHONES)]
        if not self._wires.until(lambda: all(phone.is_in for phone in phones), TO_JOIN):
            raise Lost("the phones that ping were not let in")
        for phone in phones:
            phone.wire.ponged = self._ponged
        self._turns = cycle(phones)
        self._ping()

    def _ping(self) -> None:
        self._sent = time.monotonic()
        next(self._turns).wire.ping()

    def _ponged(self) -> None:
        self._took.append((time.monotonic() - self._sent) * 1000)
        self._wires.at(self._sent + PERIOD, self._ping)


def main() -> None:
    """Runs the phone that pings, as a process of the load."""
    wires = RawConnections()
    take_orders(wires, Pinger(wires).obey)


if __name__ == "__main__":
    main()
