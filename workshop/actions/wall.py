"""The live wall: its cards reach the desk in batches that hide each other, and the room once read.

No act of the desk touches a row that a phone has made: what is on the wall has a row of its own,
and the rows of all that phones sent go together when the writing is over.
"""

from collections.abc import Iterable

from msgspec.structs import replace
from sqlalchemy import delete, select

from workshop.actions.answers import OK, Answered
from workshop.actions.read_first import (
    desk_read,
    desk_reads_wall,
    keep_read,
    rows_called,
    with_fates,
    words_of,
)
from workshop.actions.revealed_cards import CardToReveal, nobodys, put_up
from workshop.actions.writers import have_enough_written, have_hidden_others
from workshop.protocol.base import Handle
from workshop.protocol.messages import Refused
from workshop.rules.thresholds import LIVE_BATCH, SHARE_OF_A_BATCH, may_go_up
from workshop.storage.bodies import ReadWords
from workshop.storage.state import round_of
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import Card

PAPER_CARDS = "wall:paper"
"""The cards from paper that wait for the desk: in memory only, forgotten with their batch."""
WALL_BY = "wall:by:"


def hide_each_other(tx: Tx) -> bool:
    """True if at least five cards wait, of enough devices that were in no batch yet, and no device
    has more than every fourth: who was seen to send three of five cards has three on show."""
    counts = of_each_author(tx)
    waiting = sum(counts)
    shared = waiting >= LIVE_BATCH and max(counts) * SHARE_OF_A_BATCH <= waiting
    return shared and have_enough_written(tx, tx.state.round)


def of_each_author(tx: Tx) -> list[int]:
    """Returns how many cards wait for the desk of each author who has any.

    What was typed in from paper hides nobody from whoever has typed it, and is not counted. Cards
    that came before this process was started may all be of one author. A card that was withdrawn
    since hides nobody, and holds nobody up.
    """
    waiting = _waiting(tx) - tx.memory.changed.get(PAPER_CARDS, set())
    authors = [rows for item, rows in tx.memory.changed.items() if item.startswith(WALL_BY)]
    of_each = [rows & waiting for rows in authors] + [waiting.difference(*authors)]
    return [len(rows) for rows in of_each if rows]


def show_desk(tx: Tx) -> None:
    """Shows the desk what waits, as one batch, covered: what came on paper as well."""
    read, batch = desk_read(tx, tx.state.round), _waiting(tx)
    _write(tx, replace(read, at_desk=sorted({*read.at_desk, *batch})))
    have_hidden_others(tx, tx.state.round)
    tx.memory.clear("wall")
    tx.changed = True


def is_at_desk(tx: Tx, row: bytes) -> bool:
    """True if the desk has been shown a card: from then on its phone can change nothing."""
    return desk_reads_wall(tx) and row in desk_read(tx, tx.state.round).at_desk


def let_on_wall(tx: Tx, handles: Iterable[Handle]) -> Answered:
    """Puts up what was read of the cards named, three at least or all that are left.

    What another desk has put up, or set aside, stays as it is.
    """
    read = desk_read(tx, tx.state.round)
    going = rows_called(tx, handles) & read.undecided & {*read.opened}
    if not going:
        return OK
    if not may_go_up(len(going), len(read.undecided)):
        return Refused(refused="not_allowed", about="too_few")
    put_up(tx, tx.state.round, _cards(tx, read, going))
    _write(tx, replace(read, let_on=sorted({*read.let_on, *going})))
    tx.changed = True
    return OK


def set_aside_on_wall(tx: Tx, key: bytes, reason: str) -> None:
    """Keeps a card at the desk off the wall for a reason, or puts it back."""
    read = desk_read(tx, tx.state.round)
    others = {one: why for one, why in read.fates.items() if one != key}
    _write(
        tx, replace(read, fates=dict(sorted((others | ({key: reason} if reason else {})).items())))
    )
    tx.changed = True


def mark_sensitive_on_wall(tx: Tx, key: bytes, on: bool) -> None:
    """Turns "Been there" off on a card at the desk, or on again."""
    read = desk_read(tx, tx.state.round)
    _write(
        tx, replace(read, sensitive=sorted({*read.sensitive} - {key} | ({key} if on else set())))
    )
    tx.changed = True


def end_reading(tx: Tx) -> None:
    """Ends the round of a live wall that the room leaves: what nobody has let on goes back."""
    number = tx.state.round
    found = round_of(tx.state, number)
    if not desk_reads_wall(tx) or found is None or not found.spent:
        return
    read = desk_read(tx, number)
    read = with_fates(read, read.undecided, "unread")
    keep_read(tx, number, ReadWords(fates=read.fates), over=True)
    tx.touch(Card)
    tx.connection.execute(delete(Card).where(Card.round == number))


def _waiting(tx: Tx) -> set[bytes]:
    """Returns the cards that no desk has been shown yet."""
    mine = select(Card.key).where(Card.round == tx.state.round)
    read = desk_read(tx, tx.state.round)
    return {*tx.connection.execute(mine).scalars()} - {*read.at_desk, *read.fates}


def _cards(tx: Tx, read: ReadWords, keys: set[bytes]) -> list[CardToReveal]:
    cards = select(Card.key, Card.round, Card.body).where(Card.key.in_(keys))
    rows = tx.connection.execute(cards).all()
    return [(nobodys(words_of(tx, row)), row.key in read.sensitive) for row in rows]


def _write(tx: Tx, read: ReadWords) -> None:
    keep_read(tx, tx.state.round, read)
