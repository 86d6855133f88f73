"""The phones of the load, a process of its own, told what to do by lines of JSON.

{"do": "join", ...} lets phones in, spread over some seconds, {"do": "crowd", ...} as fast as they
are answered; {"do": "send", ...} has them send commands, one after the other at a pace or all in
the same instant; {"do": "stay", "seconds"} only listens; {"do": "wait", "round_", "total"} listens
until everybody has a sum of votes of that round.
Each is answered by a line.
"""

import gc
import json
import os
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from tools.bench.bench_phone import BenchPhone, PhonesRoom, command
from tools.bench.frames import BrokenStream
from tools.bench.hearers import write_line
from tools.bench.raw_connections import Lost, RawConnections
from tools.bench.relay_phone import RelayPhone, relayed

TO_JOIN = 60.0
TO_VOTE = 60.0
PHONES_LINGER_S = 0.001
Report = dict[str, Any]


class Phones:
    """All phones of this process."""

    def __init__(self, wires: RawConnections) -> None:
        self._wires = wires
        self._phones: list[BenchPhone] = []
        self._room: PhonesRoom | None = None
        self._clock = BenchClock()
        self._relay = False
        self._before = 0
        """Number of changes that had come to a phone before the last votes."""

    def obey(self, order: dict[str, Any]) -> Report:
        """Carries out an order and gives its report. Raises Lost."""
        order = dict(order)
        orders: dict[str, Callable[..., Report]] = {
            "join": self._join,
            "crowd": self._crowd,
            "send": self._send,
            "wait": self._wait,
            "stay": self._stay,
        }
        return orders[order.pop("do")](**order)

    def _join(
        self, port: int, phones: int, over: float, workshop: str = "", relay: bool = False
    ) -> Report:
        """So many phones come, spread evenly over so many seconds; `relay` to a bare server."""
        self._relay = relay
        room = self._room = PhonesRoom(self._wires, port, workshop)
        begin = time.monotonic()
        for i in range(phones):
            self._wires.at(begin + over * i / phones, self._enter)
        return self._until_in(room, phones, begin, over + TO_JOIN)

    def _crowd(
        self, port: int, phones: int, at_a_time: int, workshop: str, again: bool = True
    ) -> Report:
        """So many phones come, so many at a time, each next one once another is in. Those that are
        not let in come again on their own, or not at all."""
        room = self._room = PhonesRoom(self._wires, port, workshop)
        room.comes_again = again

        def next_one() -> None:
            if len(self._phones) < phones:
                self._enter()

        room.answered = next_one
        begin = time.monotonic()
        for _ in range(at_a_time):
            next_one()
        return self._until_in(room, phones, begin, TO_JOIN + phones / 10)

    def _until_in(self, room: PhonesRoom, phones: int, begin: float, within: float) -> Report:
        self._until(lambda: len(self._phones) == phones and self._all_in(), within)
        return {
            "join_s": time.monotonic() - begin,
            "hello_ms": room.hello_ms,
            "bytes": max(phone.received for phone in self._phones),
        }

    def _enter(self) -> None:
        assert self._room is not None
        phone = RelayPhone if self._relay else BenchPhone
        self._phones.append(phone(self._room, reference=not self._phones))

    def _all_in(self) -> bool:
        # From the last one: while they come it is the one that is not in.
        return all(phone.is_in or phone.gave_up for phone in reversed(self._phones))

    def _send(self, commands: list[dict[str, Any]], period: float) -> Report:
        """Each command is the next phone's; with a period of 0 all at once. Answered when all are
        acked."""
        say = relayed if self._relay else command
        room, sent, ready = self._here, [], [say(fields) for fields in commands]
        self._before = len(room.changes)
        before, retried = len(room.ack_ms), room.retries
        begin, self._clock = time.monotonic(), BenchClock()

        def send(i: int) -> None:
            sent.append(time.monotonic_ns())
            self._phones[i % len(self._phones)].do(ready[i])

        for i in range(len(ready)):
            self._wires.at(begin + i * period, partial(send, i))
        acked = len(commands) + before
        self._until(lambda: len(room.ack_ms) == acked, len(commands) * period + TO_VOTE)
        return {
            "sent": sent,
            "ack_ms": room.ack_ms[before:],
            "retries": room.retries - retried,
        }

    def _wait(self, round_: int, total: int) -> Report:
        """Until everybody has a sum of votes of a round: the sums by rev, when the floor rose, the
        share."""
        room = self._here
        self._until(lambda: self._all_have(round_, total), TO_VOTE)
        return {
            "sums": room.sums,
            "rises": room.floor.rises,
            "share": self._clock.share,
            "changes": room.changes[self._before :],
        }

    def _all_have(self, round_: int, total: int) -> bool:
        room = self._here
        if room.round != round_ or room.sum < total:
            return False
        return room.floor.lowest >= room.sums[-1][0]

    def _stay(self, seconds: float) -> Report:
        self._wires.until(lambda: False, seconds)
        return {"changes": self._here.changes[self._before :], "share": self._clock.share}

    def _until(self, done: Callable[[], bool], within: float) -> None:
        if not self._wires.until(done, within):
            raise Lost(f"not done within {within:.0f} s: {self._where}")

    @property
    def _here(self) -> PhonesRoom:
        if self._room is None:
            raise Lost("nobody has joined yet")
        return self._room

    @property
    def _where(self) -> str:
        waiting = sum(phone.waits for phone in self._phones)
        out = sum(not phone.is_in for phone in self._phones)
        seen = self._room.sum if self._room else 0
        return f"{waiting} commands without an answer, {out} phones not in, {seen} votes shown"


class BenchClock:
    """Measures how busy this process has been since the clock was made."""

    def __init__(self) -> None:
        self._cpu, self._wall = time.process_time(), time.monotonic()

    @property
    def share(self) -> float:
        """Processor time by time, 1 being a whole core."""
        return (time.process_time() - self._cpu) / max(time.monotonic() - self._wall, 1e-9)


def main() -> None:
    """Runs the phones of a process of the load."""
    wires = RawConnections(PHONES_LINGER_S)
    take_orders(wires, Phones(wires).obey)


def take_orders(wires: RawConnections, obey: Callable[[dict[str, Any]], Report]) -> None:
    """Does what it is told until its input ends; listens to the server between two orders."""
    gc.disable()  # a collection in between would count as the server's
    orders = Orders()
    wires.watch(orders)
    try:
        while not orders.ended:
            wires.turn(1.0)
            while orders.lines:
                write_line(obey(json.loads(orders.lines.pop(0))))
    except (Lost, BrokenStream, OSError) as error:
        write_line({"error": str(error)})


class Orders:
    """The lines that come in."""

    def __init__(self) -> None:
        self.lines: list[bytes] = []
        self.ended = False
        self._rest = b""

    def fileno(self) -> int:
        """The standard input."""
        return sys.stdin.fileno()

    def read(self) -> None:
        """Takes what has come."""
        data = os.read(self.fileno(), 1 << 16)
        self.ended = not data
        *lines, self._rest = (self._rest + data).split(b"\n")
        self.lines += lines


if __name__ == "__main__":
    main()
