"""Cards as the room sees them: numbered in the order of their words, and nobody's."""

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace
from sqlalchemy import func, insert, select

from workshop.storage.bodies import CardWords, card_row, hide, show
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import OpenCard

Waiting = tuple[CardWords, bool]
"""What a card says, and whether "Been there" is off on it."""


def put_up(tx: Tx, number: int, waiting: Iterable[Waiting]) -> None:
    """Shows cards of a round to the room, as one shuffled batch."""
    cards = sorted(waiting, key=lambda card: (_content(card[0]), card[1]))
    last = tx.connection.execute(select(func.max(OpenCard.n))).scalar() or 0
    rows = [_open(tx, number, last + i, card) for i, card in enumerate(cards, 1)]
    if rows:
        tx.connection.execute(insert(OpenCard), rows)
        tx.put(known=[])


def words_of(tx: Tx, row: Any) -> CardWords:
    """Returns what the row of a waiting card says."""
    return show(tx.own.round(row.round), "card", row.key, row.body, CardWords)


def nobodys(words: CardWords) -> CardWords:
    """Returns the words without what would tell cards on paper from others, and one device's."""
    return replace(words, show_few=False, author="")


def _content(words: CardWords) -> tuple[str, str, str, bool]:
    return (words.happened, words.learned, words.language, words.may_stand)


def _open(tx: Tx, number: int, n: int, card: Waiting) -> dict[str, object]:
    words, sensitive = card
    body = hide(tx.keys, "open_card", card_row(n), words)
    return {"n": n, "round": number, "body": body, "sensitive": sensitive}
