"""Ask how: one question about a card that the room has seen, and what phones answer.

Each card that is asked about has a round of its own, a round of writing like any other. Its answers
are cards without a lesson: the desk reads them before the room does, and can put some on the list
of lessons. The others go when the room leaves them.
"""

from msgspec.structs import replace
from sqlalchemy import delete, select, update

from workshop.actions.answers import OK, Answered, AtDesk, action, stage_kind
from workshop.actions.as_it_stands import card_numbers
from workshop.actions.read_first import cards_on_desk, desk_read, keep_read
from workshop.actions.reveal import end_writing, return_answers, show_waiting
from workshop.actions.revealed_cards import clear_flags, is_answer_on_show
from workshop.actions.taps import card_number
from workshop.protocol import commands
from workshop.protocol.messages import Refused
from workshop.rules.stages import ENDING_PHASES, PICKING, READING, SHOWING
from workshop.storage.bodies import CardWords, card_row, hide, show
from workshop.storage.state import round_of
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import OpenCard


def can_be_asked(tx: Tx, card: int) -> bool:
    """True for a card on the screen that nobody was asked about yet."""
    asked = {one.about for one in tx.state.rounds}
    return card in card_numbers(tx) - {*tx.state.cards.off} - asked


@action
def add_to_lessons(tx: Tx, _who: AtDesk, _key: bytes, command: commands.AddToLessons) -> Answered:
    """Puts an answer on the list of lessons: one that the desk reads, as far as it will be shown,
    or takes it off again; or one on show."""
    if tx.state.phase == SHOWING and command.on:
        return _add_shown(tx, command.card)
    card = cards_on_desk(tx).get(command.card)
    if stage_kind(tx) != "ask_how" or card is None:
        return Refused(refused="no_such", about="card")
    read = desk_read(tx, card.round)
    picked = {*read.picked} - {card.key} | ({card.key} if command.on else set())
    keep_read(tx, card.round, replace(read, picked=sorted(picked)))
    tx.changed = True
    return OK


def _add_shown(tx: Tx, number: str) -> Answered:
    n = card_number(number)
    if not is_answer_on_show(tx, n) or n in tx.state.cards.off:
        return Refused(refused="no_such", about="card")
    body = tx.connection.execute(select(OpenCard.body).where(OpenCard.n == n)).scalar_one()
    words = show(tx.keys, "open_card", card_row(n), body, CardWords)
    body = hide(tx.keys, "open_card", card_row(n), replace(words, learned=words.happened))
    tx.touch(OpenCard)
    tx.connection.execute(update(OpenCard).where(OpenCard.n == n).values(body=body))
    tx.changed = True
    return OK


def go_on_asking(tx: Tx) -> None:
    """Goes on from the last call to the reading, and from there to the answers."""
    number = tx.state.round
    if tx.state.phase in ENDING_PHASES:
        end_writing(tx, [number])
        found = round_of(tx.state, number)
        back = found is not None and found.given_back
        if back:
            return_answers(tx, number)
        tx.put(phase=PICKING if back else READING, last_call_ends_at=None, going_to="")
    elif tx.state.phase == READING:
        show_waiting(tx, number)
        tx.put(phase=SHOWING, step=0)


def leave_asking(tx: Tx) -> None:
    """Ends what was asked as the room leaves the stage: what it has not been shown goes back."""
    if tx.state.round and tx.state.phase != SHOWING:
        end_writing(tx, [tx.state.round])
        return_answers(tx, tx.state.round)
    leave_answers(tx)


def leave_answers(tx: Tx) -> None:
    """Deletes the answers on show but those that are on the list of lessons."""
    rows = select(OpenCard.n, OpenCard.body).where(OpenCard.n.not_in(card_numbers(tx)))
    off = {*tx.state.cards.off}
    gone = [
        n
        for n, body in tx.connection.execute(rows).all()
        if n in off or not show(tx.keys, "open_card", card_row(n), body, CardWords).learned
    ]
    tx.touch(OpenCard)
    tx.connection.execute(delete(OpenCard).where(OpenCard.n.in_(gone)))
    clear_flags(tx, gone)
