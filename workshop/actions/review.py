"""The desk's care for what people send: let on or set aside before the room sees it, and taken off
the screen after that."""

from typing import cast

from msgspec.structs import replace
from sqlalchemy import select

from workshop.actions import sent_lessons, sent_offers, wall
from workshop.actions.answers import OK, Answered, AtDesk, action, stage_kind
from workshop.actions.lesson_list import leave_list
from workshop.actions.lessons import place
from workshop.actions.read_first import (
    OnDesk,
    cards_on_desk,
    desk_read,
    desk_reads_wall,
    keep_read,
    looks_through,
)
from workshop.actions.revealed_cards import Flag, flag, is_there
from workshop.actions.taps import card_number
from workshop.actions.voting import strike
from workshop.protocol import commands
from workshop.protocol.base import Handle
from workshop.protocol.messages import Ok, Refused
from workshop.rules.agenda import StageKind
from workshop.rules.text import one_line
from workshop.storage.bodies import CardWords, LessonWords, ReadWords, card_row, show
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import OpenCard


@action
def let_on(tx: Tx, who: AtDesk, key: bytes, command: commands.LetOn) -> Answered:
    """Shows the room what the desk has read: offers while the room commits, cards of a live wall,
    else lessons."""
    if desk_reads_wall(tx):
        return wall.let_on_wall(tx, command.unread)
    if stage_kind(tx) == "commit":
        return sent_offers.let_offers_on(tx, who, key, command)
    return sent_lessons.let_lessons_on(tx, who, key, command)


@action
def put_aside(tx: Tx, who: AtDesk, key: bytes, command: commands.PutAside) -> Answered:
    """Keeps something that a phone has sent from the room: an offer while the room commits, else a
    lesson."""
    if stage_kind(tx) == "commit":
        return sent_offers.put_offer_aside(tx, who, key, command)
    return sent_lessons.put_lesson_aside(tx, who, key, command)


HANDLE = 32
"""Characters of a waiting card's handle; a revealed card has a number instead."""


@action
def note_opened(tx: Tx, _who: AtDesk, _key: bytes, command: commands.Opened) -> Answered:
    """Notes which cards were opened at a desk: only they are shown to the room."""
    refused, cards = _not_here(tx), cards_on_desk(tx)
    if refused:
        return refused
    known = [cards[one] for one in command.cards if one in cards]
    for number in sorted({card.round for card in known}):
        read = desk_read(tx, number)
        now = {*read.opened, *(card.key for card in known if card.round == number)}
        if now - {*read.opened}:
            keep_read(tx, number, replace(read, opened=sorted(now)))
            tx.changed = True
    return OK


@action
def set_aside(tx: Tx, _who: AtDesk, _key: bytes, command: commands.SetAside) -> Answered:
    """Keeps a waiting card off the screen for a reason, or puts it back."""
    card = _waiting(tx, command.card)
    if isinstance(card, Refused):
        return card
    if desk_reads_wall(tx):
        wall.set_aside_on_wall(tx, card.key, command.reason)
        return OK
    read = desk_read(tx, card.round)
    others = {key: why for key, why in read.aside.items() if key != card.key}
    aside = others | ({card.key: command.reason} if command.reason else {})
    return _decide(tx, card.round, replace(read, aside=dict(sorted(aside.items()))))


@action
def mark_sensitive(tx: Tx, _who: AtDesk, _key: bytes, command: commands.MarkSensitive) -> Answered:
    """Marks a card as sensitive, before the room sees it or afterwards."""
    if len(command.card) != HANDLE:
        return _revealed(tx, command.card, sensitive=command.on)
    card = _waiting(tx, Handle(command.card))
    if isinstance(card, Refused):
        return card
    if desk_reads_wall(tx):
        wall.mark_sensitive_on_wall(tx, card.key, command.on)
        return OK
    read = desk_read(tx, card.round)
    on = {*read.sensitive} - {card.key} | ({card.key} if command.on else set())
    return _decide(tx, card.round, replace(read, sensitive=sorted(on)))


@action
def take_off(tx: Tx, _who: AtDesk, _key: bytes, command: commands.TakeOff) -> Answered:
    """Takes a revealed card off every screen, and what it taught off the list; or shows it again.

    What the list had of it comes back with it, unless the room has voted meanwhile.
    """
    answer = _revealed(tx, command.card, off=command.on, asked=False)
    taught = _taught(tx, command.card) if isinstance(answer, Ok) else None
    if taught and command.on:
        strike(tx, leave_list(tx, taught.text, voted=bool(tx.state.vote_round)))
    elif taught and not tx.state.vote_round and _is_listed(tx):
        place(tx, taught)
    return answer


def _is_listed(tx: Tx) -> bool:
    """True if a list was made of what the cards taught."""
    made_by: tuple[StageKind, ...] = ("lessons", "commit")
    return any(tx.agenda.has_reached(kind, tx.position) for kind in made_by)


def _taught(tx: Tx, item: str) -> LessonWords | None:
    n = card_number(item)
    body = tx.connection.execute(select(OpenCard.body).where(OpenCard.n == n)).scalar_one()
    words = show(tx.keys, "open_card", card_row(n), body, CardWords)
    text = one_line(words.learned)
    return LessonWords(text=text, language=words.language) if text else None


@action
def leave_card(tx: Tx, _who: AtDesk, _key: bytes, command: commands.LeaveCard) -> Answered:
    """Leaves a card on the screen that somebody asked to take off."""
    return _revealed(tx, command.card, asked=False)


def _not_here(tx: Tx) -> Refused | None:
    if desk_reads_wall(tx) or looks_through(tx):
        return None
    return Refused(refused="wrong_stage", about="look_through")


def _waiting(tx: Tx, handle: Handle) -> OnDesk | Refused:
    found = cards_on_desk(tx).get(handle)
    return _not_here(tx) or found or Refused(refused="no_such", about="card")


def _decide(tx: Tx, round_: int, read: ReadWords) -> Answered:
    """Notes what the desk decided beside the rows that phones have made: these it never touches."""
    keep_read(tx, round_, read)
    tx.changed = True
    return OK


def _revealed(tx: Tx, item: str, **flags: bool) -> Answered:
    n = card_number(item)
    if not is_there(tx, n):
        return Refused(refused="no_such", about="card")
    for name, on in flags.items():
        flag(tx, cast("Flag", name), [n], on=on)
    tx.changed = True
    return OK
