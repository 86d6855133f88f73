"""The desk's care for cards: set aside before the reveal, take off after it."""

from sqlalchemy import select, update

from workshop.actions.answers import OK, Answer, AtDesk, stage_kind
from workshop.actions.lessons import place
from workshop.actions.taps import card_number
from workshop.actions.taught import leave_list
from workshop.actions.voting import strike
from workshop.actions.waiting import waiting_keys
from workshop.protocol import commands
from workshop.protocol.messages import Ok, Refused
from workshop.rules.batches import batches
from workshop.rules.text import one_line
from workshop.storage.bodies import CardWords, LessonWords, card_row, show
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import Card, OpenCard

HANDLE = 32
"""Characters of a waiting card's handle; a revealed card has a number instead."""


def set_aside(tx: Tx, _who: AtDesk, _key: bytes, command: commands.SetAside) -> Answer:
    """Keeps a waiting card off the screen for a reason, or puts it back."""
    if stage_kind(tx) != "look_through":
        return Refused(refused="wrong_stage", about="look_through")
    return _waiting(tx, command.card, aside=command.reason)


def reviewed(tx: Tx, _who: AtDesk, _key: bytes, command: commands.Reviewed) -> Answer:
    """Marks a batch of the look-through as read, for every desk, or takes that back."""
    if stage_kind(tx) != "look_through":
        return Refused(refused="wrong_stage", about="look_through")
    if not 1 <= command.batch <= batches(len(waiting_keys(tx))):
        return Refused(refused="no_such", about="batch")
    read = {*tx.state.reviewed} - {command.batch}
    tx.put(reviewed=sorted(read | {command.batch} if command.on else read))
    tx.changed = True
    return OK


def mark_sensitive(tx: Tx, _who: AtDesk, _key: bytes, command: commands.MarkSensitive) -> Answer:
    """Marks a card as sensitive, before the reveal or after it."""
    if len(command.card) == HANDLE:
        if stage_kind(tx) != "look_through":
            return Refused(refused="wrong_stage", about="look_through")
        return _waiting(tx, command.card, sensitive=command.on)
    return _revealed(tx, command.card, sensitive=command.on)


def take_off(tx: Tx, _who: AtDesk, _key: bytes, command: commands.TakeOff) -> Answer:
    """Takes a revealed card off every screen, and what it taught off the list; or shows it again.

    What the list had of it comes back with it, unless the room has voted meanwhile.
    """
    answer = _revealed(tx, command.card, off=command.on, asked=False)
    taught = _taught(tx, command.card) if isinstance(answer, Ok) else None
    if taught and command.on:
        strike(tx, leave_list(tx, taught.text, voted=bool(tx.state.vote_round)))
    elif taught and not tx.state.vote_round and tx.agenda.has_reached("lessons", tx.position):
        place(tx, taught)
    return answer


def _taught(tx: Tx, item: str) -> LessonWords | None:
    n = card_number(item)
    body = tx.connection.execute(select(OpenCard.body).where(OpenCard.n == n)).scalar_one()
    words = show(tx.keys, "open_card", card_row(n), body, CardWords)
    text = one_line(words.learned)
    return LessonWords(text=text, language=words.language) if text else None


def leave_card(tx: Tx, _who: AtDesk, _key: bytes, command: commands.LeaveCard) -> Answer:
    """Leaves a card on the screen that somebody asked to take off."""
    return _revealed(tx, command.card, asked=False)


def _waiting(tx: Tx, handle: str, **values: object) -> Answer:
    try:
        key = bytes.fromhex(handle)
    except ValueError:
        return Refused(refused="no_such", about="card")
    return _changed(tx, tx.connection.execute(update(Card).where(Card.key == key).values(**values)))


def _revealed(tx: Tx, item: str, **values: object) -> Answer:
    where = OpenCard.n == card_number(item)
    return _changed(tx, tx.connection.execute(update(OpenCard).where(where).values(**values)))


def _changed(tx: Tx, outcome: object) -> Answer:
    if not outcome.rowcount:  # type: ignore[attr-defined]
        return Refused(refused="no_such", about="card")
    tx.changed = True
    return OK
