"""The reveal: the cards of a round move to where the room can see them."""

from collections.abc import Collection
from itertools import groupby

from sqlalchemy import ColumnElement, delete, func, insert, select, update

from workshop.actions.traces import remember, wipe
from workshop.rules.thresholds import may_reveal
from workshop.storage.bodies import CardWords, card_row, hide, show
from workshop.storage.rounds import TOOK_PART
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import Card, OpenCard, Round

Waiting = tuple[CardWords, bool]


def reveal(tx: Tx) -> bool:
    """Reveals what waits, round by round; False when too few took part in a round.

    The cards of such a round go back: their writers' phones still have the words.
    """
    enough = True
    unspent = tx.connection.execute(select(Round.n).where(_writing(tx), ~Round.spent)).scalars()
    # Also rounds without a card: what the screens show must not tell whether anyone wrote.
    for number in sorted({*unspent, *_waiting_rounds(tx)}):
        if may_reveal(tx.tally(TOOK_PART, number)):
            _move(tx, number)
        else:
            enough = False
            _give_back(tx, number)
    _spend_writing(tx)
    return enough


def release_wall(tx: Tx) -> None:
    """Moves what waits on to the live wall, as one shuffled batch."""
    _move(tx, tx.state.round)
    tx.memory.clear("wall")
    tx.changed = True


def end_wall(tx: Tx) -> None:
    """The rest of the live wall, at the end of its stage, when enough people took part.

    Its round is spent then: one card more would stand alone.
    """
    if not tx.state.live_wall:
        return
    if may_reveal(tx.tally(TOOK_PART)):
        release_wall(tx)
    else:
        _give_back(tx, tx.state.round)
    _spend_writing(tx)


def spend_seen(tx: Tx) -> None:
    """No round whose cards the desk has seen collects again: one card more would stand alone."""
    unspent = select(Round.n).where(_writing(tx), ~Round.spent)
    for number in list(tx.connection.execute(unspent).scalars()):
        if may_reveal(tx.tally(TOOK_PART, number)):
            tx.connection.execute(update(Round).where(Round.n == number).values(spent=True))


def give_back_few(tx: Tx, rounds: Collection[int]) -> None:
    """Gives back what waits in those of these rounds in which too few took part, as they end.

    Whether there are any cards plays no part: nobody is to learn that.
    """
    where = (_writing(tx), ~Round.spent, Round.n.in_(rounds))
    for number in tx.connection.execute(select(Round.n).where(*where)).scalars().all():
        if not may_reveal(tx.tally(TOOK_PART, number)):
            _give_back(tx, number)


def _give_back(tx: Tx, number: int) -> None:
    """Ends what waits of a round; its phones are told, and show their own words."""
    tx.connection.execute(delete(Card).where(Card.round == number))
    tx.connection.execute(update(Round).where(Round.n == number).values(given_back=True))


def _spend_writing(tx: Tx) -> None:
    """No round of writing that was revealed collects again, also one without a card."""
    rounds = list(tx.connection.execute(select(Round.n).where(_writing(tx))).scalars())
    tx.connection.execute(update(Round).where(Round.n.in_(rounds)).values(spent=True))
    remember(tx, rounds)
    wipe(tx, rounds)


def _writing(tx: Tx) -> ColumnElement[bool]:
    return Round.stage.in_(tx.agenda.ids("write"))


def _waiting_rounds(tx: Tx) -> list[int]:
    found = tx.connection.execute(select(Card.round).where(Card.aside == "").order_by(Card.round))
    return [number for number, _ in groupby(found.scalars())]


def _move(tx: Tx, number: int) -> None:
    waiting = (Card.round == number) & (Card.aside == "")
    cards = sorted(_read(tx, number), key=lambda card: (_content(card[0]), card[1]))
    tx.connection.execute(delete(Card).where(waiting))
    last = tx.connection.execute(select(func.max(OpenCard.n))).scalar() or 0
    rows = [_open(tx, number, last + i, card) for i, card in enumerate(cards, 1)]
    if rows:
        tx.connection.execute(insert(OpenCard), rows)
        tx.put(known=[])


def _read(tx: Tx, number: int) -> list[Waiting]:
    waiting = (Card.round == number) & (Card.aside == "")
    rows = tx.connection.execute(select(Card.key, Card.body, Card.sensitive).where(waiting)).all()
    return [(show(tx.keys, "card", row.key, row.body, CardWords), row.sensitive) for row in rows]


def _content(words: CardWords) -> tuple[str, str, str, bool]:
    return (words.happened, words.learned, words.language, words.may_stand)


def _open(tx: Tx, number: int, n: int, card: Waiting) -> dict[str, object]:
    words, sensitive = card
    body = hide(tx.keys, "open_card", card_row(n), words)
    return {"n": n, "round": number, "body": body, "sensitive": sensitive}
