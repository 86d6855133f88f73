"""One phone in a process of its own that asks for a sign of life again and again, and times each.

A websocket's ping is answered by the server's loop before anything of the program sees it: the
longest time is the longest stretch in which the loop did not come to read. {"port", "workshop"}
comes in, and pings from then on; {} answers with the times so far, in milliseconds.
"""

import time
from typing import Any

from tools.bench.bench_phone import BenchPhone, PhonesRoom
from tools.bench.phones import TO_JOIN, take_orders
from tools.bench.raw_connections import Lost, RawConnections

PERIOD = 0.003
"""Seconds from one ping to the next, or as long as its answer takes."""


class Pinger:
    """The phone, and how long each of its pings took."""

    def __init__(self, wires: RawConnections) -> None:
        self._wires = wires
        self._phone: BenchPhone | None = None
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
        phone = BenchPhone(PhonesRoom(self._wires, port, workshop), reference=False)
        if not self._wires.until(lambda: phone.is_in, TO_JOIN):
            raise Lost("the phone that pings was not let in")
        phone.wire.ponged = self._ponged
        self._phone = phone
        self._ping()

    def _ping(self) -> None:
        assert self._phone
        self._sent = time.monotonic()
        self._phone.wire.ping()

    def _ponged(self) -> None:
        self._took.append((time.monotonic() - self._sent) * 1000)
        self._wires.at(self._sent + PERIOD, self._ping)


def main() -> None:
    """Runs the phone that pings, as a process of the load."""
    wires = RawConnections()
    take_orders(wires, Pinger(wires).obey)


if __name__ == "__main__":
    main()
