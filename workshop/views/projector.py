"""What the room's screen sees: nothing personal, and of the offers only one for each lesson."""

from msgspec.structs import replace

from workshop.protocol.entries import Entries
from workshop.views.room import Room
from workshop.views.shared import Surroundings, cards, commitment, leading, lessons, shared
from workshop.views.told import told
from workshop.views.wifi import on_screen


def entries(room: Room, around: Surroundings) -> Entries:
    """The entries of the projector's view."""
    offers: Entries = {
        f"commitments/{one.id}": replace(commitment(one), picked=True) for one in leading(room)
    }
    return {
        **shared(room, around),
        **on_screen(room.wifi),
        **told(room),
        **cards(room),
        **lessons(room),
        **offers,
    }
