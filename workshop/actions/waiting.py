"""The cards that the desk reads before the room sees them, by the handles that it calls them by."""

from typing import NamedTuple

from sqlalchemy import select

from workshop.actions.answers import stage_kind
from workshop.actions.desk_read import desk_read
from workshop.actions.open_cards import words_of
from workshop.protocol.base import Handle
from workshop.rules.thresholds import hide_each_other, may_reveal
from workshop.storage.bodies import count_authors
from workshop.storage.handles import Handles
from workshop.storage.rounds import TOOK_PART
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import Card


class OnDesk(NamedTuple):
    """A card that the desk is shown."""

    key: bytes
    round: int


def desk_reads_wall(tx: Tx) -> bool:
    """True if the desk reads now what goes up on the live wall."""
    return bool(tx.state.live_wall) and stage_kind(tx) == "write"


def on_desk(tx: Tx) -> dict[Handle, OnDesk]:
    """Returns the cards that the desk is shown at this stage, by their handles."""
    if desk_reads_wall(tx):
        cards = [OnDesk(key, tx.state.round) for key in desk_read(tx, tx.state.round).shown]
    else:
        cards = _looked_through(tx) if stage_kind(tx) == "look_through" else []
    return {Handles(tx.own.round(card.round)).of(card.key): card for card in cards}


def authors(tx: Tx, number: int) -> int:
    """Returns how many devices have cards in a round."""
    cards = select(Card.key, Card.round, Card.body).where(Card.round == number)
    return count_authors(words_of(tx, row) for row in tx.connection.execute(cards).all())


def _looked_through(tx: Tx) -> list[OnDesk]:
    rounds = tx.connection.execute(select(Card.round).distinct()).scalars().all()
    seen = [number for number in rounds if may_reveal(tx.tally(TOOK_PART, number))]
    few = {number for number in seen if not hide_each_other(authors(tx, number))}
    cards = select(Card.key, Card.round, Card.body).where(Card.round.in_(seen))
    rows = tx.connection.execute(cards).all()
    gone = {key for number in seen for key in desk_read(tx, number).fates}
    return [
        OnDesk(row.key, row.round)
        for row in rows
        if row.key not in gone and (row.round not in few or words_of(tx, row).show_few)
    ]
