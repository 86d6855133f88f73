"""The participant's view: whatever the room's screen shows, and what it can do."""

from workshop.protocol.entries import Entries
from workshop.views.cards import cards
from workshop.views.commitments import commitments
from workshop.views.lessons import lessons
from workshop.views.room import Room, Surroundings
from workshop.views.shared import shared
from workshop.views.stories import stories


def entries(room: Room, around: Surroundings) -> Entries:
    """Returns the entries of the participant's view."""
    return {
        **shared(room, around),
        **stories(room),
        **cards(room),
        **lessons(room),
        **commitments(room),
    }
