"""A group of pretend people who come to one workshop."""

import random
import threading
from secrets import token_hex
from typing import Self

from workshop.rehearsal.device import Device
from workshop.rehearsal.line import Line
from workshop.rehearsal.person import Person
from workshop.rehearsal.sayings import deal, sayings

ARRIVAL = 8.0
"""Seconds within which all of them have come."""
TO_LEAVE = 5.0


class Cast:
    """Pretend people, each on a thread of its own: a greenlet, where gevent has patched."""

    def __init__(self, people: list[Person]) -> None:
        self.people = people
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
    ) -> Self:
        """Lets so many people come to the workshop at this address.

        The same seed gives the same people. At a pace of 10 they think ten times as fast.
        """
        chance = random.Random(seed)
        people = []
        for i, part in enumerate(deal(sayings(language), count, seed)):
            line, device = Line(url, workshop, token_hex(16)), Device(part, f"{seed}/{i}")
            people.append(Person(line, device, pace, chance.uniform(0, ARRIVAL) / pace))
        cast = cls(people)
        cast.begin()
        return cast

    def begin(self) -> None:
        """Lets them come."""
        for thread in self._threads:
            thread.start()

    @property
    def here(self) -> int:
        """How many of them have not gone yet."""
        return sum(thread.is_alive() for thread in self._threads)

    def stop(self) -> None:
        """Sends them all away, and waits until they have gone."""
        for person in self.people:
            person.leave()
        for thread in self._threads:
            if thread.is_alive():  # one that was stopped early has not begun them all
                thread.join(TO_LEAVE)
