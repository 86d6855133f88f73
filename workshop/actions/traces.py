"""What devices have left in a round, and its end."""

from collections.abc import Collection

from sqlalchemy import delete, select

from workshop.actions.finish import ITEMS
from workshop.rules.fitting import is_kept
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import Mark


def wipe(tx: Tx, rounds: Collection[int]) -> None:
    """Ends what devices left in rounds that collect no more; what was counted stays, and is shown.

    The answers at the finish do not: they go where everyone is asked anew.

    The file is then written anew: where rows lay, and how many pages they took, would still tell
    who voted or wrote how often. A tally of nothing would tell that a tap was taken back. What was
    marked to be kept has served, and was never shown.
    """
    for round_ in rounds:
        tx.end_counts(round_, lambda item: is_kept(item) or item in ITEMS)
    tx.connection.execute(delete(Mark).where(Mark.round.in_(rounds)))
    tx.put(owes_rewrite=True)


def remember(tx: Tx, rounds: Collection[int]) -> None:
    """Keeps the marks of rounds in this process's memory, so that a card that is sent again after
    its reveal still gets its first answer."""
    marks = tx.connection.execute(select(Mark.key).where(Mark.round.in_(rounds))).scalars()
    tx.memory.ended |= frozenset(marks)
