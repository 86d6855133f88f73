"""The honest people beside a hostile crowd, and what the server has kept of theirs."""

import time
from collections import Counter
from typing import Any

from tests.support.hostile.target import HOSTILE
from tests.support.lasting import House
from tests.support.phones import Crowd, Phone
from tests.support.steady import Desk
from tests.support.stored import Stored
from tests.support.waiting import WITHIN, until
from workshop.rules.thresholds import TOOK_PART

PEOPLE = 50
THINKS = 1.0
"""Seconds for which one of them thinks between two acts."""
STEPS = {"write": ("story", "write"), "vote": ("story", "write", "reveal", "vote")}
"""The stages that are led through, by the one in which the attacks come."""
LESSONS = 4


class Honest(Phone):
    """A phone that leaves the first lesson to the attacks, and notes how long its answers took."""

    def __init__(self, house: House, port: int = 0, seed: str = "") -> None:
        super().__init__(house, port, seed)
        self.took: list[float] = []
        """Seconds from the wish to send a command to its answer, over as many tries as it took."""

    def say(self, command: dict[str, Any], key: str = "", within: float = WITHIN) -> Any:
        """Sends a command, and notes how long that took."""
        began = time.monotonic()
        answer = super().say(command, key, within)
        self.took.append(self.answered - began)
        return answer

    def _ballot(self) -> list[str]:
        return sorted(super()._ballot())[1:]


def gets_to(kind: str, leader: Desk, crowd: Crowd[Honest]) -> None:
    """Leads everybody to a stage, in which they act."""
    for stage in STEPS[kind]:
        if stage == "reveal":
            crowd.each(Phone.writes)
        elif stage == "vote":
            leader.lists_lessons(LESSONS)
        leader.goes_to(stage)
    turn = leader.now["turn"]
    crowd.shows(lambda phone: phone.now["turn"] == turn)
    crowd.acts()
    until(lambda: crowd.acked > len(crowd.phones))


def lost_or_doubled(kept: Stored, crowd: Crowd[Honest]) -> Counter[Any]:
    """Returns the cards and tallies of which there is not as much as honest people were told: how
    many are missing, or below 0 how many are too many."""
    honest = {text: n for text, n in kept.cards().items() if not text.startswith(HOSTILE)}
    faults: Counter[Any] = Counter(crowd.expected_cards())
    faults.subtract(honest)
    tallies = kept.tallies()
    for tally, count in crowd.expected_tallies().items():
        if tally[1] != TOOK_PART:  # attacks take part, too
            faults[tally] = count - tallies.get(tally, 0)
    return Counter({what: n for what, n in faults.items() if n})
