"""Starts the program as `python -m workshop` does, but forked from a process that has imported it.

A start spends most of its time on imports, and the tests start hundreds. One process for each
test worker imports the program once (`nursery.py`); a start is a fork of it. On Linux only:
elsewhere, where something must be known before Python starts, and in a patched process, whose pipes
would keep its greenlets waiting, it is a process as any other.
"""

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from pathlib import Path
from select import select
from threading import Timer
from typing import IO

from gevent.monkey import is_module_patched

from tests.support.waiting import WITHIN
from workshop.pretend import own_server
from workshop.pretend.own_server import Program

ROOT = Path(__file__).parents[2]
BEFORE_PYTHON = "PYTHON"
"""Begins the names of what Python reads as it starts, too early for a fork."""


class Forked:
    """A program that was forked; see `nursery.py` for the other end of `keeper`."""

    def __init__(self, keeper: socket.socket, stdout: IO[str], stderr: IO[str] | None) -> None:
        self.stdout: IO[str] | None = stdout
        self.stderr = stderr
        self.returncode: int | None = None
        self._keeper = keeper
        self._told = keeper.makefile()
        self.pid = int(self._told.readline())

    def poll(self) -> int | None:
        """Returns what it ended with, or None while it runs."""
        if self.returncode is None and select([self._keeper], [], [], 0)[0]:
            self._note_end()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Returns what it ended with, once it has. Raises subprocess.TimeoutExpired."""
        if self.returncode is None:
            if not select([self._keeper], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired("workshop", timeout or 0)
            self._note_end()
        assert self.returncode is not None
        return self.returncode

    def send_signal(self, sig: int) -> None:
        """Sends it a signal, unless it has ended."""
        if self.poll() is None:
            with suppress(BrokenPipeError, ConnectionResetError):  # it has ended just now
                self._keeper.sendall(bytes([sig]))

    def kill(self) -> None:
        """Ends it as a loss of power would."""
        self.send_signal(signal.SIGKILL)

    def _note_end(self) -> None:
        # A keeper that was ended itself says nothing more, and has taken the program with it.
        self.returncode = int(self._told.readline() or -signal.SIGKILL)
        self._told.close()
        self._keeper.close()


def launch(
    module: str, arguments: Sequence[str], environment: Mapping[str, str], stderr: int | IO[str]
) -> Program:
    """Starts `python -m MODULE ARGUMENTS`; its output is a pipe."""
    early = any(name.startswith(BEFORE_PYTHON) for name in environment)
    if sys.platform != "linux" or early or is_module_patched("subprocess"):
        return own_server.launch(module, arguments, environment, stderr)
    start = {"module": module, "arguments": arguments, "environment": {**os.environ, **environment}}
    return _fork(json.dumps(start).encode(), stderr)


def run(module: str, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Runs `python -m MODULE ARGUMENTS` to its end, within a minute."""
    program = launch(module, arguments, environment, subprocess.PIPE)
    # By its number: what waits for it reads the keeper's line, which is no thread's but its own.
    late = Timer(WITHIN, os.kill, (program.pid, signal.SIGKILL))
    late.start()
    assert program.stdout is not None and program.stderr is not None
    with ThreadPoolExecutor() as both, program.stdout, program.stderr:
        printed, errors = both.map(lambda pipe: pipe.read(), (program.stdout, program.stderr))
    code = program.wait()
    late.cancel()
    return subprocess.CompletedProcess([module, *arguments], code, printed, errors)


def _fork(start: bytes, stderr: int | IO[str]) -> Forked:
    ours, theirs = socket.socketpair()
    read_out, write_out = os.pipe()
    read_err, write_err = os.pipe() if isinstance(stderr, int) else (None, os.dup(stderr.fileno()))
    handed = [theirs.detach(), write_out, write_err]
    try:
        socket.send_fds(_nursery(), [start], handed)
    finally:
        for each in handed:
            os.close(each)
    errors = None if read_err is None else os.fdopen(read_err)
    return Forked(ours, os.fdopen(read_out), errors)


@cache
def _nursery() -> socket.socket:
    """The line to this worker's nursery, which ends with it; each start is one packet on it."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    command = [sys.executable, "-m", "tests.support.nursery", str(theirs.fileno())]
    process = subprocess.Popen(command, cwd=ROOT, pass_fds=[theirs.fileno()])
    theirs.close()
    atexit.register(lambda: (ours.close(), process.wait(WITHIN)))
    return ours
