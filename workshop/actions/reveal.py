"""The reveal: the cards of a round move to where the room can see them."""

from collections.abc import Collection
from typing import Any

from msgspec.structs import replace
from sqlalchemy import ColumnElement, delete, func, insert, select, update

from workshop.actions.asides import end_asides
from workshop.actions.desk_read import note_shown
from workshop.actions.traces import remember, wipe
from workshop.actions.waiting import authors
from workshop.rules.thresholds import hide_each_other, may_reveal
from workshop.storage.bodies import CardWords, card_row, hide, show
from workshop.storage.rounds import TOOK_PART
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import Card, OpenCard, Round

Waiting = tuple[CardWords, bool]


def reveal(tx: Tx) -> bool:
    """Reveals what waits, round by round; False if nothing is shown, as too few took part.

    The cards of a round in which too few took part go back: their writers' phones still have the
    words. So do cards without consent where fewer than three devices wrote.
    """
    back, shown = False, _anything_is_open(tx)
    for number in _waiting_rounds(tx):
        if may_reveal(tx.tally(TOOK_PART, number)):
            shown = True
            _keep_back(tx, number, authors(tx, number))
            _move(tx, number)
            end_asides(tx, [number])
        else:
            back = True
            _give_back(tx, number)
    _spend_writing(tx)
    return shown or not back


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
        _keep_back(tx, tx.state.round, authors(tx, tx.state.round))
        release_wall(tx)
        end_asides(tx, [tx.state.round])
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
    for number in _waiting_rounds(tx):
        if number in rounds and not may_reveal(tx.tally(TOOK_PART, number)):
            _give_back(tx, number)
            settled = update(Round).where(Round.n == number).values(settled=True)
            tx.connection.execute(settled)


def _give_back(tx: Tx, number: int) -> None:
    """Ends what waits of a round; its phones are told, and show their own words."""
    tx.connection.execute(delete(Card).where(Card.round == number))
    tx.connection.execute(update(Round).where(Round.n == number).values(given_back=True))


def _keep_back(tx: Tx, number: int, wrote: int) -> None:
    """Where fewer than three devices wrote, ends the cards that say no word of being shown then.

    Whether there are any plays no part: the round says the same of none at all.
    """
    if hide_each_other(wrote):
        return
    rows = tx.connection.execute(select(Card.key, Card.body).where(_waits(number))).all()
    alone = [row.key for row in rows if not _words(tx, row).show_few]
    tx.touch(Card)
    tx.connection.execute(delete(Card).where(Card.key.in_(alone)))
    tx.connection.execute(update(Round).where(Round.n == number).values(few_wrote=True))


def _spend_writing(tx: Tx) -> None:
    """No round of writing that was revealed collects again, also one without a card."""
    rounds = list(tx.connection.execute(select(Round.n).where(_writing(tx))).scalars())
    ended = update(Round).where(Round.n.in_(rounds)).values(spent=True, settled=True)
    tx.connection.execute(ended)
    _forget_writers(tx)
    remember(tx, rounds)
    wipe(tx, rounds)


def _forget_writers(tx: Tx) -> None:
    """Forgets which device wrote what is left of a round: what was set aside."""
    left = tx.connection.execute(select(Card.key, Card.body)).all()
    tx.touch(Card)
    for row in left:
        body = hide(tx.keys, "card", row.key, _nobodys(_words(tx, row)))
        tx.connection.execute(update(Card).where(Card.key == row.key).values(body=body))


def _nobodys(words: CardWords) -> CardWords:
    """Without what has served, and would tell cards on paper from others, and one device's."""
    return replace(words, show_few=False, author="")


def _writing(tx: Tx) -> ColumnElement[bool]:
    return Round.stage.in_(tx.agenda.ids("write"))


def _waiting_rounds(tx: Tx) -> list[int]:
    """The rounds of writing that were neither revealed nor given back, also those without a card:
    what the screens show must not tell whether anyone wrote."""
    waiting = select(Round.n).where(_writing(tx), ~Round.settled).order_by(Round.n)
    return list(tx.connection.execute(waiting).scalars())


def _anything_is_open(tx: Tx) -> bool:
    return tx.connection.execute(select(OpenCard.n).limit(1)).first() is not None


def _waits(number: int) -> ColumnElement[bool]:
    return (Card.round == number) & (Card.aside == "")


def _move(tx: Tx, number: int) -> None:
    cards = sorted(_read(tx, number), key=lambda card: (_content(card[0]), card[1]))
    keys = select(Card.key).where(_waits(number))
    note_shown(tx, number, tx.connection.execute(keys).scalars().all())
    tx.connection.execute(delete(Card).where(_waits(number)))
    last = tx.connection.execute(select(func.max(OpenCard.n))).scalar() or 0
    rows = [_open(tx, number, last + i, card) for i, card in enumerate(cards, 1)]
    if rows:
        tx.connection.execute(insert(OpenCard), rows)
        tx.put(known=[])


def _read(tx: Tx, number: int) -> list[Waiting]:
    columns = select(Card.key, Card.body, Card.sensitive)
    rows = tx.connection.execute(columns.where(_waits(number))).all()
    return [(_nobodys(_words(tx, row)), row.sensitive) for row in rows]


def _words(tx: Tx, row: Any) -> CardWords:
    return show(tx.keys, "card", row.key, row.body, CardWords)


def _content(words: CardWords) -> tuple[str, str, str, bool]:
    return (words.happened, words.learned, words.language, words.may_stand)


def _open(tx: Tx, number: int, n: int, card: Waiting) -> dict[str, object]:
    words, sensitive = card
    body = hide(tx.keys, "open_card", card_row(n), words)
    return {"n": n, "round": number, "body": body, "sensitive": sensitive}
