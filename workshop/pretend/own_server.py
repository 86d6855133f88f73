"""A server of the rehearsal's own, `python -m workshop serve` in another process, and its folder.

The folder holds keys, and must not outlive the rehearsal: one that is stopped from outside, by a
signal, comes to an orderly end.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Protocol, Self

import gevent
import psutil

LAST_START_LINE = "Stop with"
"""Begins the last line that a server prints once it serves."""
SERVER_END_S = 60.0
HURRIED = {"WORKSHOP_PUBLIC_URL": "", "WORKSHOP_WITHDRAW_SECONDS": "0"}
"""The settings of a server on which nobody is real: no time to write or withdraw has to pass."""


class DidNotStart(RuntimeError):
    """The server ended before it served; the message is what it said."""


class Program(Protocol):
    """A program that was started: what is used here of a Popen with text pipes."""

    pid: int
    stdout: IO[str] | None
    stderr: IO[str] | None
    returncode: int | None

    def poll(self) -> int | None:
        """Returns what it ended with, or None while it runs."""

    def wait(self, timeout: float | None = None) -> int:
        """Returns what it ended with, once it has. Raises subprocess.TimeoutExpired."""

    def send_signal(self, sig: int) -> None:
        """Sends it a signal, unless it has ended."""

    def kill(self) -> None:
        """Ends it as a loss of power would."""


def launch(
    module: str, arguments: Sequence[str], environment: Mapping[str, str], stderr: int | IO[str]
) -> Program:
    """Starts `python -m MODULE ARGUMENTS`; its output is a pipe."""
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        stdout=subprocess.PIPE,
        stderr=stderr,
        text=True,
        env={**os.environ, **environment},
    )


Launch = Callable[[str, Sequence[str], Mapping[str, str], int | IO[str]], Program]
"""A way to start a program, such as `launch`."""


@dataclass
class OwnServer:
    """A server on 127.0.0.1; killed and started again as often as is asked."""

    data: Path
    options: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)
    module: str = "workshop"
    """The module that is run: the program, or what starts it with other limits."""
    port: int = 0
    """0 takes a free one at the first start; it is the same at every later one."""
    desk_link: str = ""
    """Signs the facilitator in, once; another one after each start."""
    process: Program | None = None
    launch: Launch = launch

    @property
    def url(self) -> str:
        """The address of the server, with its slash."""
        return f"http://127.0.0.1:{self.port}/"

    def start(self) -> Self:
        """Starts it, and waits until it says where it is. Raises DidNotStart."""
        serve = ["serve", "--no-browser", "--host", "127.0.0.1", "--port", str(self.port)]
        serve += ["--data", str(self.data), *self.options]
        with self.log_file.open("a") as log:
            self.process = self.launch(self.module, serve, self.environment, log)
        try:
            self._note(self._printed())
        except BaseException:
            self.kill()  # whoever is stopped now does not hold it yet, and could not end it
            raise
        return self

    @property
    def log_file(self) -> Path:
        """The file where the server logs, beside its data."""
        return self.data.with_name(f"{self.data.name}-server.log")

    @property
    def log(self) -> str:
        """Returns what the server has logged so far."""
        return self.log_file.read_text()

    @property
    def pid(self) -> int:
        """The process that runs now."""
        assert self.process is not None, "the server does not run"
        return self.process.pid

    def rss_bytes(self) -> int:
        """The memory that the running process holds."""
        return int(psutil.Process(self.pid).memory_info().rss)

    def kill(self) -> None:
        """Ends it as a loss of power would."""
        self._end(kill=True)

    def stop(self) -> None:
        """Ends it as a person would; harmless when it does not run."""
        self._end(kill=False)

    def _printed(self) -> str:
        assert self.process is not None and self.process.stdout is not None
        printed = ""
        while LAST_START_LINE not in printed:
            line = self.process.stdout.readline()
            if not line:
                raise DidNotStart(printed + self.log)
            printed += line
        return printed

    def _note(self, printed: str) -> None:
        self.desk_link = _found(r"http\S+/enter#\S+", printed).replace("localhost", "127.0.0.1")
        self.port = int(_found(r"127\.0\.0\.1:(\d+)/", printed, 1))

    def _end(self, kill: bool) -> None:
        if self.process is None:
            return
        if kill:
            self.process.kill()
        else:
            self.process.send_signal(signal.SIGTERM)
        self.process.wait(SERVER_END_S)
        if self.process.stdout is not None:
            self.process.stdout.close()
        self.process = None


def _found(pattern: str, text: str, group: int = 0) -> str:
    match = re.search(pattern, text)
    if match is None:
        raise DidNotStart(text)
    return match.group(group)


OUR_FOLDER = re.compile(r"rehearsal-(\d+)-\w+")
"""With the number of the process that it belongs to."""
LEFT_TO_END = 5.0


@contextmanager
def own_folder() -> Iterator[Path]:
    """A new folder, removed in the end, as are those whose rehearsal was killed."""
    remove_left_folders()
    with tempfile.TemporaryDirectory(prefix=f"rehearsal-{os.getpid()}-") as folder:
        yield Path(folder).resolve()


def remove_left_folders() -> None:
    """Ends the servers of rehearsals that are gone, and removes their folders."""
    for folder in Path(tempfile.gettempdir()).resolve().glob("rehearsal-*"):
        named = OUR_FOLDER.fullmatch(folder.name)
        if named and not psutil.pid_exists(int(named[1])) and _is_mine(folder):
            _end_server(folder)
            shutil.rmtree(folder, ignore_errors=True)


def _is_mine(folder: Path) -> bool:
    # Anybody may put a name into the temporary folder. (Links are not followed by what removes.)
    with suppress(OSError):
        owner = folder.lstat().st_uid
        return owner == getattr(os, "geteuid", lambda: owner)()
    return False


def _end_server(folder: Path) -> None:
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if f"{folder / 'data'}" in process.cmdline():
                process.terminate()
                process.wait(LEFT_TO_END)


SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")
"""The signals that end a run, of those that the system knows. An interrupt is what Ctrl+C sends."""
SHELLS_OFFSET = 128
"""A shell tells of a signal by an exit status so much above its number."""


class Stopped(BaseException):
    """Somebody has stopped it. No `except Exception` on the way may keep it from the end."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.status = SHELLS_OFFSET + number
        """The exit status."""
        self.left = ""
        """A sentence that says what stays behind; "" if nothing does."""


def stop_in_order() -> None:
    """From now on the first signal raises Stopped here, in the greenlet that calls this.

    It comes at the next moment at which that greenlet waits for something. More signals change
    nothing: the server and its folder are cleared away in any case.
    """
    here, came = gevent.getcurrent(), list[int]()

    def stop(number: int) -> None:
        if not came:
            came.append(number)
            gevent.kill(here, Stopped(number))

    for name in SIGNALS:
        number: Any = getattr(signal, name, None)
        if number is not None:
            gevent.signal_handler(number, stop, int(number))
