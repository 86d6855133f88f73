"""The laptop sleeps with its lid closed: all is right again after it wakes."""

import time

import pytest

from tests.support.agreement import everything_agrees
from tests.support.lasting import House
from tests.support.phones import crowd_of
from tests.support.steady import Desk


@pytest.mark.long
@pytest.mark.parametrize("seconds", [8.0, 60.0])
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
