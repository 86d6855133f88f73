"""The best known of many cards, which the room's screen shows in no order."""

from collections.abc import Iterable
from dataclasses import dataclass

from workshop.rules.thresholds import Amount

MANY = 60
"""Above so many nobody could read them all: each device is dealt five, the screen shows some."""
KNOWN = 18
"""Cards on the room's screen then: three pages of six."""

_LEVELS: dict[Amount, int] = {"most": 0, "several": 1, "none": 2}


@dataclass(frozen=True)
class Candidate:
    """A card that may be shown: its number, its place by chance, and how many know it, as shown."""

    n: int
    chance: bytes
    known: Amount


def best_known(candidates: Iterable[Candidate]) -> list[int]:
    """The numbers of those that most people know, filled up and ordered by chance.

    It goes by what every screen says of a card, "several" or "most" and never a count, so that
    the choice tells nothing that is not shown; which of them is known best it does not tell.
    """
    wanted = sorted(candidates, key=lambda one: (_LEVELS[one.known], one.chance))[:KNOWN]
    return [one.n for one in sorted(wanted, key=lambda one: one.chance)]


def on_pages(revealed: int, free: int, chosen: int) -> int:
    """How many cards are shown page by page, of so many that were revealed.

    `free` of them are neither sensitive nor taken off; `chosen` is how many were chosen already,
    0 before.
    """
    return revealed if revealed <= MANY else chosen or min(free, KNOWN)
