"""Wi-Fi that drops, resets, stalls, lags and crawls: nothing is lost, nothing comes twice."""

import random
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.support.agreement import everything_agrees
from tests.support.lasting import House
from tests.support.phones import Crowd, crowd_of
from tests.support.rough_line import Knobs, RoughLine, rough_line
from tests.support.steady import Desk
from tests.support.waiting import until

LOSES = "netem", "loss", "10%", "25%", "delay", "20ms", "20ms"

FILTER = "filter add dev lo parent 1:0 protocol ip prio 1 u32"


@contextmanager
def lossy(port: int) -> Iterator[None]:
    """One packet in ten is lost; skips the test where that is not allowed."""
    if shutil.which("tc") is None:
        pytest.skip("There is no tc (iproute2) on the PATH, with which packets are lost.")
    # A band of its own: whatever else this machine says to itself goes by undisturbed.
    if _tc("qdisc", "add", "dev", "lo", "root", "handle", "1:", "prio", "bands", "4") != 0:
        pytest.skip("The kernel does not let this user shape the loopback interface.")
    try:
        if _tc("qdisc", "add", "dev", "lo", "parent", "1:4", "handle", "40:", *LOSES) != 0:
            pytest.skip("The kernel has no netem.")
        for side in ("dport", "sport"):
            match = f"match ip {side} {port} 0xffff flowid 1:4"
            assert _tc(*f"{FILTER} {match}".split()) == 0
        yield
    finally:
        _tc("qdisc", "del", "dev", "lo", "root")


def _tc(*arguments: str) -> int:
    return subprocess.call(["tc", *arguments], stderr=subprocess.DEVNULL)


DEAD = Knobs(dead=True)
STALLS = Knobs(stalls=(0.2, 3.0))
LATE = Knobs(delay=0.4)
SLOW = Knobs(bits_per_second=50_000)
LESSONS = 2
"""Too few to tie for the last place."""


@pytest.fixture
def line(home: House) -> Iterator[RoughLine]:
    with rough_line(home.server.port) as made:
        yield made


def test_every_kind_of_bad_wifi(home: House, line: RoughLine, leader: Desk) -> None:
    weather = [(DEAD, 5.0), (STALLS, 4.0), (LATE, 3.0), (SLOW, 3.0)]
    write_through(weather, 3, home, line, leader)


@pytest.mark.long
def test_every_kind_of_bad_wifi_for_long(home: House, line: RoughLine, leader: Desk) -> None:
    weather = [(DEAD, 5.0), (STALLS, 30.0), (DEAD, 60.0), (LATE, 30.0), (SLOW, 30.0)]
    write_through(weather, 20, home, line, leader)


@pytest.mark.long
def test_a_vote_through_resets(home: House, line: RoughLine, leader: Desk) -> None:
    with crowd_of(3, home, line.port) as crowd:
        start("vote", leader, crowd)
        for _ in range(9):
            reset_once(line, crowd)
        # Whom a reset met on the way back, it has not thrown out once more.
        until(lambda: reset_once(line, crowd) > 5)
        crowd.rests()
        leader.goes_to("commit")
        everything_agrees(home, leader, crowd)


def reset_once(line: RoughLine, crowd: Crowd) -> int:
    """At any moment; when votes are stored again, gives how often every phone has connected."""
    before = crowd.acked
    time.sleep(random.uniform(0.05, 0.3))
    line.reset()
    until(lambda: crowd.acked > before + 3)
    return min(phone.connections for phone in crowd.phones)


@pytest.mark.long
def test_packets_are_lost(home: House, leader: Desk) -> None:
    with lossy(home.server.port), crowd_of(20, home) as crowd:
        start("write", leader, crowd)
        time.sleep(60.0)
        crowd.rests()
        everything_agrees(home, leader, crowd)


def write_through(
    weather: list[tuple[Knobs, float]], phones: int, home: House, line: RoughLine, leader: Desk
) -> None:
    """Everybody writes, whatever the weather."""
    with crowd_of(phones, home, line.port) as crowd:
        start("write", leader, crowd)
        for knobs, seconds in weather:
            live_through(knobs, seconds, line, crowd)
        line.reset()
        crowd.rests()
        leader.goes_to("commit")
        everything_agrees(home, leader, crowd)
        assert max(phone.connections for phone in crowd.phones) > 1


def start(kind: str, leader: Desk, crowd: Crowd) -> None:
    if kind == "vote":
        leader.lists_lessons(LESSONS)
    leader.goes_to(kind)
    crowd.shows(lambda phone: phone.now["kind"] == kind)
    crowd.acts()
    until(lambda: crowd.acked > 2 * len(crowd.phones))


def live_through(knobs: Knobs, seconds: float, line: RoughLine, crowd: Crowd) -> None:
    before = crowd.acked
    line.knobs = knobs
    time.sleep(seconds)
    line.knobs = Knobs()
    began = time.monotonic()
    crowd.shows(lambda phone: phone.answered > began)
    took = time.monotonic() - began
    print(f"{knobs}: {crowd.acked - before} acked, all again {took:.2f} s after it ended")
