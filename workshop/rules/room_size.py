"""The size of a room, and what it decides: cards each, and which of many cards its screen shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from workshop.rules.limits import CARDS_EACH
from workshop.rules.thresholds import Amount, are_few

MANY_DEVICES = 60
"""Above so many nobody could read them all: each device is dealt five, the screen shows some."""
KNOWN_CARDS = 18
"""Cards on the room's screen then: three pages of six."""

TalkGroups = Literal["", "all", "twos", "pairs"]
"""The ways in which a room talks: all in one group; twos or threes, then all; pairs, then fours."""
FEWEST_FOURS = 7
"""People from which pairs make fours: with fewer, one group more is the whole room."""

_LEVELS: dict[Amount, int] = {"most": 0, "several": 1, "none": 2}


def talk_groups(people: int) -> TalkGroups:
    """Returns the groups in which so many people talk."""
    if are_few(people):
        return "all"
    return "pairs" if people >= FEWEST_FOURS else "twos"


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
    wanted = sorted(candidates, key=lambda one: (_LEVELS[one.known], one.chance))[:KNOWN_CARDS]
    return [one.n for one in sorted(wanted, key=lambda one: one.chance)]


def on_pages(revealed: int, free: int, chosen: int) -> int:
    """Returns how many cards are shown page by page, of so many that were revealed.

    `free` of them are neither sensitive nor taken off; `chosen` is how many were chosen already,
    0 before.
    """
    return revealed if revealed <= MANY_DEVICES else chosen or min(free, KNOWN_CARDS)


SMALL_DEVICES = 8
"""Devices here up to which a card carries what becomes of it where too few write."""
MIDDLE = 16
"""Devices here up to which each sends two cards."""
LIVE_WALL = 15
"""Devices from which a live wall is offered."""
PER_READER = 40
"""People for whose cards one reader is enough."""


def cards_each(here: int, at_most: int | None) -> int:
    """Returns how many cards each device may send, with so many devices here; `at_most` is the
    agenda's own limit, None without one."""
    return min(CARDS_EACH if here <= MIDDLE else 1, at_most or CARDS_EACH)


def asks_if_few(here: int) -> bool:
    """True if each card says whether it may be shown where too few devices write."""
    return here <= SMALL_DEVICES
