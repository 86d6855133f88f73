"""Programs that a test starts, each with all that it starts in turn, and ends whatever happens."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

WITHIN = 180.0
"""Seconds: a browser starts with many processes at once, on a machine that may have no time."""
TO_END = 10.0


class DidNotStart(RuntimeError):
    """The program ended, or said nothing in time; the message is what it printed."""


@contextmanager
def running(
    command: Sequence[str], printed: Path, environment: Mapping[str, str]
) -> Iterator[psutil.Popen]:
    """A program in a process group of its own; what it prints stands in a file."""
    with printed.open("w") as out:
        process = psutil.Popen(
            command, env=environment, stdout=out, stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
    try:
        yield process
    finally:
        end(process)


def end(process: psutil.Popen) -> None:
    """Ends a program, and what it has started, also where that has left its group."""
    started: list[psutil.Process] = []
    with suppress(psutil.NoSuchProcess):
        started = process.children(recursive=True)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    for one in started:
        with suppress(psutil.NoSuchProcess):
            one.kill()
    psutil.wait_procs([process, *started], timeout=TO_END)


def comes(process: psutil.Popen, printed: Path, read):  # type: ignore[no-untyped-def]
    """What can be read of a program that has just started, once there is something."""
    deadline = time.monotonic() + WITHIN
    while not (found := read()):
        if process.poll() is not None or time.monotonic() > deadline:
            raise DidNotStart(printed.read_text())
        time.sleep(0.05)
    return found


def home(folder: Path) -> dict[str, str]:
    """The environment of a program whose home is a folder of the test's."""
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700, parents=True)
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("LC_", "XDG_"))
    }
    return {**kept, "HOME": str(folder), "XDG_RUNTIME_DIR": str(runtime), "LANG": "C.UTF-8"}
