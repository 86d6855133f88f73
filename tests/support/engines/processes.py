"""Programs that a test starts, each with all that it starts in turn, and ends whatever happens."""

import os
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from tests.support.waiting import START_WITHIN, WITHIN, until


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
    psutil.wait_procs([process, *started], timeout=WITHIN)


def comes(process: psutil.Popen, printed: Path, read):  # type: ignore[no-untyped-def]
    """Returns what can be read of a program that has just started, once there is something."""

    def read_while_it_runs():  # type: ignore[no-untyped-def]
        found = read()
        assert found or process.poll() is None, printed.read_text()
        return found

    return until(read_while_it_runs, START_WITHIN, says=printed.read_text)


def home(folder: Path) -> dict[str, str]:
    """The environment of a program whose home is a folder of the test's."""
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700, parents=True)
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("LC_", "XDG_"))
    }
    return {**kept, "HOME": str(folder), "XDG_RUNTIME_DIR": str(runtime), "LANG": "C.UTF-8"}
