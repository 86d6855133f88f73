"""The views: pure functions from a room to the entries of each view.

What each view may see is decided here, per view, and nowhere else.
"""

from collections.abc import Callable

from workshop.protocol.entries import Entries
from workshop.views import desk, participant, projector
from workshop.views.room import Room, Surroundings
from workshop.views.room_reading import read_room
from workshop.views.sealed import sealed_entries

VIEWS: dict[str, Callable[[Room, Surroundings], Entries]] = {
    "participant": participant.entries,
    "projector": projector.entries,
    "desk": desk.entries,
}


def entries(view: str, room: Room, around: Surroundings) -> Entries:
    """The entries of one view. Raises KeyError for an unknown view."""
    return VIEWS[view](room, around)


__all__ = ["VIEWS", "Room", "Surroundings", "entries", "read_room", "sealed_entries"]
