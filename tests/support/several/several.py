"""Several processes that are one server: on one PostgreSQL, behind one HAProxy."""

import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from tests.support.postgres import APP
from tests.support.several.front import Front
from tests.support.several.guarded_program import own_folder_of
from tests.support.several.lasting_postgres import LastingPostgres
from tests.support.several.relay import Relay
from tests.support.several.server_process import PLAIN, ServerProcess
from tests.support.waiting import until
from workshop.pretend.facilitator import Stuck
from workshop.settings import read_settings
from workshop.storage.postgres.day_keys import add_days, day_in_utc
from workshop.storage.store import Store
from workshop.views import Room, read_room

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
