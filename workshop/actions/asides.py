"""Cards that were set aside: once nobody can put them back, only why is kept, for their phones."""

from collections.abc import Collection

from msgspec.structs import replace
from sqlalchemy import select, update

from workshop.actions.desk_read import desk_read, keep_read
from workshop.actions.open_cards import words_of
from workshop.storage.bodies import NOBODYS, ReadWords, hide_anew
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import Card


def end_asides(tx: Tx, rounds: Collection[int]) -> None:
    """Ends what was set aside in these rounds of writing, and keeps why until the seal.

    Each round has its row from then on, whether or not a card was set aside.
    """
    stages = tx.agenda.ids("write")
    for number in [one.n for one in tx.state.rounds if one.n in rounds and one.stage in stages]:
        read = desk_read(tx, number)
        end_words(tx, number, {*read.aside})
        waits = tx.connection.execute(select(Card.key).where(Card.round == number).limit(1)).first()
        keep_read(tx, number, with_aside_told(read), over=waits is None)


def with_aside_told(read: ReadWords) -> ReadWords:
    """Returns what was read, with what was set aside for good."""
    return replace(read, fates=dict(sorted((read.fates | read.aside).items())), aside={})


def end_words(tx: Tx, number: int, gone: set[bytes]) -> None:
    """Takes the words of some cards of a round, and writes all its rows anew: which ones it were
    can't be told from a copy before and one after it, since none is gone and each has changed."""
    if not gone:
        return
    tx.touch(Card)
    cards = select(Card.key, Card.round, Card.body).where(Card.round == number)
    for row in tx.connection.execute(cards).all():
        words = NOBODYS if row.key in gone else words_of(tx, row)
        body = hide_anew(tx.own.round(number), "card", row.key, words)
        tx.connection.execute(update(Card).where(Card.key == row.key).values(body=body))
