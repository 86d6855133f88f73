"""Descriptors, of which a process has a fixed number: each phone costs one."""

from tests.live.conftest import Place
from tests.support.process import descriptors
from tests.support.sockets import phone
from tests.support.waiting import until

MANY = 12


def test_a_phone_costs_one_descriptor_and_none_once_it_has_gone(place: Place) -> None:
    workshop, pid = place.workshop(), place.server.pid
    phone(place.server, workshop).close()  # what a process opens once is open from here on
    before = settled(pid)
    here = [phone(place.server, workshop) for _ in range(MANY)]
    until(lambda: descriptors(pid) <= before + MANY, says=lambda: (descriptors(pid), before))
    for each in here:
        each.close()
    until(lambda: descriptors(pid) <= before, says=lambda: (descriptors(pid), before))


def settled(pid: int) -> int:
    """The number of descriptors once it no longer falls."""
    counts = [descriptors(pid)]
    until(lambda: counts.append(descriptors(pid)) or len(set(counts[-25:])) == 1 < len(counts) - 24)
    return counts[-1]
