"""The views: pure functions from a room to the entries of each view."""

from workshop.views.by_view import VIEWS, entries
from workshop.views.on_show import beats
from workshop.views.room import Room, Surroundings
from workshop.views.room_reading import read_room
from workshop.views.sealed import sealed_entries

__all__ = ["VIEWS", "Room", "Surroundings", "beats", "entries", "read_room", "sealed_entries"]
