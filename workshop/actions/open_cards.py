"""Cards as the room sees them: numbered in the order of their words, and nobody's."""

from collections.abc import Iterable
from typing import Any, Literal

from msgspec.structs import replace
from sqlalchemy import bindparam, func, insert, select

from workshop.storage.bodies import CardWords, card_row, hide, show
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import OpenCard

_THERE = select(OpenCard.n).where(OpenCard.n == bindparam("number"))
Flag = Literal["sensitive", "off", "asked", "shown"]
Waiting = tuple[CardWords, bool]
"""What a card says, and whether "Been there" is off on it."""


def put_up(tx: Tx, number: int, waiting: Iterable[Waiting]) -> None:
    """Shows cards of a round to the room, as one shuffled batch."""
    cards = sorted(waiting, key=lambda card: (_content(card[0]), card[1]))
    last = tx.connection.execute(select(func.max(OpenCard.n))).scalar() or 0
    rows = [_open(tx, number, last + i, words) for i, (words, _) in enumerate(cards, 1)]
    if rows:
        tx.connection.execute(insert(OpenCard), rows)
        tx.put(known=[])
    flag(tx, "sensitive", [last + i for i, (_, sensitive) in enumerate(cards, 1) if sensitive])


def is_there(tx: Tx, n: int) -> bool:
    """True if a card with this number was revealed."""
    return tx.connection.execute(_THERE, {"number": n}).first() is not None


def flag(tx: Tx, name: Flag, cards: Iterable[int], *, on: bool = True) -> None:
    """Sets a flag of some revealed cards, or takes it away."""
    flags = tx.state.cards
    before = {*getattr(flags, name)}
    after = before | {*cards} if on else before - {*cards}
    tx.put(cards=replace(flags, **{name: tuple(sorted(after))}))


def words_of(tx: Tx, row: Any) -> CardWords:
    """Returns what the row of a waiting card says."""
    return show(tx.own.round(row.round), "card", row.key, row.body, CardWords)


def nobodys(words: CardWords) -> CardWords:
    """Returns the words without what would tell cards on paper from others, and one device's."""
    return replace(words, show_few=False, author="")


def _content(words: CardWords) -> tuple[str, str, str, bool]:
    return (words.happened, words.learned, words.language, words.may_stand)


def _open(tx: Tx, number: int, n: int, words: CardWords) -> dict[str, object]:
    return {"n": n, "round": number, "body": hide(tx.keys, "open_card", card_row(n), words)}
