"""Rounds: whether one collects."""

from sqlalchemy import bindparam, select

from workshop.storage.workshop_tables import Round

COLLECTS = select(Round.n).where(Round.n == bindparam("round"), Round.open, ~Round.spent)
"""Finds the round if it is open and not spent."""
