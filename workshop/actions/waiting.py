"""The cards that a look-through shows, and which batches of them were read."""

from sqlalchemy import select

from workshop.rules.batches import batch_of
from workshop.rules.thresholds import hide_each_other, may_reveal
from workshop.storage.bodies import CardWords, count_authors, show
from workshop.storage.rounds import TOOK_PART
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import Card


def waiting_keys(tx: Tx) -> list[bytes]:
    """The keys of the cards that the desk looks through, in the order in which it sees them."""
    rounds = tx.connection.execute(select(Card.round).distinct()).scalars().all()
    seen = [number for number in rounds if may_reveal(tx.tally(TOOK_PART, number))]
    few = {number for number in seen if not hide_each_other(authors(tx, number))}
    cards = select(Card.key, Card.round, Card.body).where(Card.round.in_(seen)).order_by(Card.key)
    rows = tx.connection.execute(cards).all()
    return [row.key for row in rows if row.round not in few or _may_show(tx, row.key, row.body)]


def authors(tx: Tx, number: int) -> int:
    """Returns how many devices have cards in a round."""
    rows = tx.connection.execute(select(Card.key, Card.body).where(Card.round == number)).all()
    return count_authors(show(tx.keys, "card", row.key, row.body, CardWords) for row in rows)


def _may_show(tx: Tx, key: bytes, body: bytes) -> bool:
    return show(tx.keys, "card", key, body, CardWords).show_few


def unread_from(tx: Tx, row: bytes) -> None:
    """A card that came in late moves those behind it: their batches are to be read again."""
    keys = waiting_keys(tx)
    if row in keys:
        first = batch_of(keys.index(row))
        tx.put(reviewed=[batch for batch in tx.state.reviewed if batch < first])
