"""The client of the contest, a process of its own: hears broadcasts, counts them, times the last.

Told what to do by lines of JSON on its input, each answered by a line. {"port", "clients",
"socket_io"} connects; {"first", "run", "within"} makes ready to hear so many broadcasts and
answers at once, and again when everybody has all of them, or time is up.
"""

import json
import sys
import time
from typing import Any

from tools.bench.frames import BrokenStream
from tools.bench.raw_connections import (
    CONNECTIONS_AT_ONCE,
    MESSAGE_BYTE,
    TO_OPEN,
    Lost,
    RawConnection,
    RawConnections,
)
from tools.bench.servers.message import AT, COUNT_DIGITS
from workshop.pretend.client import packets


class Tally:
    """The number of arrivals of each broadcast, and the moment of the last."""

    def __init__(self, first: int, broadcasts: int, everybody: int) -> None:
        self._first = first
        self._everybody = everybody
        self._missing = [everybody] * broadcasts
        self._last = [0] * broadcasts
        self._whole = 0
        self._begin: tuple[float, float] | None = None
        self._share = 0.0

    def hear(self, _wire: RawConnection, data: bytes, begin: int, _end: int) -> None:
        """One broadcast has come to one client."""
        at = begin + AT
        number = int(data[at : at + COUNT_DIGITS]) - self._first
        if self._begin is None:
            self._begin = time.process_time(), time.monotonic()
        self._missing[number] -= 1
        if not self._missing[number]:
            self._last[number] = time.monotonic_ns()
            self._whole += 1
            if self.complete:
                self._share = self._busy()

    @property
    def complete(self) -> bool:
        """True if every hearer has every broadcast."""
        return self._whole == len(self._missing)

    def report(self) -> dict[str, Any]:
        """Deliveries, the moment of each broadcast's last one, and how busy this process was."""
        deliveries = len(self._missing) * self._everybody - sum(self._missing)
        return {"deliveries": deliveries, "last": self._last, "share": self._share}

    def _busy(self) -> float:
        assert self._begin is not None
        cpu, wall = self._begin
        return (time.process_time() - cpu) / max(time.monotonic() - wall, 1e-9)


class Hearers:
    """The clients of this process."""

    def __init__(self) -> None:
        self._wires = RawConnections()
        self._ready = 0

    def connect(self, port: int, clients: int, socket_io: bool) -> dict[str, Any]:
        """Lets all of them in. Raises Lost."""
        for _ in range(clients):
            self._wires.until(self._has_room, TO_OPEN)
            if socket_io:
                self._wires.add(port, packets.SOCKET_PATH, self._opened)
            else:
                self._wires.add(port, "/", self._is_in)
        if not self._wires.until(lambda: self._ready == clients, TO_OPEN):
            raise Lost(f"only {self._ready} of {clients} clients were let in")
        return {"clients": clients}

    def hear(self, first: int, run: int, within: float) -> dict[str, Any]:
        """Hears so many broadcasts, numbered from the first."""
        tally = Tally(first, run, len(self._wires.all))
        for wire in self._wires.all:
            wire.hears = tally.hear
        write_line({"listening": True})
        self._wires.until(lambda: tally.complete, within)
        return tally.report()

    def _has_room(self) -> bool:
        return len(self._wires.all) - self._ready < CONNECTIONS_AT_ONCE

    def _opened(self, wire: RawConnection, _data: bytes, _begin: int, _end: int) -> None:
        wire.hears = self._admitted
        wire.say(b"40")

    def _admitted(self, wire: RawConnection, data: bytes, begin: int, end: int) -> None:
        if data[begin : begin + 2] != b"40":
            raise Lost(data[begin:end].decode())
        self._is_in(wire, data, begin, end)

    def _is_in(self, wire: RawConnection, _data: bytes, _begin: int, _end: int) -> None:
        wire.hears = self._hears_nothing
        self._ready += 1

    @staticmethod
    def _hears_nothing(_wire: RawConnection, data: bytes, begin: int, _end: int) -> None:
        if data[begin] == MESSAGE_BYTE:
            raise Lost("a broadcast came before it was ordered")


def write_line(said: dict[str, Any]) -> None:
    """One line on the output."""
    print(json.dumps(said), flush=True)


def main() -> None:
    """Does what it is told until its input ends."""
    hearers = Hearers()
    for line in sys.stdin:
        order = json.loads(line)
        try:
            write_line(hearers.connect(**order) if "port" in order else hearers.hear(**order))
        except (Lost, BrokenStream, OSError) as error:
            write_line({"error": str(error)})


if __name__ == "__main__":
    main()
