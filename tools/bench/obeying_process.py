"""A process beside this one that is told what to do: a line of JSON in, a line of JSON out."""

import json
import subprocess
import sys
import threading
from contextlib import suppress
from typing import Any, Self

BENCH_OPEN_FILES = 4096
"""Open files that 2,000 connections and some room need."""
PROCESS_END_S = 5.0
PROCESS_ANSWER_S = 150.0
"""Seconds after which a process that does not answer is ended: the bench never hangs."""


class Failed(RuntimeError):
    """A measured server or the load's client has failed; the message says how."""


class ObeyingProcess:
    """One such process, from its start until `close`."""

    def __init__(self, command: list[str]) -> None:
        self._command = command
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )

    @classmethod
    def python(cls, module: str, *arguments: str) -> Self:
        """A module of this package as a process."""
        return cls([sys.executable, "-P", "-m", f"tools.bench.{module}", *arguments])

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def tell(self, order: dict[str, Any]) -> None:
        """Gives an order. What has ended meanwhile is heard to have, and why."""
        assert self._process.stdin is not None
        with suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps(order) + "\n")
            self._process.stdin.flush()

    def hear(self) -> dict[str, Any]:
        """The next answer. Raises Failed."""
        assert self._process.stdout is not None
        watch = threading.Timer(PROCESS_ANSWER_S, self._process.kill)
        watch.daemon = True
        watch.start()
        line = self._process.stdout.readline()
        watch.cancel()
        if not line:
            raise Failed(f"{' '.join(self._command[-2:])} has ended without an answer")
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            raise Failed(str(answer["error"]))
        return answer

    def ask(self, order: dict[str, Any]) -> dict[str, Any]:
        """Gives an order and waits for its answer. Raises Failed."""
        self.tell(order)
        return self.hear()

    def close(self) -> None:
        """Closes its input, upon which it ends; one that does not is ended."""
        process = self._process
        assert process.stdin is not None and process.stdout is not None
        with suppress(BrokenPipeError):
            process.stdin.close()
        try:
            process.wait(PROCESS_END_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def allow_files() -> None:
    """Lets this process and those it starts open enough files. Raises Failed where it cannot."""
    if not sys.platform.startswith("linux"):
        raise Failed("The bench needs Linux: its load stands on epoll.")
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < BENCH_OPEN_FILES:
        raise Failed(
            f"This account may open {hard} files at once; 2,000 clients need {BENCH_OPEN_FILES}. "
            f"Raise the hard limit (ulimit -Hn), for example in /etc/security/limits.conf."
        )
    if soft < BENCH_OPEN_FILES:
        resource.setrlimit(resource.RLIMIT_NOFILE, (BENCH_OPEN_FILES, hard))
