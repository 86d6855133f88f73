"""Rounds: whether one collects, and who took part in it."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, Select, bindparam, func, select

from workshop.rules.thresholds import may_reveal
from workshop.storage.workshop_tables import Card, Round, Tally

TOOK_PART = "took_part"
"""The tally of the devices that sent a card in a round, or had nothing to add."""
COLLECTS = select(Round.n).where(Round.n == bindparam("round"), Round.open, ~Round.spent)
"""Finds the round if it is open and not spent."""

_ROUNDS = select(Round.n, Round.stage, Round.spent)
_TOOK_PART = select(Tally.round, Tally.total).where(Tally.item == TOOK_PART)
_CARDS = select(Card.round, func.count()).where(Card.aside == "").group_by(Card.round)


@dataclass(frozen=True)
class Waiting:
    """What waits for its reveal. `cards` counts those alone that no device can add to any more, of
    rounds in which enough took part: the others are nobody's to know."""

    few: bool = False
    """True if too few took part in a round, so that its cards can only go back to their phones."""
    anything: bool = False
    """True if a round of writing was not revealed yet, be there cards in it or not."""
    cards: int = 0


NOTHING = Waiting()


def waiting(connection: Connection, writing: Collection[str]) -> Waiting:
    """Looks what waits for its reveal, by the ids of the stages of writing."""
    rounds = [row for row in connection.execute(_ROUNDS) if row.stage in writing]
    if not rounds:
        return NOTHING
    took_part = _counts(connection, _TOOK_PART)
    cards = _counts(connection, _CARDS)
    open_ = [row.n for row in rounds if not row.spent]
    return Waiting(
        few=any(not may_reveal(took_part.get(number, 0)) for number in open_),
        anything=bool(open_ or cards),
        cards=sum(cards.get(row.n, 0) for row in rounds if row.spent),
    )


def _counts(connection: Connection, rows: Select[int, int]) -> dict[int, int]:
    return {row[0]: row[1] for row in connection.execute(rows)}
