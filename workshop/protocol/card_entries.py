"""Revealed cards, the order in which they are shown, and how many have been there."""

from workshop.protocol.base import Closed
from workshop.rules.thresholds import Amount


class Several(Closed):
    """How many have been there, in words."""

    amount: Amount


class Card(Closed):
    """A card that the room may see. One that was taken off has no words."""

    n: int
    happened: str
    learned: str
    language: str
    sensitive: bool
    off: bool
    been_there: Amount


class Order(Closed):
    """The numbers of the revealed cards in the order in which they are shown.

    `known` are those that the pages show instead of all, when there are more than sixty and the
    desk has gone on from the wall: the ones that most people know, in an order that is chance.
    """

    cards: list[int]
    known: list[int]
