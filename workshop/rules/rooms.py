"""What follows from the size of a room as its writing opens."""

from workshop.rules.limits import CARDS_EACH

SMALL = 8
"""Devices here up to which each sends three cards, and a card carries what becomes of it where
fewer than three write."""
MIDDLE = 16
"""Devices here up to which each sends two cards."""
LIVE_WALL = 15
"""Devices from which a live wall is offered."""
PER_READER = 40
"""People for whose cards one reader is enough."""


def cards_each(here: int, at_most: int | None) -> int:
    """Returns how many cards each device may send, with so many devices here; `at_most` is the
    agenda's own limit, None without one."""
    by_size = CARDS_EACH if here <= SMALL else 2 if here <= MIDDLE else 1
    return min(by_size, at_most or CARDS_EACH)


def asks_if_few(here: int) -> bool:
    """True if each card says whether it may be shown where fewer than three devices write."""
    return here <= SMALL
