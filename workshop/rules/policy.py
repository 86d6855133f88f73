"""What the facilitator may do with a card: told to everybody before they write one."""

from workshop.rules.agenda import Agenda, message

LOOKED_THROUGH = message(
    "The facilitator reads the cards first and may set one aside, turn off reactions to it, or "
    "take it off the screen later. A card that was set aside or taken off appears in no summary "
    "and is erased at the end."
)
SHOWN_AT_ONCE = message(
    "The facilitator may turn off reactions to a card, or take it off the screen. A card that was "
    "taken off appears in no summary and is erased at the end."
)


def policy(agenda: Agenda, live_wall: bool) -> str:
    """The sentence for an agenda. What goes on a live wall is read first, too."""
    looked = agenda.position("look_through") is not None or live_wall
    return LOOKED_THROUGH if looked else SHOWN_AT_ONCE
