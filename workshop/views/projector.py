"""The view of the room's screen: nothing personal, and of the offers only one for each lesson."""

from workshop.protocol.entries import Entries
from workshop.views.cards import cards
from workshop.views.commitments import leading_commitments
from workshop.views.lessons import lessons
from workshop.views.room import Room, Surroundings
from workshop.views.shared import shared
from workshop.views.stories import stories
from workshop.views.wifi import on_screen


def entries(room: Room, around: Surroundings) -> Entries:
    """Returns the entries of the projector's view."""
    return {
        **shared(room, around),
        **on_screen(room.wifi),
        **stories(room),
        **cards(room),
        **lessons(room),
        **leading_commitments(room),
    }
