"""Rounds: whether one collects, and who took part in it."""

from sqlalchemy import bindparam, select

from workshop.storage.workshop_tables import Round

TOOK_PART = "took_part"
"""The tally of the devices that sent a card in a round, or had nothing to add."""
COLLECTS = select(Round.n).where(Round.n == bindparam("round"), Round.open, ~Round.spent)
"""Finds the round if it is open and not spent."""
