"""Taps: "I have been there", "something is unclear", and "ask to take this off the screen"."""

from workshop.actions.answers import (
    OK,
    Answered,
    Participant,
    action,
    is_open,
    not_collecting,
    stage_kind,
)
from workshop.actions.as_it_stands import AsItStands, card_numbers, not_free
from workshop.actions.hiding import hides_others, show_group
from workshop.actions.marks import remembers, toggle
from workshop.actions.revealed_cards import flag, is_answer_on_show, is_there
from workshop.protocol import commands
from workshop.protocol.messages import Refused
from workshop.rules.agenda import StageKind
from workshop.rules.thresholds import tap_item
from workshop.storage.transaction import Tx
from workshop.views.on_show import reads_wall

STORY_TARGET = "story"


@action
def been_there(tx: Tx, who: Participant, _key: bytes, command: commands.BeenThere) -> Answered:
    """Says "I have been there" of the story or of a card, or takes it back."""
    refused = _not_now(tx, command.item, command.round)
    refused = refused or _not_for_taps(tx, command.item)
    if refused:
        return refused
    # "3" and "03" are one card, and one tap.
    told = tx.agenda.told(tx.position)
    item = tap_item(told if command.item == STORY_TARGET else str(card_number(command.item)))
    number = command.round
    mark = tx.own.round(number).mark(who.secret, number, item)
    if mark in tx.memory.ended or not (is_open(tx, number) or remembers(tx, number)):
        # It tapped while the wall was written on, and counts already; or may have, before a restart
        return OK
    if toggle(tx, mark, item, command.on, number):
        hides_others(tx, who, number, item)
        tx.at_end(item, lambda tx: show_group(tx, number, item, (item,)))
    return OK


@action
def unclear(tx: Tx, who: Participant, _key: bytes, command: commands.Unclear) -> Answered:
    """Says that something in the ground rules is unclear; the desk sees how many."""
    at_arrival = stage_kind(tx) == "arrive"
    refused = not_collecting(tx, "arrive" if at_arrival else "ground_rules", command.round)
    if refused:
        return refused
    mark = tx.own.round(command.round).mark(who.secret, command.round, "unclear")
    tx.changed |= toggle(tx, mark, "unclear", command.on, command.round)
    return OK


@action
def ask_off(tx: Tx, _who: Participant, _key: bytes, command: commands.AskOff) -> Answered:
    """Asks the desk to take a card off the screen, or an answer on show; nothing is kept of who
    asked."""
    n = card_number(command.card)
    if not (n in card_numbers(tx) or is_answer_on_show(tx, n)):
        return Refused(refused="no_such", about="card")
    flag(tx, "asked", [n])
    tx.changed = True
    return OK


def card_number(item: str) -> int:
    """The number of a revealed card; -1 when it is none."""
    return int(item) if item.isdecimal() and len(item) < 10 else -1


def _not_now(tx: Tx, item: str, round_: int) -> Refused | None:
    """A live wall still takes taps while it is read; nothing else of its round is open then."""
    if item != STORY_TARGET and round_ == tx.state.round and reads_wall(AsItStands(tx)):
        return None
    return not_collecting(tx, _where(tx, item), round_)


def _where(tx: Tx, item: str) -> StageKind:
    if item == STORY_TARGET:
        return "story"
    return "write" if tx.state.live_wall and stage_kind(tx) == "write" else "reveal"


def _not_for_taps(tx: Tx, item: str) -> Refused | None:
    """A sensitive card, or one that was taken off, takes no taps."""
    if item == STORY_TARGET:
        return None
    n = card_number(item)
    if not is_there(tx, n):
        return Refused(refused="no_such", about="card")
    return Refused(refused="not_allowed", about="card") if n in not_free(tx.state.cards) else None
