"""Processor time of a vote in PostgreSQL: guarded by row security or by a predicate in each
statement, alone or ten at once, and as the product does it today beside a file.

    python -m tests.load.bench_rows

Processor time in ms for each vote, of this process and of the whole server. It prints, and writes
nothing.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import psutil
import psycopg

from tests.support.postgres import APP, OWNER, Cluster
from tests.support.room import TestRoom, new_room, new_store
from tests.support.stores import Rows, store_in_rows
from workshop.actions.perform import perform
from workshop.protocol import commands
from workshop.storage.context import Context
from workshop.storage.counts import SIZE
from workshop.storage.keyring import MARK, NONCE

DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
WORKSHOPS, PHONES, TIMES, ROUNDS = 200, 10, 200, 9
TEN = 10


class Bench:
    """A server with 200 workshops of ten phones each that have voted twice."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self.workshops = [f"bench{n:03}" for n in range(WORKSHOPS)]
        self._fill()

    def _fill(self) -> None:
        marks = "INSERT INTO mark (workshop, key, round) VALUES (%s, %s, 1)"
        counts = "INSERT INTO tallies (workshop, round, body) VALUES (%s, 1, %s)"
        with self.connect("postgres") as connection, connection.cursor() as cursor:
            cursor.execute("BEGIN")
            for workshop in self.workshops:
                cursor.execute(_STATE, (workshop, workshop, *[os.urandom(16384)] * 5))
                cursor.execute(counts, (workshop, os.urandom(SIZE + NONCE)))
                keys = [(workshop, os.urandom(MARK)) for _ in range(2 * PHONES)]
                cursor.executemany(marks, keys)
            cursor.execute("COMMIT; ANALYZE")

    def connect(self, role: str) -> psycopg.Connection:
        return self._rows.cluster.connect(self._rows.database, role)

    def measure(self, acts: dict[str, tuple[Callable[[int], object], int]]) -> None:
        """Prints the median of some rounds of each act, by its name, with the votes that one call
        brings. The acts take turns, so that what else the machine does falls on all of them."""
        found: dict[str, list[tuple[float, float]]] = {name: [] for name in acts}
        for number in range(ROUNDS + 1):
            for name, (act, votes) in acts.items():
                spent = self._measure(act, votes)
                found[name] += [spent] if number else []  # the first is for warming up
            with self.connect("postgres") as connection:
                for statement in ("DELETE FROM mark WHERE round = 2", "VACUUM", "ANALYZE"):
                    connection.execute(statement)
        for name, spent_each in found.items():
            ours, theirs = (median(one) for one in zip(*spent_each, strict=True))
            print(f"{name:36}{ours:6.2f} /{theirs:5.2f}", flush=True)

    def _measure(self, act: Callable[[int], object], votes: int) -> tuple[float, float]:
        before = time.process_time(), self._server_time()
        for n in range(TIMES // votes):
            act(n)
        after = time.process_time(), self._server_time()
        return (after[0] - before[0]) / TIMES * 1000, (after[1] - before[1]) / TIMES * 1000

    def _server_time(self) -> float:
        pid = int((self._rows.cluster.folder / "data/postmaster.pid").read_text().split()[0])
        server = psutil.Process(pid)
        times = [one.cpu_times() for one in (server, *server.children())]
        ended = server.cpu_times()
        return sum(one.user + one.system for one in times) + (
            ended.children_user + ended.children_system
        )


_STATE = """INSERT INTO state (workshop, id, epoch, begun, closed, owes_rewrite,
    body, story, second_story, leader, wifi_password)
    VALUES (%s, %s, '', true, false, false, %s, %s, %s, %s, %s)"""


@dataclass
class Voter:
    """The statements of a vote; `of` is the predicate that names the workshop, or nothing where
    row security does."""

    connection: psycopg.Connection
    workshops: list[str]
    by_predicate: bool

    def _begin(self, n: int) -> str:
        workshop = self.workshops[n % len(self.workshops)]
        self.of = f"workshop = '{workshop}'" if self.by_predicate else "true"
        where = f" WHERE {self.of}"
        self.connection.execute(
            f"BEGIN; SET LOCAL workshop.id = '{workshop}'; "
            f"SELECT encode(stamp, 'hex'), body FROM state{where} FOR UPDATE"
        )
        return workshop

    def one(self, n: int) -> None:
        """A vote that comes alone, with its savepoint."""
        self._begin(n)
        self._vote(n)
        self._commit()

    def ten_singly(self, n: int) -> None:
        """Ten votes in one transaction, each with its own statements."""
        self._begin(n)
        for _ in range(TEN):
            self._vote(n)
        self._commit()

    def ten_at_once(self, n: int) -> None:
        """Ten votes in one transaction, with one statement for all of each kind."""
        self._begin(n)
        self._marks([os.urandom(MARK) for _ in range(TEN)])
        self._tallies()
        self._commit()

    def _vote(self, n: int) -> None:
        self.connection.execute("SAVEPOINT command")
        self._marks([os.urandom(MARK)])
        self._tallies()
        self.connection.execute("RELEASE command")

    def _marks(self, keys: list[bytes]) -> None:
        found = f"SELECT key FROM mark WHERE {self.of} AND key = ANY(%s)"
        self.connection.execute(found, (keys,)).fetchall()
        added = "INSERT INTO mark (key, round) SELECT unnest(%s::bytea[]), 2"
        self.connection.execute(added, (keys,))

    def _tallies(self) -> None:
        body = os.urandom(SIZE + NONCE)
        changed = f"UPDATE tallies SET body = %s WHERE {self.of} AND round = 1"
        self.connection.execute(changed, (body,))

    def _commit(self) -> None:
        stamp = os.urandom(8).hex()
        self.connection.execute(f"UPDATE state SET stamp = '\\x{stamp}' WHERE {self.of}; COMMIT")


def statements(bench: Bench) -> None:
    """Prints what the statements of a vote cost by themselves."""
    with bench.connect(APP) as guarded, bench.connect(OWNER) as owner:
        voters = {
            "row security": Voter(guarded, bench.workshops, by_predicate=False),
            "predicate": Voter(owner, bench.workshops, by_predicate=True),
        }
        acts: dict[str, tuple[Callable[[int], object], int]] = {}
        for name, voter in voters.items():
            acts[f"{name}, a vote alone"] = voter.one, 1
            acts[f"{name}, of ten, singly"] = voter.ten_singly, TEN
            acts[f"{name}, of ten, at once"] = voter.ten_at_once, TEN
        bench.measure(acts)


def product(bench: Bench, rows: Rows) -> None:
    """Prints what a vote costs as the product does it, in rows and in a file."""
    with TemporaryDirectory() as folder, store_in_rows(Path(folder) / "rows", rows) as in_rows:
        in_file = new_store(Path(folder) / "files")
        acts: dict[str, tuple[Callable[[int], object], int]] = {}
        for name, store in (("rows", in_rows), ("a file", in_file)):
            room = voting(new_room(store))
            acts[f"product in {name}, a vote alone"] = votes(room, 1), 1
            acts[f"product in {name}, of ten"] = votes(room, TEN), TEN
        bench.measure(acts)
        in_file.close()


def voting(room: TestRoom) -> TestRoom:
    """Ten phones that may vote on one lesson."""
    room.participants(PHONES)
    room.desk.goes("lessons")
    room.desk.does(commands.DeskLesson(text="Ask first."))
    room.desk.goes("vote")
    return room


def votes(room: TestRoom, together: int) -> Callable[[int], object]:
    """Ten phones that place a vote and take it back in turn, so many in one transaction."""
    stored = room.store.workshops.open(room.id)
    assert stored is not None
    (lesson,) = room.lessons().values()
    round_ = room.round

    def act(n: int) -> None:
        turn, first = divmod(n * together, PHONES)
        one = commands.Vote(round=round_, lesson=lesson, votes=(turn + 1) % 2)
        with stored.begin(Context(PHONES, room.now, room.memory)) as tx:
            for k in range(together):
                perform(tx, room.people[first + k].actor, os.urandom(MARK), one)

    return act


@contextmanager
def _rows() -> Iterator[Rows]:
    cluster = Cluster(DURABLE)
    try:
        rows = Rows(cluster)
        yield rows
        rows.engine.dispose()
    finally:
        cluster.stop()


def main() -> None:
    """Measures, and prints."""
    with _rows() as rows:
        bench = Bench(rows)
        print("processor time of a vote, application / PostgreSQL, ms")
        statements(bench)
        product(bench, rows)


if __name__ == "__main__":
    main()
