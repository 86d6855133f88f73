"""Many who come back in the same instant, and many who come and go."""

import time

import psutil
import pytest

from tests.support.agreement import everything_agrees
from tests.support.lasting import House
from tests.support.phones import Phone, crowd_of
from tests.support.process import connections
from tests.support.rough_line import rough_line
from tests.support.steady import Desk, desk
from tests.support.waiting import until

PINGED = 1
"""Seconds after which those who are in look for pings: the server waits for five."""


@pytest.fixture
def leader(home: House) -> Desk:
    return desk(home.server, home.workshop, home.cookie)


@pytest.mark.parametrize("phones", [100, pytest.param(300, marks=pytest.mark.long)])
def test_everybody_comes_back_in_the_same_instant(home: House, leader: Desk, phones: int) -> None:
    with rough_line(home.server.port) as line, crowd_of(phones, home, line.port) as crowd:
        leader.goes_to("write")
        crowd.shows(lambda phone: phone.now["kind"] == "write")
        crowd.each(Phone.writes)
        line.knobs.dead = True
        leader.presses("cover", on=True)
        line.reset()
        line.knobs.dead = False
        began = time.monotonic()
        crowd.shows(lambda phone: phone.connections >= 2 and phone.now["covered"])
        print(f"{phones} are right again {time.monotonic() - began:.2f} s after")
        crowd.each(Phone.edits)
        leader.until(lambda: leader.tick.get("here") == phones)
        everything_agrees(home, leader, crowd)
        assert crowd.expected_cards().total() == phones
        assert {phone.acked for phone in crowd.phones} == {2}


@pytest.mark.long
@pytest.mark.parametrize(("rounds", "phones"), [(3, 200), (10, 2000)])
def test_who_comes_and_goes_leaves_nothing_behind(
    home: House, leader: Desk, rounds: int, phones: int
) -> None:
    server = psutil.Process(home.server.own.pid)
    held, memory = connections(home.server.port), []
    for _ in range(rounds):
        guests = [Phone(home) for _ in range(phones)]
        join(guests)
        are_here(guests, leader)
        assert connections(home.server.port) >= phones
        for guest in guests:
            guest.hang_up()
        leader.until(lambda: leader.tick.get("here") == 0)
        until(
            lambda: connections(home.server.port) <= held,
            says=lambda: f"{connections(home.server.port)} of {held}",
        )
        memory.append(server.memory_info().rss / 2**20)
        print(f"memory {memory[-1]:.1f} MB")
    assert memory[-1] < 1.1 * memory[1], "it grows from round to round"


def join(guests: list[Phone]) -> None:
    """Lets all guests come; those who are in answer their pings while the others come."""
    looked = time.monotonic()
    for count, guest in enumerate(guests, 1):
        guest.join()
        if time.monotonic() - looked > PINGED:
            follow(guests[:count])
            looked = time.monotonic()


def are_here(guests: list[Phone], leader: Desk) -> None:
    """Returns when the desk counts them all."""

    def are_counted() -> bool:
        follow(guests)
        return bool(leader.tick.get("here") == len(guests))

    leader.until(are_counted)


def follow(guests: list[Phone]) -> None:
    """Lets each guest answer its pings, or connect again if it was too late for one."""
    for guest in guests:
        guest.follow(0.001)
