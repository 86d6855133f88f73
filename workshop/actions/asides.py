"""Cards that were set aside: once nobody can put them back, only why is kept, for their phones."""

from collections.abc import Collection

from msgspec.structs import replace
from sqlalchemy import delete, select

from workshop.actions.desk_read import desk_read, keep_read
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import Card, Round


def end_asides(tx: Tx, rounds: Collection[int]) -> None:
    """Ends what was set aside in these rounds of writing, and keeps why until the seal.

    Each round has its row from then on, whether or not a card was set aside.
    """
    writing = Round.n.in_(rounds) & Round.stage.in_(tx.agenda.ids("write"))
    for number in tx.connection.execute(select(Round.n).where(writing)).scalars().all():
        aside = (Card.round == number) & (Card.aside != "")
        rows = tx.connection.execute(select(Card.key, Card.aside).where(aside)).all()
        tx.touch(Card)
        tx.connection.execute(delete(Card).where(aside))
        _keep(tx, number, {row.key: row.aside for row in rows})


def _keep(tx: Tx, number: int, fates: dict[bytes, str]) -> None:
    waits = tx.connection.execute(select(Card.key).where(Card.round == number).limit(1)).first()
    read = desk_read(tx, number)
    read = replace(read, fates=dict(sorted((read.fates | fates).items())))
    keep_read(tx, number, read, over=waits is None)
