"""Real processes that are one server: each listens on a port of its own, behind no proxy."""

import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from socket import create_server

from tests.support.forking import launch
from tests.support.key_database import write_days
from tests.support.server import Client, Reply
from tests.support.stores import Rows
from tests.support.waiting import START_WITHIN, WITHIN
from workshop.storage.postgres.day_keys import day_in_utc

ORIGIN = "https://workshop.example"
SECRET = "drawn by lot, and long enough"


class RealProcess(Client):
    """`python -m workshop serve`, as one of several that are asked by one public address."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        with create_server(("127.0.0.1", 0)) as free:
            super().__init__(free.getsockname()[1])
        self.origin, self.environ = ORIGIN, environ
        asked = ["serve", "--no-browser", "--host", "127.0.0.1", "--port", str(self.port)]
        self._process = launch("workshop", asked, environ, subprocess.PIPE)
        self.printed: list[str] = []
        self._wait_until_it_serves()

    def _wait_until_it_serves(self) -> None:
        timer = threading.Timer(START_WITHIN, self._process.kill)
        timer.start()
        assert self._process.stdout and self._process.stderr
        for line in self._process.stdout:
            self.printed.append(line)
            if line.startswith("Everything is kept"):
                timer.cancel()
                return
        raise AssertionError("".join([*self.printed, *self._process.stderr]))

    def ask(self, method: str, path: str, body: bytes | str | None = None, **headers: str) -> Reply:
        """One request, as a proxy passes it on."""
        passed = {"Host": ORIGIN.removeprefix("https://"), "X_Forwarded_Proto": "https"}
        return super().ask(method, path, body, **passed, **headers)

    def kill(self) -> None:
        """Ends it as a loss of power does."""
        self._process.kill()
        self._process.wait(WITHIN)

    def stop(self) -> str:
        """Ends it; gives what it wrote to its log."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
        self._process.wait(WITHIN)
        assert self._process.stdout and self._process.stderr
        with self._process.stdout, self._process.stderr:
            return self._process.stderr.read()


@contextmanager
def real_processes(folder: Path, rows: Rows, number: int) -> Iterator[list[RealProcess]]:
    """Several processes on one database; none of them may write a fault to its log."""
    url = rows.cluster.url(rows.database).replace("+psycopg", "")
    # One key for all tests: they share the database of keys.
    write_days(folder / "days", [day_in_utc(time.time())])
    environ = {
        "WORKSHOP_DATABASE_URL": url,
        "WORKSHOP_KEK_FILE": str(folder / "days"),
        "WORKSHOP_DATA": str(folder / "data"), "WORKSHOP_FACILITATOR_SECRET": SECRET,
        "WORKSHOP_PUBLIC_URL": ORIGIN,
    }  # fmt: skip
    made: list[RealProcess] = []
    try:
        for _ in range(number):
            made.append(RealProcess(environ))
        yield made
    finally:
        said = [one.stop() for one in made]
        rows.empty()
    assert "Traceback" not in "".join(said), "".join(said)
