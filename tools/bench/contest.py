"""The contest: one event to everybody in a room, by each server, beside each other.

A measurement is a fresh server, fresh clients, a few broadcasts to warm up and to learn how long
one takes, and then enough of them for a second or so of the server's processor time, at a pace at
which each has arrived everywhere before the next one goes. Servers take turns within each round,
so that whatever else the machine does hits all of them.
"""

import statistics
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tools.bench.c_loop import compile_loop
from tools.bench.nodejs import find_node
from tools.bench.obeying_process import Failed, ObeyingProcess
from tools.bench.servers.message import AT, text
from tools.rehearsal.report import percentile

BUSY = 0.8
"""Share of a core from which on the load's client is split into two processes."""
SPARE = 1.4
"""The time between two broadcasts, in times that one needs to arrive everywhere."""
LEAST_PERIOD = 0.002
WARM_UP = 10
IN_TIME = 20.0


@dataclass(frozen=True)
class Size:
    """The size of a contest."""

    clients: tuple[int, ...]
    rounds: int
    cpu: float
    """Seconds of the server's processor time that a measurement aims at."""
    most: float
    """Seconds that it takes at most."""


FULL = Size((100, 500, 1000, 2000), rounds=3, cpu=1.2, most=2.5)
QUICK = Size((50,), rounds=1, cpu=0.05, most=0.5)


@dataclass(frozen=True)
class Contender:
    """A server in the contest."""

    name: str
    command: tuple[str, ...]
    socket_io: bool = True

    def start(self) -> ObeyingProcess:
        """The server as a process."""
        if self.name in {"node", "c"}:
            return ObeyingProcess(list(self.command))
        return ObeyingProcess.python(*self.command)


@dataclass(frozen=True)
class Measurement:
    """One measurement. Times are in seconds; `last` is one for each broadcast."""

    deliveries: int
    cpu: float
    last: list[float]
    share: float


MISSING_CONTENDERS = {
    "c": "can't be compiled",
    "node": "is not installed",
    "websockets": "is not installed",
}
"""The contenders that may be missing, and why they are."""


def contenders(folder: Path) -> list[Contender]:
    """Ours and stock; websockets and Node where they are installed; the C loop, compiled into a
    folder, where that can be done."""
    found = [
        Contender("ours", ("servers.by_gevent", "ours")),
        Contender("stock", ("servers.by_gevent", "stock")),
    ]
    if find_spec("websockets"):
        found.append(Contender("websockets", ("servers.websockets_",), socket_io=False))
    if node := find_node():
        script = Path(__file__).with_name("servers") / "node.mjs"
        found.append(Contender("node", (node.program, str(script), str(node.beside))))
    if program := compile_loop(folder):
        found.append(Contender("c", (str(program), text(0), str(AT)), socket_io=False))
    return found


def turns(size: Size, names: list[Contender]) -> Iterator[tuple[int, Contender]]:
    """Yields who is measured with how many clients, in order; each round begins with another."""
    for clients in size.clients:
        for round_ in range(size.rounds):
            shift = round_ % len(names)
            for contender in names[shift:] + names[:shift]:
                yield clients, contender


def measure(contender: Contender, clients: int, size: Size) -> Measurement:
    """One measurement; with two load processes when one was too busy. Raises Failed."""
    one = _measure(contender, clients, size, processes=1)
    return one if one.share < BUSY else _measure(contender, clients, size, processes=2)


def contest_row(name: str, clients: int, measured: list[Measurement]) -> dict[str, Any]:
    """A row of the table: the median of the measurements; percentiles over all broadcasts."""
    cpu = statistics.median(one.cpu / one.deliveries for one in measured)
    last = sorted(seconds * 1000 for one in measured for seconds in one.last)
    share = max(one.share for one in measured)
    return {
        "server": name,
        "clients": clients,
        "cpu_ms_per_1000": round(cpu * 1e6, 3),
        "deliveries_per_cpu_s": round(1 / cpu) if cpu else 0,
        "last_p50_ms": round(percentile(last, 50), 2),
        "last_p99_ms": round(percentile(last, 99), 2),
        "client_cpu_share": round(share, 3),
        "client_was_busy": share >= BUSY,
        "deliveries": sum(one.deliveries for one in measured),
    }


def _measure(contender: Contender, clients: int, size: Size, processes: int) -> Measurement:
    with ExitStack() as stack:
        server = stack.enter_context(contender.start())
        port = server.hear()["port"]
        load = [stack.enter_context(ObeyingProcess.python("hearers")) for _ in range(processes)]
        for i, one in enumerate(load):
            share = clients // processes + (i < clients % processes)
            one.ask({"port": port, "clients": share, "socket_io": contender.socket_io})
        warm = _run(server, load, 0, WARM_UP, 0.1)
        period = max(LEAST_PERIOD, SPARE * statistics.median(warm.last[1:]))
        again = max(WARM_UP, round(size.most / 6 / period))
        warm = _run(server, load, WARM_UP, again, period)
        period = max(LEAST_PERIOD, SPARE * statistics.median(warm.last))
        each = max(warm.cpu / again, 1e-5)
        broadcasts = round(max(10, min(size.cpu / each, size.most / period)))
        measured = _run(server, load, WARM_UP + again, broadcasts, period)
    if measured.deliveries != broadcasts * clients:
        raise Failed(f"{contender.name}: {broadcasts * clients - measured.deliveries} were lost")
    return measured


def _run(
    server: ObeyingProcess, load: list[ObeyingProcess], first: int, run: int, period: float
) -> Measurement:
    """Sends so many broadcasts, heard by all; measures processor time from the first until
    everybody has all."""
    for one in load:
        one.ask({"first": first, "run": run, "within": run * period + IN_TIME})
    sent = server.ask({"run": run, "period": period, "first": first})
    heard = [one.hear() for one in load]
    cpu = server.ask({})["cpu"] - sent["cpu"]
    latest = [max(moments) for moments in zip(*(one["last"] for one in heard), strict=True)]
    last = [(late - sent_at) / 1e9 for late, sent_at in zip(latest, sent["stamps"], strict=True)]
    deliveries = sum(one["deliveries"] for one in heard)
    return Measurement(deliveries, cpu, last, max(one["share"] for one in heard))
