"""Processor time of a vote in application and PostgreSQL, on one process and on several, and how
soon phones are back after a kill.

    python -m tests.load.bench_cluster            # about five minutes
    python -m tests.load.bench_cluster --quick    # about one: smaller rooms

Phones connect to the processes themselves, each workshop's to the same one, as a proxy's hash has
it; with "random", each phone to any. The first vote of a workshop is a column of its own: once an
hour somebody's act puts off the deadline, and once a process reads all of a workshop. What the
processes take without a vote is taken off. After a kill they come by HAProxy and TLS. It prints,
and writes nothing.
"""

import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from secrets import token_hex
from typing import Any

import psutil
import pytest

from tests.support.room import TestRoom
from tests.support.several.at_one_process import phone_at
from tests.support.several.several import Several, several
from tests.support.waiting import WITHIN, until
from tools.bench.bench_phone import BenchPhone, PhonesRoom, command
from tools.bench.obeying_process import allow_files
from tools.bench.raw_connections import Lost, RawConnections
from tools.bench.trial import cpu_seconds
from tools.rehearsal.onlooker import Onlooker
from tools.rehearsal.report import percentile
from workshop.actions.create import NewWorkshop, create_workshop
from workshop.pretend.client.lasting_connection import LastingConnection
from workshop.pretend.client.view_client import ViewClient
from workshop.protocol import commands
from workshop.storage.store import Store
from workshop.stories.pack import built_in

LESSONS, SEED = 4, 1
JOINS_A_SECOND = 100.0
IDLE = 3.0
"""Seconds for which it is measured what the processes take without a vote."""
ALONE_A_SECOND, MOST_ALONE = 40.0, 200
"""Votes that come alone, and of how many phones at most."""
KILLS, NEARLY = 3, 0.9
SEEN = 2.0
"""Seconds until the proxy has seen that a process is there again."""
SETTLED = 7.0
"""Seconds until the processes know who is here, and read nothing because of it any more."""
Spent = tuple[float, float]
"""Seconds of processor time of application and PostgreSQL."""


@dataclass(frozen=True)
class Setting:
    """So many workshops of so many phones each, on so many processes."""

    workshops: int
    phones: int
    processes: int
    at_random: bool = False

    @property
    def name(self) -> str:
        """The name of the row in the table."""
        routed = ", random" if self.at_random else ""
        return f"{self.workshops} x {self.phones}, {self.processes} process(es){routed}"


class Voters:
    """The phones of all workshops, in this process."""

    def __init__(self, server: Several, setting: Setting, ids: Sequence[str]) -> None:
        self._wires = RawConnections()
        self._chance = random.Random(SEED)
        self._rooms: dict[tuple[str, int], PhonesRoom] = {}
        self.phones: list[tuple[PhonesRoom, BenchPhone]] = []
        ports = [one.port for one in server.processes]
        open_first(server, setting, ids)
        begin = time.monotonic()
        for number in range(setting.phones):
            for home, id_ in enumerate(ids):
                port = self._chance.choice(ports) if setting.at_random else ports[home % len(ports)]
                at = begin + (number * len(ids) + home) / JOINS_A_SECOND
                self._wires.at(at, partial(self._join, port, id_))
        count = setting.phones * len(ids)
        self._until(lambda: len(self.phones) == count and all(p.is_in for _, p in self.phones))

    def _join(self, port: int, id_: str) -> None:
        fresh = (id_, port) not in self._rooms
        room = self._rooms.setdefault((id_, port), PhonesRoom(self._wires, port, id_))
        self.phones.append((room, BenchPhone(room, reference=fresh)))

    @property
    def _acked(self) -> int:
        return sum(len(room.ack_ms) for room in self._rooms.values())

    def vote(self, number: int, pace: float, most: int | None = None) -> None:
        """At most so many phones place a vote each on the lesson of a number: one after the other,
        at a pace, or in the same instant where that is 0. Returns once all are stored."""
        begin = time.monotonic()
        voters = self.phones[:most]
        for i, (room, phone) in enumerate(voters):
            ready = command(self._vote(room, number))
            self._wires.at(begin + (i / pace if pace else 0.0), partial(phone.do, ready))
        wanted, self.voted = self._acked + len(voters), len(voters)
        self._until(lambda: self._acked == wanted)

    def _vote(self, room: PhonesRoom, number: int) -> dict[str, Any]:
        lesson = room.entries["ballot"]["lessons"][number]
        return {"type": "vote", "round": room.round, "lesson": lesson, "votes": 1}

    def rest(self, seconds: float) -> None:
        """Only listens for a while."""
        self._wires.until(lambda: False, seconds)

    def _until(self, done: Callable[[], bool]) -> None:
        if not self._wires.until(done, 3 * WITHIN):
            out = sum(not phone.is_in for _, phone in self.phones)
            raise Lost(f"{out} phones are not in, or votes have no answer")

    def close(self) -> None:
        """Hangs up everywhere."""
        self._wires.close()


def open_first(server: Several, setting: Setting, ids: Sequence[str]) -> None:
    """Has each process read the workshops that its phones will come to."""
    for home, id_ in enumerate(ids):
        processes = server.processes
        for process in processes if setting.at_random else [processes[home % len(processes)]]:
            phone = phone_at(process, id_)
            until(phone.is_there)
            phone.connection.close()


def spent(server: Several) -> Spent:
    """Returns the processor time that all of them have taken so far."""
    application = sum(cpu_seconds(one.pid) for one in server.processes)
    postgres = psutil.Process(server.postgres.program.pid)
    ended = postgres.cpu_times()
    of_postgres = sum(cpu_seconds(one.pid) for one in (postgres, *postgres.children()))
    of_postgres += ended.children_user + ended.children_system
    return application, of_postgres


def measure(server: Several, voters: Voters, act: Callable[[], None], idle: Spent) -> str:
    """Returns what a vote takes of each, in ms, as a row says it."""
    before, began = spent(server), time.monotonic()
    act()
    voters.rest(1.0)  # until all have seen it
    took = time.monotonic() - began
    each = [
        max(0.0, now - was - rate * took) / voters.voted * 1000
        for now, was, rate in zip(spent(server), before, idle, strict=True)
    ]
    return " /".join(f"{ms:6.2f}" for ms in each)


def idle_rate(server: Several, voters: Voters) -> Spent:
    """Measures a second in which nobody does anything."""
    voters.rest(SETTLED)
    before = spent(server)
    voters.rest(IDLE)
    found = [(now - was) / IDLE for now, was in zip(spent(server), before, strict=True)]
    return found[0], found[1]


def row(setting: Setting) -> None:
    """Measures a setting, and prints its row."""
    with running(setting.processes) as server:
        with server.store() as store:
            ids = [voting(store, setting.phones) for _ in range(setting.workshops)]
        voters = Voters(server, setting, ids)
        idle = idle_rate(server, voters)
        acts = (
            lambda: voters.vote(0, ALONE_A_SECOND, setting.workshops),
            lambda: voters.vote(1, ALONE_A_SECOND, MOST_ALONE),
            lambda: voters.vote(2, 0.0),
        )
        votes = "".join(f"{measure(server, voters, act, idle):24}" for act in acts)
        resting = " /".join(f"{1000 * rate:6.1f}" for rate in idle)
        print(f"{setting.name:34}{votes}{resting}", flush=True)
        voters.close()


def voting(store: Store, people: int) -> str:
    """A workshop that people may vote in; gives its id."""
    new = NewWorkshop(title="Bench", team="Bench", story=built_in()[0])
    made = store.thread.run(create_workshop, store, new, time.time())
    return store.thread.run(_to_the_vote, TestRoom(store, made), people)


def _to_the_vote(room: TestRoom, people: int) -> str:
    room.now, room.here = time.time(), people
    room.desk.goes("lessons")
    for number in range(LESSONS):
        room.desk.does(commands.DeskLesson(text=f"The lesson of the number {number}, in words."))
    room.desk.goes("vote")
    return room.id


@contextmanager
def running(processes: int) -> Iterator[Several]:
    """So many processes that are one server."""
    with (
        pytest.MonkeyPatch.context() as patched,
        several(patched, processes, relayed=False) as server,
    ):
        yield server


def back(people: int) -> None:
    """Prints how soon the phones of one room are back when its process is killed, each in turn."""
    with running(3) as server, server.store() as store:
        id_ = voting(store, people)
        phones = [
            Onlooker(ViewClient(LastingConnection(server.url, id_, token_hex(16))))
            for _ in range(people)
        ]
        for phone in phones:
            phone.begin()
        clients = [phone.client for phone in phones]
        until(lambda: all(client.entries for client in clients), 3 * WITHIN)
        for _ in range(KILLS):
            before = [len(client.connection.away) for client in clients]
            server.busiest.kill()
            until(lambda before=before: are_back(clients, before), 3 * WITHIN)
            server.start()
            time.sleep(SEEN)
        away = sorted(second for client in clients for second in client.connection.away)
        p50, p99 = percentile(away, 50), percentile(away, 99)
        print(f"{people} phones back after a kill, three times: p50 {p50:.2f} s, p99 {p99:.2f} s")
        for phone in phones:
            phone.client.leave()
        for phone in phones:
            phone.stop()


def are_back(clients: list[ViewClient], before: list[int]) -> bool:
    """True if nearly all have lost their connections since, and all have one again. Those that the
    proxy had sent elsewhere have lost nothing."""
    lost = sum(len(one.connection.away) > n for one, n in zip(clients, before, strict=True))
    return lost >= NEARLY * len(clients) and all(one.connection.connected for one in clients)


def main() -> None:
    """Measures, and prints."""
    allow_files()
    quick = "--quick" in sys.argv
    large, many = (60, 20) if quick else (500, 200)
    print("processor time of a vote in application / PostgreSQL, ms")
    print(f"{'':34}{'the first':24}{'alone':24}{'all at once':24}at rest, ms a second")
    for processes in (1, 4):
        row(Setting(1, large, processes))
    for processes, at_random in ((1, False), (4, False), (4, True)):
        row(Setting(many, 10, processes, at_random))
    back(large)


if __name__ == "__main__":
    main()
