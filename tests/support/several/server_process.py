"""One of several processes that are one server: killed, frozen, ended and started as is asked."""

import signal
import threading
from pathlib import Path

from tests.support.forking import launch
from tests.support.process import connections
from tests.support.proxy import hold_port
from tests.support.server import Client
from tests.support.waiting import WITHIN
from workshop.pretend.own_server import LAST_START_LINE, Program

PLAIN = "workshop"
"""The module that is run as long as nothing else is said."""


class ServerProcess(Client):
    """`python -m workshop serve`, on a port of its own that it keeps over all its lives."""

    def __init__(self, log: Path) -> None:
        self._held = hold_port()
        super().__init__(self._held.getsockname()[1])
        self.environment: dict[str, str] = {}
        self.module = PLAIN
        """The module that is run: the program, or what starts it with a fault."""
        self.log_file = log
        self.ending = False
        """True if it was asked to end."""
        self._process: Program | None = None

    def begin(self) -> None:
        """Starts it, and does not wait."""
        serve = ["serve", "--no-browser", "--host", "127.0.0.1", "--port", str(self.port)]
        with self.log_file.open("a") as log:
            self._process = launch(self.module, serve, self.environment, log)

    def serves(self) -> None:
        """Returns once it serves."""
        assert self._process is not None and self._process.stdout is not None
        late = threading.Timer(WITHIN, self._process.kill)
        late.start()
        printed = ""
        for line in self._process.stdout:
            printed += line
            if LAST_START_LINE in line:
                break
        late.cancel()
        assert LAST_START_LINE in printed, printed + self.log

    def start(self) -> None:
        """Starts it, and returns once it serves."""
        self.begin()
        self.serves()

    @property
    def log(self) -> str:
        """The errors that it has told of so far, in all its lives."""
        return self.log_file.read_text()

    @property
    def runs(self) -> bool:
        """True if there is a process, frozen or not."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """The process that runs now."""
        assert self._process is not None
        return self._process.pid

    @property
    def sockets(self) -> int:
        """Number of connections that it holds."""
        return connections(self.port)

    def kill(self) -> None:
        """Ends it as a loss of power would."""
        self.send(signal.SIGKILL)
        self.ends()

    def terminate(self) -> None:
        """Asks it to end in order, as an upgrade does, and does not wait until it has."""
        self.ending = True
        self.send(signal.SIGTERM)

    def freeze(self) -> None:
        """Stops it in the middle of whatever it does, until it is thawed."""
        self.send(signal.SIGSTOP)

    def thaw(self) -> None:
        """Lets it go on where it was frozen."""
        self.send(signal.SIGCONT)

    def send(self, sig: signal.Signals) -> None:
        """Sends it a signal."""
        assert self._process is not None
        self._process.send_signal(sig)

    def ends(self) -> int:
        """Waits until it has ended, and gives what with."""
        self.ending = False
        assert self._process is not None and self._process.stdout is not None
        code = self._process.wait(WITHIN)
        self._process.stdout.close()
        self._process = None
        return code

    def close(self) -> None:
        """Ends it for ever."""
        if self._process is not None:
            self.kill()
        self._held.close()
