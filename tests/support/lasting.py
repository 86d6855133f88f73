"""A server that a test ends and starts again, on the same port and the same data."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.forking import launch
from tests.support.server import Server, own_server
from workshop.pretend.own_server import Launch


class LastingServer(Server):
    """A server as a browser can ask it, like any other; `own` is its process."""

    def __init__(self, data: Path, launch: Launch = launch, **environ: str) -> None:
        self.data = data
        self.own = own_server(data, launch, **environ).start()
        self.port = self.own.port
        self.origin = f"http://127.0.0.1:{self.port}"
        self.secret = self.own.desk_link.partition("#")[2]
        self.tls = None

    def kill(self) -> None:
        """Ends it as a loss of power would."""
        self.own.kill()

    def start(self) -> None:
        """Starts it again; returns when it listens."""
        self.own.start()

    def sleep(self) -> None:
        """Stops its process where it stands, as a laptop does whose lid is closed."""
        os.kill(self.own.pid, signal.SIGSTOP)

    def wake(self) -> None:
        """Lets its process go on."""
        os.kill(self.own.pid, signal.SIGCONT)

    def stop(self) -> str:
        """Ends it as Ctrl+C does; gives what it wrote to its log."""
        self.own.stop()
        return self.own.log


class ServerElsewhere(Server):
    """A server that another process has started."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.origin = f"http://127.0.0.1:{port}"
        self.tls = None


@dataclass(frozen=True)
class House:
    """A running server, its facilitator's cookie, and one open workshop."""

    server: LastingServer
    cookie: str
    workshop: str


@contextmanager
def house(folder: Path, environ: dict[str, str] | None = None, **fields: str) -> Iterator[House]:
    """A server with one workshop, on the 60-minute agenda unless told otherwise."""
    server = LastingServer(folder / "data", **(environ or {}))
    try:
        cookie = server.sign_in()
        made = server.new_workshop(cookie, **{"template": "60", **fields})
        yield House(server, cookie, made)
    finally:
        server.own.kill()
