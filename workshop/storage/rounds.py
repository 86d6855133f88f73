"""Rounds: whether one collects, and who took part in it."""

from typing import Any

from workshop.storage.state import RoundWords

TOOK_PART = "took_part"
"""The tally of the devices that sent a card in a round, or had nothing to add."""


def round_of(state: Any, number: int) -> RoundWords | None:
    """Returns the round with a number; None if the state has none."""
    return next((one for one in state.rounds if one.n == number), None)


def stage_of(state: Any, number: int) -> str:
    """Returns the id of the stage that opened a round; "" for no round."""
    found = round_of(state, number)
    return found.stage if found else ""


def collects(state: Any, number: int) -> bool:
    """True if a round is open, and not spent."""
    found = round_of(state, number)
    return found is not None and found.open and not found.spent
