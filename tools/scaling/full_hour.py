"""An hour in which many workshops are under way: who sends what in which moment.

Workshops begin around the full hour. Each goes through the stages of the default agenda; in each of
them every phone sends some commands, at moments by chance.
"""

import math
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

MEAN_PHONES = 12
SPREAD = 0.6
"""The standard deviation of the logarithm of a workshop's number of phones."""
FEWEST_PHONES, MOST_PHONES = 3, 200
BEGIN_WITHIN_S = 10 * 60
"""Seconds within which the workshops of a full hour begin."""
SLOTS = 20
"""The parts of a second: what comes within one of them shares a commit."""


@dataclass(frozen=True)
class Phase:
    """A phase of a workshop: how long it is in seconds, and how much each phone sends in it."""

    name: str
    seconds: int
    commands: float


HOUR_PHASES = (
    Phase("arriving", 300, 2),
    Phase("story", 720, 2),
    Phase("writing", 480, 5),
    Phase("reading", 900, 11),
    Phase("lessons", 480, 6),
    Phase("voting", 240, 8),
    Phase("commitments", 300, 4),
    Phase("finish", 180, 2),
)
FULL_HOUR_S = sum(stage.seconds for stage in HOUR_PHASES)
PHONE_COMMANDS = sum(stage.commands for stage in HOUR_PHASES)
"""Commands of a phone in a workshop."""


@dataclass(frozen=True)
class Second:
    """The commands of some workshops in one second."""

    commits: int
    further: int
    """Commands that share a commit with another one before them."""

    @property
    def commands(self) -> int:
        """Number of commands."""
        return self.commits + self.further


def sizes(workshops: int, chance: random.Random) -> list[int]:
    """Returns the number of phones of each workshop."""
    middle = math.log(MEAN_PHONES) - SPREAD**2 / 2
    drawn = (round(chance.lognormvariate(middle, SPREAD)) for _ in range(workshops))
    return [min(max(one, FEWEST_PHONES), MOST_PHONES) for one in drawn]


def seconds(phones: list[int], chance: random.Random) -> list[Second]:
    """Returns all seconds in which workshops with so many phones are under way."""
    commits, further = [0] * (FULL_HOUR_S + BEGIN_WITHIN_S), [0] * (FULL_HOUR_S + BEGIN_WITHIN_S)
    for count in phones:
        for slot, together in Counter(_slots(count, chance)).items():
            commits[slot // SLOTS] += 1
            further[slot // SLOTS] += together - 1
    return [Second(*one) for one in zip(commits, further, strict=True)]


def _slots(phones: int, chance: random.Random) -> Iterator[int]:
    """Gives the slot of each command of a workshop."""
    begins = int(chance.random() * BEGIN_WITHIN_S)
    for stage in HOUR_PHASES:
        for _ in range(round(phones * stage.commands)):
            yield int((begins + chance.random() * stage.seconds) * SLOTS)
        begins += stage.seconds
