"""Cards as the room sees them: numbered in the order of their words, and nobody's.

Of many, some are shown page by page: chosen once, and kept so that nothing jumps."""

from collections.abc import Iterable
from typing import Literal

from msgspec.structs import asdict, replace
from sqlalchemy import bindparam, insert, select

from workshop.actions.as_it_stands import AsItStands, card_numbers, not_free
from workshop.rules.room_size import MANY_DEVICES, Candidate, best_known
from workshop.rules.stages import SHOWING
from workshop.rules.thresholds import amount
from workshop.storage.bodies import CardWords, card_place, card_row, hide
from workshop.storage.state import CardFlags, stage_of
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import OpenCard

_THERE = select(OpenCard.round).where(OpenCard.n == bindparam("number"))
Flag = Literal["sensitive", "off", "asked", "shown"]
CardToReveal = tuple[CardWords, bool]
"""A card's words, and True if "Been there" is off on it."""


def put_up(tx: Tx, number: int, waiting: Iterable[CardToReveal]) -> None:
    """Shows cards of a round to the room, as one shuffled batch."""
    cards = sorted(waiting, key=lambda card: (_content(card[0]), card[1]))
    last = tx.state.last_card
    answers = tx.agenda.kind_of(stage_of(tx.state, number)) == "ask_how"
    if answers:  # they are shown by their numbers, cards in an order of their own
        cards.sort(key=lambda card: tx.keys.mark("answer", card[0].happened))
    rows = [_open(tx, number, last + i, words) for i, (words, _) in enumerate(cards, 1)]
    if rows:
        tx.connection.execute(insert(OpenCard), rows)
        tx.put(last_card=last + len(rows))
    if rows and not answers:
        tx.put(known=[])
    flag(tx, "sensitive", [last + i for i, (_, sensitive) in enumerate(cards, 1) if sensitive])


def is_there(tx: Tx, n: int) -> bool:
    """True if a card with this number was revealed."""
    return tx.connection.execute(_THERE, {"number": n}).first() is not None


def is_answer_on_show(tx: Tx, n: int) -> bool:
    """True if an answer to what was asked last has this number, and screens show it."""
    row = tx.connection.execute(_THERE, {"number": n}).first()
    return tx.state.phase == SHOWING and row is not None and row.round == tx.state.round


def clear_flags(tx: Tx, gone: Iterable[int]) -> None:
    """Forgets what was decided about cards that are no more."""
    gone, flags = {*gone}, asdict(tx.state.cards)
    left = {name: tuple(n for n in numbers if n not in gone) for name, numbers in flags.items()}
    tx.put(cards=CardFlags(**left))


def flag(tx: Tx, name: Flag, cards: Iterable[int], *, on: bool = True) -> None:
    """Sets a flag of some revealed cards, or takes it away."""
    flags = tx.state.cards
    before = {*getattr(flags, name)}
    after = before | {*cards} if on else before - {*cards}
    tx.put(cards=replace(flags, **{name: tuple(sorted(after))}))


def nobodys(words: CardWords) -> CardWords:
    """Returns the words without what would tell cards on paper from others."""
    return replace(words, show_few=False)


def _content(words: CardWords) -> tuple[str, str, str, bool]:
    return (words.happened, words.learned, words.language, words.may_stand)


def _open(tx: Tx, number: int, n: int, words: CardWords) -> dict[str, object]:
    return {"n": n, "round": number, "body": hide(tx.keys, "open_card", card_row(n), words)}


def choose_known(tx: Tx) -> None:
    """Fixes, at the first step on from the wall, which of many cards the pages show."""
    if tx.state.known or AsItStands(tx).revealed <= MANY_DEVICES:
        return
    taps, numbers = _released(tx), card_numbers(tx)
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
    wall, numbers = tx.state.live_wall, card_numbers(tx)
    rows = sorted(rows, key=lambda row: card_place(tx.keys, wall, row.round, row.n))
    return [row.n for row in rows if row.n in numbers]


def _released(tx: Tx) -> dict[int, int]:
    """Returns how many devices at least have been there, by card, as far as every screen may
    tell."""
    found: dict[int, int] = {}
    for one in tx.state.rounds:
        for item, count in tx.counts(one.n).items():
            kind, _, card = item.partition(":")
            if kind == "been_there" and card.isdecimal():
                found[int(card)] = max(found.get(int(card), 0), count.released)
    return found
