"""The live wall: how many hide each other among the cards that wait for it."""

from sqlalchemy import select

from workshop.rules.thresholds import LIVE_BATCH, REVEAL, SHARE_OF_A_BATCH
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import Card

PAPER = "wall:paper"
"""The cards from paper that wait for the live wall: in memory only, forgotten with their batch."""
WALL_BY = "wall:by:"


def hide_each_other(tx: Tx) -> bool:
    """True if at least five cards wait, of several authors, none of whom has more than every
    fourth: who was seen to send three of five cards has three on show."""
    counts = of_each_author(tx)
    waiting = sum(counts)
    several = len(counts) >= REVEAL and max(counts) * SHARE_OF_A_BATCH <= waiting
    return several and waiting >= LIVE_BATCH


def of_each_author(tx: Tx) -> list[int]:
    """Returns how many cards wait of each author who has any.

    What was typed in from paper hides nobody from whoever has typed it, and is not counted. Cards
    that came before this process was started may all be of one author. A card that was withdrawn
    since hides nobody, and holds nobody up.
    """
    mine = (Card.round == tx.state.round) & (Card.aside == "")
    waiting = set(tx.connection.execute(select(Card.key).where(mine)).scalars())
    waiting -= tx.memory.changed.get(PAPER, set())
    authors = [rows for item, rows in tx.memory.changed.items() if item.startswith(WALL_BY)]
    of_each = [rows & waiting for rows in authors] + [waiting.difference(*authors)]
    return [len(rows) for rows in of_each if rows]
