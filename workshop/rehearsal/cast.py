"""A group of pretend people who come to one workshop."""

import random
import threading
from secrets import token_hex
from typing import Self

from workshop.rehearsal.device import Device
from workshop.rehearsal.person import Person
from workshop.rehearsal.sayings import deal, sayings
from workshop.rehearsal.troubles import ShakyLine, Storm, Weather

ARRIVAL = 8.0
"""Seconds within which all of them have come."""
TO_LEAVE = 5.0
LOST_EACH, LONGEST_NAP = 150.0, 6.0
"""Seconds until somebody loses the line again, and for how long at most, at the usual pace."""


class Cast:
    """Pretend people, each on a thread of its own: a greenlet, where gevent has patched."""

    def __init__(self, people: list[Person], storm: Storm | None = None) -> None:
        self.people = people
        self._storm = storm
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
        lose_lines: bool = False,
    ) -> Self:
        """Lets so many people come to the workshop at this address.

        The same seed gives the same people. At a pace of 10 they think ten times as fast. Where
        they lose their lines they come back after a moment, and nothing of theirs is lost.
        """
        chance, weather = random.Random(seed), Weather(seed, LONGEST_NAP / pace)
        weather.fine = not lose_lines
        people, lines = [], []
        for i, part in enumerate(deal(sayings(language), count, seed)):
            line = ShakyLine(url, workshop, token_hex(16), weather=weather)
            lines.append(line)
            device = Device(part, f"{seed}/{i}", asks=i == 0)
            people.append(Person(line, device, pace, chance.uniform(0, ARRIVAL) / pace))
        cast = cls(people, Storm(lines if lose_lines else [], weather, LOST_EACH / pace))
        cast.begin()
        return cast

    def begin(self) -> None:
        """Lets them come."""
        for thread in self._threads:
            thread.start()
        if self._storm:
            self._storm.begin()

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
        if self._storm:
            self._storm.end()
        for person in self.people:
            person.leave()
        for thread in self._threads:
            if thread.is_alive():  # one that was stopped early has not begun them all
                thread.join(TO_LEAVE)
