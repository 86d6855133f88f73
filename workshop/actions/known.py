"""Which of many cards are shown page by page: chosen once, and kept so that nothing jumps."""

from sqlalchemy import select

from workshop.actions.standing import AsItStands, not_free
from workshop.rules.room_size import MANY, Candidate, best_known
from workshop.rules.thresholds import amount
from workshop.storage.bodies import card_place
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import OpenCard


def choose_known(tx: Tx) -> None:
    """Fixes, at the first step on from the wall, which of many cards the pages show."""
    if tx.state.known or AsItStands(tx).revealed <= MANY:
        return
    taps, numbers = _released(tx), tx.connection.execute(select(OpenCard.n)).scalars()
    tx.put(
        known=best_known(
            Candidate(n, tx.keys.mark("order", n), amount(taps.get(n, 0), tx.state.devices))
            for n in numbers
            if n not in not_free(tx.state.cards)
        )
    )


def shown_order(tx: Tx) -> list[int]:
    """The numbers of the revealed cards, as they are shown page by page."""
    if tx.state.known:
        return [*tx.state.known]
    rows = tx.connection.execute(select(OpenCard.n, OpenCard.round)).all()
    wall = tx.state.live_wall
    return [n for n, _ in sorted(rows, key=lambda row: card_place(tx.keys, wall, row.round, row.n))]


def _released(tx: Tx) -> dict[int, int]:
    """How many have been there at least, by card, as far as every screen may tell."""
    found: dict[int, int] = {}
    for one in tx.state.rounds:
        for item, count in tx.counts(one.n).items():
            kind, _, card = item.partition(":")
            if kind == "been_there" and card.isdecimal():
                found[int(card)] = max(found.get(int(card), 0), count.released)
    return found
