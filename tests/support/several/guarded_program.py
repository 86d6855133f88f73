"""A program that a test starts and ends as often as it likes, and that never outlives the tests."""

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp

import psutil

from tests.support.waiting import WITHIN

IN_MEMORY = Path("/dev/shm")
GUARD = """
trap : TERM INT HUP
exec 3<&0
program=
while read word <&3; do
    if [ "$word" = start ]; then
        "$0" "$@" >>"$FOLDER/log" 2>&1 </dev/null 3<&- &
        program=$!
    else
        kill -"$word" $program
        wait $program
    fi
    echo $program
done
kill -CONT $program 2>/dev/null
kill -INT $program 2>/dev/null
wait $program
cd / && rm -rf "$FOLDER"
"""
"""Obeys a line at a time. The program ends, and its folder goes, also when the tests were killed:
then nobody holds the other end of the guard's input. A signal to all of them ends the reading."""


def own_folder_of(name: str) -> Path:
    """Returns a new folder for a program, in memory where there is such a place."""
    return Path(mkdtemp(prefix=f"{name}-", dir=IN_MEMORY if IN_MEMORY.is_dir() else None))


class GuardedProgram:
    """A program in a folder of its own, which goes with it."""

    def __init__(
        self,
        command: Sequence[str | Path],
        folder: Path,
        environment: Mapping[str, str] | None = None,
        user: Mapping[str, int] | None = None,
    ) -> None:
        """Starts the guard, and not yet the program; `user` is whom both run as."""
        self.folder = folder
        self.pid = 0
        """The process that runs now, or ran last."""
        around = {**os.environ, **(environment or {}), "FOLDER": str(folder)}
        self.guard = subprocess.Popen(
            ["/bin/sh", "-c", GUARD, *command], cwd=folder, env=around, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            **(user or {}),
        )  # fmt: skip

    @property
    def log(self) -> Path:
        """The file of all that the program says."""
        return self.folder / "log"

    @property
    def runs(self) -> bool:
        """True if it was started and has not ended."""
        with suppress(psutil.NoSuchProcess):
            return psutil.Process(self.pid).status() != psutil.STATUS_ZOMBIE
        return False

    def start(self) -> None:
        """Starts it; it may need a while until it serves."""
        self.pid = self._say("start")

    def end(self, by: signal.Signals) -> None:
        """Ends it by a signal, and waits until it has ended."""
        self._say(by.name.removeprefix("SIG"))

    def send(self, sig: signal.Signals) -> None:
        """Sends it a signal that does not end it."""
        os.kill(self.pid, sig)

    def close(self) -> None:
        """Ends it for ever, with its folder."""
        assert self.guard.stdin and self.guard.stdout
        self.guard.stdin.close()
        self.guard.wait(WITHIN)
        self.guard.stdout.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _say(self, word: str) -> int:
        assert self.guard.stdin and self.guard.stdout
        self.guard.stdin.write(f"{word}\n")
        self.guard.stdin.flush()
        return int(self.guard.stdout.readline())
