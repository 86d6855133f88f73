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
        **{f"review/{card.handle}": _review(card) for card in room.waiting},
    }


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
    )


def _been_there(room: Room, card: RoomCard) -> Amount:
    """Returns how many have been there, in words; nothing for a sensitive card."""
    if card.sensitive:
        return "none"
    return amount(room.been_there(str(card.n)), room.state.devices)
