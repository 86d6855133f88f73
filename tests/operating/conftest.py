"""A process of several, on a PostgreSQL of the test worker's own."""

import os
import signal
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.forking import launch
from tests.support.key_database import key_database
from tests.support.server import Client, Reply
from tests.support.stores import Rows
from tests.support.waiting import WITHIN, until
from workshop.storage.postgres.day_keys import add_days, day_in_utc

HOSTED = "https://workshop.example.org"
SECRET = "a text of more than twenty characters"


def free_port() -> int:
    """A port that nobody has now."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def cluster_settings(rows: Rows, folder: Path) -> dict[str, str]:
    """The environment of a process of several."""
    kek = folder / "days"
    if not kek.exists():
        folder.mkdir(parents=True, exist_ok=True)
        add_days(kek, [day_in_utc(time.time())])
    return {
        "WORKSHOP_DATABASE_URL": plain(rows.cluster.url(rows.database)),
        "WORKSHOP_KEK_FILE": str(kek),
        "WORKSHOP_PUBLIC_URL": HOSTED,
        "WORKSHOP_FACILITATOR_SECRET": SECRET,
        "WORKSHOP_DATA": str(folder / "data"),
    }


def plain(url: str) -> str:
    """An address as an operator writes it."""
    return url.replace("+psycopg", "")


class Process(Client):
    """One of several processes; `printed` is what it has said when it serves, or ended."""

    tls: ssl.SSLContext | None = None
    """None: it is reached on this machine, past its proxy."""

    def __init__(self, environ: dict[str, str], *options: str) -> None:
        super().__init__(free_port())
        serve = ["serve", "--host", "127.0.0.1", "--port", str(self.port), *options]
        self._process = launch("workshop", serve, environ, subprocess.STDOUT)
        self.printed = ""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.printed += line
            if line.startswith("Everything is kept"):
                break

    def at_address(self, path: str) -> Reply:
        """Asks as a proxy's health check does: by an address, without the public host."""
        return self.get(path, Host=f"10.0.0.7:{self.port}")

    def end(self) -> None:
        """Asks it to end, as a supervisor does."""
        self._process.send_signal(signal.SIGTERM)

    def ended(self) -> int:
        """Waits until it has ended, and returns its exit code."""
        code = self._process.wait(WITHIN)
        assert self._process.stdout is not None
        self._process.stdout.close()
        return code

    def kill(self) -> None:
        """Ends it at once."""
        self._process.kill()
        self._process.wait(WITHIN)
        assert self._process.stdout is not None
        self._process.stdout.close()


@pytest.fixture
def environ(rows: Rows, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a process of several, on databases that are as they must be."""
    with key_database(rows.cluster, rows.database, tmp_path) as keys:
        add_days(keys.file, [day_in_utc(time.time())])
        yield cluster_settings(rows, tmp_path)


@pytest.fixture
def process(rows: Rows, environ: dict[str, str]) -> Iterator[Process]:
    """A process that serves."""
    made = Process({**os.environ, **environ})
    yield made
    made.kill()
    rows.empty()


def says(process: Process, status: int, text: str) -> None:
    """Waits until `/readyz` says something."""

    def said() -> bool:
        reply = process.at_address("/readyz")
        return reply.status == status and text in reply.text

    until(said, says=lambda: process.at_address("/readyz").text)
