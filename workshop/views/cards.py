"""Cards as views show them: revealed ones, and at the desk those that it reads first."""

from workshop.protocol import entries
from workshop.protocol.entries import Entries
from workshop.rules.thresholds import Amount, amount
from workshop.views.room import Room, once
from workshop.views.room_parts import RoomCard, WaitingCard


@once
def cards(room: Room) -> Entries:
    """Returns the revealed cards, for the room; those taken off without their words."""
    found: Entries = {f"cards/{card.n}": _card(room, card) for card in room.cards}
    return {**found, **_order(room)}


def desk_cards(room: Room) -> Entries:
    """Returns every revealed card with its words, and those that the desk reads first."""
    return {
        **{f"cards/{card.n}": _desk_card(room, card) for card in room.cards},
        **_order(room),
        **{f"answers/{card.n}": _desk_answer(card) for card in room.answers},
        **{f"review/{card.handle}": _review(card) for card in room.waiting},
    }


@once
def answers(room: Room) -> Entries:
    """Returns the answers on show, for the room; those taken off without their words."""
    return {f"answers/{card.n}": _answer(card) for card in room.answers}


def _answer(card: RoomCard) -> entries.AnswerEntry:
    words = card.words
    text = "" if card.off else words.happened
    return entries.AnswerEntry(n=card.n, text=text, language=words.language, off=card.off)


def _desk_answer(card: RoomCard) -> entries.DeskAnswerEntry:
    return entries.DeskAnswerEntry(
        n=card.n,
        text=card.words.happened,
        language=card.words.language,
        off=card.off,
        listed=card.listed,
        asked=card.asked,
    )


def _order(room: Room) -> Entries:
    """Returns the order in which cards are shown, once there are any."""
    if not room.cards:
        return {}
    cards = [card.n for card in room.cards]
    return {"order": entries.Order(cards=cards, known=room.state.known)}


def _card(room: Room, card: RoomCard) -> entries.Card:
    return entries.Card(
        n=card.n,
        happened="" if card.off else card.words.happened,
        learned="" if card.off else card.words.learned,
        language=card.words.language,
        sensitive=card.sensitive,
        off=card.off,
        been_there=_been_there(room, card),
    )


def _desk_card(room: Room, card: RoomCard) -> entries.DeskCard:
    return entries.DeskCard(
        n=card.n,
        happened=card.words.happened,
        learned=card.words.learned,
        language=card.words.language,
        sensitive=card.sensitive,
        off=card.off,
        been_there=_been_there(room, card),
        asked=card.asked,
        shown=card.shown,
    )


def _review(card: WaitingCard) -> entries.ReviewCard:
    return entries.ReviewCard(
        handle=card.handle,
        happened=card.words.happened,
        learned=card.words.learned,
        language=card.words.language,
        sensitive=card.sensitive,
        aside=card.aside,  # type: ignore[arg-type]
        read=card.read,
        listed=card.listed,
    )


def _been_there(room: Room, card: RoomCard) -> Amount:
    """Returns how many have been there, in words; nothing for a sensitive card."""
    if card.sensitive:
        return "none"
    return amount(room.been_there(str(card.n)), room.state.devices)
