"""A phone asleep, a phone that falls silent, the laptop asleep: right again after waking."""

import multiprocessing
import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

import psutil
import pytest

from tests.support.agreement import everything_agrees
from tests.support.lasting import House, ServerElsewhere
from tests.support.phones import Phone, crowd_of
from tests.support.process import connected
from tests.support.steady import Desk
from tests.support.stored import stored, without_surroundings
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


def test_who_sleeps_or_falls_silent_is_gone_and_comes_back_right(home: House, leader: Desk) -> None:
    silent = [Phone(home) for _ in range(3)]
    with sleeper(home) as phone:
        leader.goes_to("write")
        for one in silent:
            one.join()
        phone.until(lambda report: report.cards)
        leader.until(lambda: here(leader, silent, phone) == 4)
        phones = until(lambda: four(connected(home.server.port) - {leader.port}))
        phone.sleep()
        began = time.monotonic()
        leader.until(lambda: leader.tick.get("here") == 0)
        print(f"4 silent phones gone {time.monotonic() - began:.1f} s after")
        leader.until(lambda: not phones & connected(home.server.port))
        leader.presses("cover", on=True)
        phone.wake()
        began = time.monotonic()
        phone.until(lambda report: report.entries["now"]["turn"] == leader.now["turn"])
        print(f"right {time.monotonic() - began:.2f} s after waking")
        phone.sleep()
        home.server.kill()
        with stored(home.server.data, home.workshop) as kept:
            # One command may be under way: the phone can't know of it yet.
            missing = Counter(phone.last.cards.values()) - kept.cards()
            assert missing.total() <= 1 and {*kept.cards().values()} <= {1}
            assert without_surroundings(phone.last.entries) == kept.view("participant")
        assert phone.last.connections > 1


def here(leader: Desk, silent: list[Phone], other: Sleeper) -> object:
    """Returns how many the desk counts, by its last tick; phones answer their pings meanwhile."""
    for one in silent:
        one.follow(0.001)
    other.catch_up()
    return leader.tick.get("here")


def four(ports: set[int]) -> set[int]:
    """Returns the ports if there are four: what was asked for beside them is held a moment
    longer."""
    return ports if len(ports) == 4 else set()


@pytest.mark.parametrize(
    "seconds", [pytest.param(seconds, marks=pytest.mark.long) for seconds in (8.0, 60.0)]
)
def test_the_laptop_sleeps_and_the_clock_is_right(
    home: House, leader: Desk, seconds: float
) -> None:
    with crowd_of(20, home) as crowd:
        leader.goes_to("write")
        crowd.shows(lambda phone: phone.now["kind"] == "write")
        crowd.acts()
        home.server.sleep()
        time.sleep(seconds)
        home.server.wake()
        began = time.monotonic()
        crowd.shows(lambda phone: phone.answered > began)
        print(f"all answered again {time.monotonic() - began:.2f} s after waking")
        clock_is_right(leader)
        crowd.rests()
        everything_agrees(home, leader, crowd)


def clock_is_right(leader: Desk) -> None:
    """Each moment that the server tells lies between one before it and one after it."""
    before = time.time()
    leader.until(lambda: leader.ask("hello", {"epoch": "", "rev": 0}))
    leader.tick = {}
    leader.until(lambda: leader.tick)
    assert before <= leader.tick["time"] <= time.time()
    ends_at, before = leader.now["ends_at"], time.time()
    leader.presses("pause", on=True)
    assert ends_at - time.time() <= leader.now["left"] <= ends_at - before
