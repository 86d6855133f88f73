"""A group of pretend people who come to one workshop."""

import random
import threading
from secrets import token_hex
from typing import Self

from workshop.pretend.behaviour.lost_connections import (
    ConnectionCutter,
    FaultPlan,
    FaultyConnection,
)
from workshop.pretend.behaviour.person import PretendPerson
from workshop.pretend.behaviour.pretend_device import PretendDevice
from workshop.pretend.behaviour.sayings import deal, sayings

ARRIVAL = 8.0
"""Seconds within which all of them have come."""
TO_LEAVE = 5.0
LOST_EACH, LONGEST_NAP = 150.0, 6.0
"""Seconds until somebody is cut off again, and for how long at most, at the usual pace."""


class PretendCrowd:
    """Pretend people, each on a thread of its own: a greenlet, where gevent has patched."""

    def __init__(self, people: list[PretendPerson], cutter: ConnectionCutter | None = None) -> None:
        self.people = people
        self._cutter = cutter
        self._threads = [threading.Thread(target=one.live, daemon=True) for one in people]

    @classmethod
    def start(
        cls,
        url: str,
        workshop: str,
        count: int,
        seed: int,
        pace: float = 1.0,
        language: str = "en",
        lose_connections: bool = False,
    ) -> Self:
        """Lets so many people come to the workshop at this address.

        The same seed gives the same people. At a pace of 10 they think ten times as fast. Where
        they lose their connections they come back after a moment, and nothing of theirs is lost.
        """
        chance, fault_plan = random.Random(seed), FaultPlan(seed, LONGEST_NAP / pace)
        fault_plan.fine = not lose_connections
        people, connections = [], []
        for i, part in enumerate(deal(sayings(language), count, seed)):
            connection = FaultyConnection(url, workshop, token_hex(16), fault_plan=fault_plan)
            connections.append(connection)
            device = PretendDevice(part, f"{seed}/{i}", asks=i == 0)
            people.append(
                PretendPerson(connection, device, pace, chance.uniform(0, ARRIVAL) / pace)
            )
        crowd = cls(
            people,
            ConnectionCutter(connections if lose_connections else [], fault_plan, LOST_EACH / pace),
        )
        crowd.begin()
        return crowd

    def begin(self) -> None:
        """Lets them come."""
        for thread in self._threads:
            thread.start()
        if self._cutter:
            self._cutter.begin()

    def at_pace(self, pace: float) -> None:
        """From here on they think so many times as fast as usual."""
        for person in self.people:
            person.pace = pace

    @property
    def here(self) -> int:
        """How many of them have not gone yet."""
        return sum(thread.is_alive() for thread in self._threads)

    def stop(self) -> None:
        """Sends them all away, and waits until they have gone."""
        if self._cutter:
            self._cutter.end()
        for person in self.people:
            person.leave()
        for thread in self._threads:
            if thread.is_alive():  # one that was stopped early has not begun them all
                thread.join(TO_LEAVE)
