"""Several processes that are one server: on one PostgreSQL, behind one HAProxy."""

import os
import re
import shutil
import signal
import socket
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError

from tests.support.balancers import AS_OTHER, DEPLOY, SITE, found
from tests.support.postgres import APP, OWNER, TEMPLATE, Cluster
from tests.support.proxy import hold_port, make_certificate
from tests.support.several.guarded_program import GuardedProgram, own_folder_of
from tests.support.several.server_process import PLAIN, ServerProcess
from tests.support.waiting import START_WITHIN, WITHIN, until
from workshop.pretend.facilitator import Stuck
from workshop.settings import read_settings
from workshop.storage.postgres.day_keys import add_days, day_in_utc
from workshop.storage.postgres.row_tables import make_tables
from workshop.storage.store import Store
from workshop.views import Room, read_room

DURABLE = {
    "fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "autovacuum": "on",
    "max_connections": "100",
}  # fmt: skip
"""As on a server that many teams use; only its folder is one of a test's."""


class LastingPostgres(Cluster):
    """A PostgreSQL with a database of workshops that several processes share."""

    def __init__(self) -> None:
        super().__init__(DURABLE)
        owner = create_engine(self.url(TEMPLATE, OWNER))
        with owner.begin() as connection:
            make_tables(connection, APP)
        owner.dispose()
        self.database = self.copy()
        with self.connect(self.database) as connection:
            # At this level of its log, PostgreSQL copies tables that are in none of it to no disk.
            connection.execute("CHECKPOINT")

    def _start(self, settings: Mapping[str, str]) -> Any:
        given = [f"--{name}={value}" for name, value in settings.items()]
        around = self._around()
        user = {name: around[name] for name in ("user", "group") if name in around}
        environment = {name: str(value) for name, value in around["env"].items()}
        command = [self._bin / "postgres", "-D", "data", "-k", self.folder, *given]
        self.program = GuardedProgram(command, self.folder, environment, user)
        self.program.start()
        return self.program.guard

    def restart(self) -> None:
        """Stops it in order, which ends all connections, and starts it again."""
        self.stop_serving(signal.SIGINT)
        self.serve_again()

    def crash(self) -> None:
        """Ends all of its processes at once, and has it recover from its log."""
        self.stop_serving(signal.SIGQUIT)
        self.serve_again()

    def stop_serving(self, by: signal.Signals) -> None:
        """Stops it: SIGINT in order, SIGQUIT at once. The folder stays."""
        self.program.end(by)

    def serve_again(self) -> None:
        """Starts it again, and waits until it answers."""
        self.program.start()
        until(self._answers, START_WITHIN, says=self.log.read_text)

    def is_waited_for(self) -> bool:
        """True if somebody waits for a lock that somebody else holds."""
        with self.connect(self.database) as connection:
            found = connection.execute("SELECT FROM pg_locks WHERE NOT granted").fetchone()
        return found is not None

    def stop(self) -> None:
        """Ends it for ever, with its folder."""
        if hasattr(self, "program"):
            self.program.close()


READ = 1 << 16


class Relay:
    """Hands everything on, both ways, between a port of this machine and a socket of a server."""

    def __init__(self, to: str) -> None:
        self._to = to
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port: int = self._listening.getsockname()[1]
        self._ends: set[socket.socket] = set()
        self._cut = False
        self._moves = Event()
        self._moves.set()
        Thread(target=self._listen, daemon=True).start()

    def cut(self) -> None:
        """Ends all connections, and lets nobody in until it is mended."""
        self._cut = True
        self._drop()

    def fall_silent(self) -> None:
        """Lets everybody in, and hands nothing on until it is mended."""
        self._moves.clear()

    def mend(self) -> None:
        """Hands everything on again."""
        self._cut = False
        self._moves.set()

    def close(self) -> None:
        """Ends it for ever."""
        self._cut = True
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._drop()
        self._moves.set()

    def _drop(self) -> None:
        for end in list(self._ends):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                here = self._listening.accept()[0]
                Thread(target=self._let_in, args=(here,), daemon=True).start()

    def _let_in(self, here: socket.socket) -> None:
        there = socket.socket(socket.AF_UNIX)
        with here, there, suppress(OSError):
            if self._cut:
                return
            there.connect(self._to)
            self._ends |= {here, there}
            back = Thread(target=self._hand_on, args=(there, here), daemon=True)
            back.start()
            self._hand_on(here, there)
            back.join()
        self._ends -= {here, there}

    def _hand_on(self, from_: socket.socket, to: socket.socket) -> None:
        with suppress(OSError):
            while data := from_.recv(READ):
                self._moves.wait()
                to.sendall(data)
        # Whichever side has ended ends the other.
        for end in (from_, to):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


SERVERS = re.compile(r"(?:    server .*\n)+")
"""The lines of the shipped file that name the processes."""
HOST = "127.0.0.1"


class Front:
    """A proxy of the test's own before ports of this machine. Its folder goes with it, and all that
    others have in there."""

    def __init__(self, folder: Path, ports: Sequence[int]) -> None:
        self._held = [hold_port() for _ in range(2)]
        self.https, http = (one.getsockname()[1] for one in self._held)
        self.origin = f"https://{HOST}:{self.https}"
        self.certificate, key = make_certificate(folder)
        (folder / "both.pem").write_bytes(self.certificate.read_bytes() + key.read_bytes())
        (folder / "haproxy.cfg").write_text(_lines(self.https, http, ports))
        program = found("haproxy")
        libraries = os.pathsep.join(map(str, Path(sys.prefix, "haproxy").glob("usr/lib/*-*")))
        command = [program, "-db", "-f", "haproxy.cfg"]
        self._program = GuardedProgram(command, folder, {"LD_LIBRARY_PATH": libraries})
        self._program.start()
        until(lambda: not self._program.runs or self._listens())
        assert self._program.runs, self._program.log.read_text()

    def _listens(self) -> bool:
        with suppress(OSError), socket.create_connection((HOST, self.https), WITHIN):
            return True
        return False

    def close(self) -> None:
        """Ends it, with its folder."""
        self._program.end(signal.SIGTERM)
        self._program.close()
        for held in self._held:
            held.close()


def _lines(https: int, http: int, ports: Sequence[int]) -> str:
    """The shipped file; only addresses and paths are others."""
    lines = (DEPLOY / "haproxy.cfg").read_text()
    servers = "".join(f"    server app{n} {HOST}:{port}\n" for n, port in enumerate(ports, 1))
    assert len(SERVERS.findall(lines)) == 2, "the processes are listed twice"
    for theirs, ours in (
        (f"/etc/haproxy/{SITE}.pem", "both.pem"),
        (AS_OTHER, ""),
        ("bind :80\n", f"bind {HOST}:{http}\n"),
        ("bind :443 ", f"bind {HOST}:{https} "),
        (SITE, f"{HOST}:{https}"),
    ):
        assert theirs in lines, f"{theirs} is not in deploy/haproxy.cfg"
        lines = lines.replace(theirs, ours)
    return SERVERS.sub(servers, lines)


SECRET = "a-facilitators-secret-of-the-tests"
THREE = 3


class Several:
    """The processes, what they share, and the one address of all of them."""

    def __init__(self, folder: Path, count: int = THREE, *, relayed: bool = True) -> None:
        """So many processes; where they are `relayed`, their lines to PostgreSQL can be cut, and go
        through this process, which must not have too much else to do."""
        self.folder = folder
        self._relayed = relayed
        self._open = ExitStack()
        try:
            self._begin(count)
        except BaseException:
            self.close()
            raise

    def _begin(self, count: int) -> None:
        self.postgres = LastingPostgres()
        self._open.callback(self.postgres.stop)
        add_days(self.folder / "days", [day_in_utc(time.time())])
        self.relays, self.processes = [], []
        for n in range(count):
            relay = Relay(str(self.postgres.folder / ".s.PGSQL.5432"))
            self._open.callback(relay.close)
            self.relays.append(relay)
            process = ServerProcess(self.folder / f"process-{n}.log")
            self._open.callback(process.close)
            self.processes.append(process)
        self.front = Front(self.folder, [one.port for one in self.processes])
        self._open.callback(self.front.close)
        for process, relay in zip(self.processes, self.relays, strict=True):
            process.environment = self._environment(relay if self._relayed else None)
        self.start()

    def start(self) -> None:
        """Starts the processes that do not run, and returns once all serve."""
        for process in (started := [one for one in self.processes if not one.runs]):
            process.begin()
        for process in started:
            process.serves()

    def mend(self) -> None:
        """Has all of it run and hear each other again, whatever a test has done to it."""
        for process, relay in zip(self.processes, self.relays, strict=True):
            process.module = PLAIN
            relay.mend()
            if process.ending:
                process.ends()
            elif process.runs:
                process.thaw()
        if not self.postgres.program.runs:
            self.postgres.serve_again()
        self.start()

    def _environment(self, relay: Relay | None = None) -> dict[str, str]:
        return {
            "WORKSHOP_DATABASE_URL": self._url(self.postgres.database, relay),
            "WORKSHOP_KEK_FILE": str(self.folder / "days"),
            "WORKSHOP_DATA": str(self.folder / "data"),
            "WORKSHOP_PUBLIC_URL": self.front.origin,
            "WORKSHOP_FACILITATOR_SECRET": SECRET,
        }

    def _url(self, database: str, relay: Relay | None) -> str:
        if relay:
            return f"postgresql://{APP}@127.0.0.1:{relay.port}/{database}"
        return f"postgresql://{APP}@/{database}?host={self.postgres.folder}"

    @property
    def url(self) -> str:
        """The address of all of them together."""
        return self.front.origin

    @property
    def link(self) -> str:
        """Signs the facilitator in, as often as it is used."""
        return f"{self.url}/enter#{SECRET}"

    @property
    def busiest(self) -> ServerProcess:
        """The process that holds most connections: by the proxy's hash, the one of the workshop."""
        return max((one for one in self.processes if one.runs), key=lambda one: one.sockets)

    @contextmanager
    def store(self) -> Iterator[Store]:
        """Opens what they share beside them, and past the relays."""
        opened = Store(read_settings(self._environment()))
        try:
            yield opened
        finally:
            opened.close()

    def read(self, id_: str) -> Room:
        """Returns all of a workshop, as PostgreSQL holds it, once no process has its lock for long.
        Raises Stuck where it has none."""
        found: list[Room] = []

        def reads() -> bool:
            with suppress(OperationalError):
                found.append(self._read(id_))
            return bool(found)

        until(reads, again=0.1)
        return found[0]

    def _read(self, id_: str) -> Room:
        with self.store() as store:
            stored = store.thread.run(store.workshops.open, id_)
            if stored is None:
                raise Stuck("The workshop is not there any more.")
            return store.thread.run(read_room, stored)

    def relay_of(self, process: ServerProcess) -> Relay:
        """The line between a process and PostgreSQL."""
        return self.relays[self.processes.index(process)]

    def close(self) -> None:
        """Ends all of it."""
        self._open.close()
        shutil.rmtree(self.folder, ignore_errors=True)


@contextmanager
def several(
    monkeypatch: pytest.MonkeyPatch, count: int = THREE, *, relayed: bool = True
) -> Iterator[Several]:
    """Several processes that end with the test; clients of this process trust their proxy."""
    made = Several(own_folder_of("several"), count, relayed=relayed)
    try:
        monkeypatch.setenv("SSL_CERT_FILE", str(made.front.certificate))
        yield made
    finally:
        made.close()
