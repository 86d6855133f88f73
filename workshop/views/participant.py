"""What a participant's device sees: whatever the room's screen shows, and what it can do."""

from workshop.protocol.entries import Entries
from workshop.views.room import Room
from workshop.views.shared import Surroundings, cards, commitment, lessons, shared
from workshop.views.told import told


def entries(room: Room, around: Surroundings) -> Entries:
    """The entries of the participant's view."""
    offers: Entries = {f"commitments/{one.id}": commitment(one) for one in room.commitments}
    return {**shared(room, around), **told(room), **cards(room), **lessons(room), **offers}
