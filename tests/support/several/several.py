"""Several processes that are one server: on one PostgreSQL, behind one HAProxy."""

import shutil
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import mkdtemp

import pytest

from tests.support.postgres import APP
from tests.support.several.front import Front
from tests.support.several.lasting_postgres import LastingPostgres
from tests.support.several.relay import Relay
from tests.support.several.server_process import ServerProcess
from tests.support.waiting import until
from workshop.settings import Settings, read_settings
from workshop.storage.store import Store

SECRET = "a facilitator's secret, typed once"
HEALTH = "/"
"""The path by which the proxy asks whether a process is well."""
THREE = 3


class Several:
    """The processes, what they share, and the one address of all of them."""

    def __init__(self, folder: Path, count: int = THREE) -> None:
        self.folder = folder
        self._open = ExitStack()
        try:
            self._begin(count)
        except BaseException:
            self.close()
            raise

    def _begin(self, count: int) -> None:
        self.postgres = LastingPostgres()
        self._open.callback(self.postgres.stop)
        (self.folder / "kek").write_text("0" * 64)
        self.relays, self.processes = [], []
        for n in range(count):
            relay = Relay(str(self.postgres.folder / ".s.PGSQL.5432"))
            self._open.callback(relay.close)
            self.relays.append(relay)
            process = ServerProcess(self.folder / f"process-{n}.log")
            self._open.callback(process.close)
            self.processes.append(process)
        self.front = Front([one.port for one in self.processes], HEALTH)
        self._open.callback(self.front.close)
        for process, relay in zip(self.processes, self.relays, strict=True):
            process.environment = self._environment(f"127.0.0.1:{relay.port}", "")
        self.start()

    def start(self) -> None:
        """Starts the processes that do not run, and returns once all serve."""
        for process in (started := [one for one in self.processes if not one.runs]):
            process.begin()
        for process in started:
            process.serves()

    def _environment(self, host: str, more: str) -> dict[str, str]:
        url = f"postgresql://{APP}@{host}/{self.postgres.database}{more}"
        return {
            "WORKSHOP_DATABASE_URL": url,
            "WORKSHOP_KEYS_URL": url,
            "WORKSHOP_VALKEY_URL": "unix:///nowhere",
            "WORKSHOP_KEK_FILE": str(self.folder / "kek"),
            "WORKSHOP_DATA": str(self.folder / "data"),
            "WORKSHOP_PUBLIC_URL": self.front.origin,
            "WORKSHOP_FACILITATOR_SECRET": SECRET,
        }

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
        """What they share, opened beside them and past the relays."""
        around = self._environment("", f"?host={self.postgres.folder}")
        opened = Store(read_settings(around))
        try:
            yield opened
        finally:
            opened.close()

    def close(self) -> None:
        """Ends all of it."""
        self._open.close()


@contextmanager
def several(monkeypatch: pytest.MonkeyPatch, count: int = THREE) -> Iterator[Several]:
    """Several processes that end with the test; clients of this process trust their proxy."""
    folder = Path(mkdtemp(prefix="several-"))
    made = Several(folder, count)
    try:
        monkeypatch.setenv("SSL_CERT_FILE", str(made.front.certificate))
        yield made
    finally:
        made.close()
        shutil.rmtree(folder, ignore_errors=True)
