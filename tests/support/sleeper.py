"""A phone in a process of its own, that can be stopped where it stands."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

import psutil

from tests.support.lasting import House, ServerElsewhere
from tests.support.phones import Phone
from tests.support.waiting import WITHIN, until

SPAWN = multiprocessing.get_context("spawn")


@dataclass(frozen=True)
class Report:
    """A phone's report of itself."""

    entries: dict[str, Any]
    cards: dict[str, str]
    connections: int


class Sleeper:
    """A sleeper as its owner sees it: stops it, wakes it, and hears what it shows."""

    def __init__(self, pid: int, reports: Connection) -> None:
        self.pid = pid
        self._reports = reports
        self.last = self._hear()

    def sleep(self) -> None:
        """Stops it; what it has said before is read first, so that nothing old is taken for new,
        and that it does not stop halfway through a report."""
        self.catch_up()
        os.kill(self.pid, signal.SIGSTOP)
        process = psutil.Process(self.pid)
        until(lambda: process.status() == psutil.STATUS_STOPPED, says=process.status)
        self.catch_up()

    def catch_up(self) -> None:
        """Hears what it has said by now: it would wait until somebody does, deaf to all pings."""
        while self._reports.poll():
            self.last = self._hear()

    def wake(self) -> None:
        """Lets it go on."""
        os.kill(self.pid, signal.SIGCONT)

    def until(self, so: Callable[[Report], object], within: float = WITHIN) -> None:
        """Hears it until something is so, or fails."""
        until(lambda: so(self.last), within, says=self._shown, pause=self._hears)

    def _shown(self) -> Any:
        return self.last.entries.get("now")

    def _hears(self, _seconds: float) -> None:
        self.last = self._hear()

    def _hear(self) -> Report:
        assert self._reports.poll(WITHIN), "the phone says nothing"
        report: Report = self._reports.recv()
        return report


@contextmanager
def sleeper(home: House) -> Iterator[Sleeper]:
    """A phone that writes cards whenever it can; ended at the end."""
    ours, theirs = SPAWN.Pipe(duplex=False)
    asked = (home.server.port, home.workshop, theirs)
    process = SPAWN.Process(target=live, args=asked, daemon=True)
    process.start()
    assert process.pid is not None
    try:
        yield Sleeper(process.pid, ours)
    finally:
        os.kill(process.pid, signal.SIGCONT)
        process.kill()
        process.join()
        process.close()
        ours.close()
        theirs.close()


def live(port: int, workshop: str, reports: Connection) -> None:
    """Runs in the process, until it is killed."""
    elsewhere: Any = ServerElsewhere(port)
    phone = Phone(House(elsewhere, "", workshop), seed="sleeper")
    phone.join()
    while True:
        phone.does_something()
        phone.follow(0.1)
        reports.send(Report(phone.entries, phone.cards, phone.connections))
