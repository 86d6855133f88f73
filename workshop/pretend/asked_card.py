"""Which card a pretend facilitator asks the room about."""

from collections.abc import Iterable
from typing import get_args

from workshop.protocol.entries import Amount, DeskCard

KNOWN_BY = get_args(Amount)
"""The words for how many know a card, the fewest first."""


def card_to_ask(cards: Iterable[DeskCard]) -> int:
    """Returns the number of the card where most have been; 0 if none can be asked about."""
    shown = [one for one in cards if not one.off]
    best = max(shown, key=lambda one: (KNOWN_BY.index(one.been_there), -one.n), default=None)
    return best.n if best else 0
