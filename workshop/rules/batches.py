"""A long look-through is shared out: batches of twenty, which several desks can divide."""

BATCH = 20
"""Cards that are read in one go."""


def batches(cards: int) -> int:
    """How many batches so many cards make; none where one go is enough for all."""
    return -(-cards // BATCH) if cards > BATCH else 0


def batch_of(place: int) -> int:
    """The batch of the card at this place (from 0), from 1 on."""
    return 1 + place // BATCH
