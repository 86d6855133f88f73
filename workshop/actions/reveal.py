"""The reveal: the cards of a round move to where the room can see them."""

from collections.abc import Collection
from typing import Any

from msgspec.structs import replace
from sqlalchemy import delete, select, update

from workshop.actions.answers import is_open
from workshop.actions.as_it_stands import card_numbers
from workshop.actions.marks import delete_marks, remember
from workshop.actions.read_first import (
    desk_read,
    end_words,
    keep_read,
    with_aside_told,
    with_fates,
    words_of,
)
from workshop.actions.revealed_cards import nobodys, put_up
from workshop.actions.wall import show_desk
from workshop.actions.writers import have_enough_written
from workshop.rules.stages import SENDS_CARDS, looked_through
from workshop.storage.bodies import CardWords, ReadWords, hide_anew
from workshop.storage.state import RoundWords, round_of, stage_of
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import Card

_CARDS = select(Card.key, Card.round, Card.body)


def reveal(tx: Tx) -> bool:
    """Reveals what waits, round by round; False if nothing is shown, as too few wrote."""
    waiting = _waiting_rounds(tx)
    end_writing(tx, waiting)
    for number in waiting:
        _move(tx, number)
    all_back = waiting and all(one.given_back for one in _writing(tx) if one.n in waiting)
    _spend_writing(tx)
    return not all_back or _anything_is_open(tx)


def end_wall(tx: Tx) -> None:
    """Ends the writing on a live wall: its rest goes to the desk, as far as it is shown.

    Its round is spent then: one card more would stand alone. What is on the wall has rows of its
    own by now, and those that phones made go together.
    """
    if not tx.state.live_wall or not is_open(tx, tx.state.round):
        return
    end_writing(tx, [tx.state.round])
    show_desk(tx)
    _spend_writing(tx)


def count_writers(tx: Tx) -> bool:
    """Counts if enough devices wrote in the current round for its words to be shown, and has the
    round say so. Returns True if it says something else from now on.

    The desk is told only so, at moments that no writer chooses.
    """
    number = tx.state.round
    few = not have_enough_written(tx, number)
    said = round_of(tx.state, number)
    tx.put_rounds([number], given_back=few)
    return said is not None and said.given_back != few


def end_writing(tx: Tx, rounds: Collection[int]) -> None:
    """Ends these rounds of writing before anybody reads what they collected; where too few devices
    wrote, all goes back to its phones but what is shown even so.

    No round of which a desk has seen a card collects again: one card more would stand alone.
    Whether there are any cards plays no part: nobody is to learn that.
    """
    ending = [one for one in _writing(tx) if one.n in rounds and not one.spent]
    for one in ending:
        if one.given_back:
            _keep_back(tx, one.n)
    tx.put_rounds([one.n for one in ending], spent=True)


def end_all_writing(tx: Tx) -> None:
    """Ends all rounds of writing that wait, as the desk begins to look through them."""
    end_writing(tx, _waiting_rounds(tx))


def give_unshown_back(tx: Tx) -> None:
    """Gives back all that still waits, as the last stage begins: no reveal follows it.

    Its phones ask until the seal, and are told.
    """
    end_all_writing(tx)
    for number in _waiting_rounds(tx):
        _give_back(tx, number)
    _spend_writing(tx)


def _give_back(tx: Tx, number: int) -> None:
    read = with_aside_told(desk_read(tx, number))
    unshown = {row.key for row in _waiting(tx, number, read)}
    told = with_fates(read, unshown, "unread").fates
    keep_read(tx, number, ReadWords(fates=told), over=True)
    tx.touch(Card)
    tx.connection.execute(delete(Card).where(Card.round == number))


def _keep_back(tx: Tx, number: int) -> None:
    """Ends the cards that are not shown as too few devices wrote; none of those is among them that
    the desk of a live wall was shown before."""
    read = desk_read(tx, number)
    rows = [row for row in _waiting(tx, number, read) if row.key not in read.at_desk]
    alone = {row.key for row in rows if not words_of(tx, row).show_few}
    end_words(tx, number, alone)
    keep_read(tx, number, with_fates(read, alone, "back"))


def _spend_writing(tx: Tx) -> None:
    """No round of writing that was revealed collects again, also one without a card."""
    _spend(tx, [one.n for one in _writing(tx)], _waiting_rounds(tx))


def _spend(tx: Tx, rounds: list[int], ending: list[int]) -> None:
    tx.put_rounds(rounds, spent=True, settled=True)
    _forget_writers(tx, rounds)
    remember(tx, rounds, ending)
    delete_marks(tx, rounds, taps_go_on=bool(tx.state.live_wall))


def show_waiting(tx: Tx, number: int) -> None:
    """Shows the room what the desk has read of a round of answers."""
    _move(tx, number)
    _spend(tx, [number], [number])


def return_answers(tx: Tx, number: int) -> None:
    """Gives back all that waits of a round of answers: its phones ask, and are told."""
    _give_back(tx, number)
    _spend(tx, [number], [number])


def _forget_writers(tx: Tx, rounds: list[int]) -> None:
    """Forgets which device wrote what is left of these rounds: what was set aside."""
    left = tx.connection.execute(_CARDS.where(Card.round.in_(rounds))).all()
    tx.touch(Card)
    for row in left:
        words = nobodys(words_of(tx, row))
        body = hide_anew(tx.own.round(row.round), "card", row.key, words)
        tx.connection.execute(update(Card).where(Card.key == row.key).values(body=body))


def _writing(tx: Tx) -> list[RoundWords]:
    stages = tx.agenda.ids(*SENDS_CARDS)
    return [one for one in tx.state.rounds if one.stage in stages]


def _waiting_rounds(tx: Tx) -> list[int]:
    """The rounds of writing that were neither revealed nor given back, also those without a card:
    what the screens show must not tell whether anyone wrote."""
    return [one.n for one in _writing(tx) if not one.settled]


def _anything_is_open(tx: Tx) -> bool:
    return bool(card_numbers(tx))


def _waiting(tx: Tx, number: int, read: ReadWords) -> list[Any]:
    """The cards of a round that are neither set aside nor gone."""
    rows = tx.connection.execute(_CARDS.where(Card.round == number)).all()
    return [row for row in rows if row.key not in {*read.aside, *read.fates}]


def _move(tx: Tx, number: int) -> None:
    """Shows the room what waits of a round, and gives back what the desk should have read first."""
    read = desk_read(tx, number)
    rows = _waiting(tx, number, read)
    words = {row.key: words_of(tx, row) for row in rows}
    reads = _must_be_read(tx, number)
    late = {key for key in words if reads and key not in read.opened}
    tx.touch(Card)
    tx.connection.execute(delete(Card).where(Card.round == number))
    shown = [
        (_as_shown(words[key], listed=key in read.picked), key in read.sensitive)
        for key in words
        if key not in late
    ]
    put_up(tx, number, shown)
    told = with_fates(with_aside_told(read), late, "unread").fates
    kept = ReadWords(fates=told)
    keep_read(tx, number, kept, over=True)


def _as_shown(words: CardWords, *, listed: bool) -> CardWords:
    """The words of a card once they are nobody's; an answer that is on the list is its lesson."""
    return nobodys(replace(words, learned=words.happened) if listed else words)


def _must_be_read(tx: Tx, number: int) -> bool:
    """True if the agenda has the desk read the cards of a round before the room sees them."""
    kinds = [one.kind for one in tx.agenda.stages]
    return looked_through(kinds, tx.agenda.place(stage_of(tx.state, number)) or 0)
