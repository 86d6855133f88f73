"""The readings of a board: of an open workshop a room, of a sealed one its summary."""

from collections.abc import Callable

from workshop.protocol.entries import Entry
from workshop.protocol.messages import ViewName
from workshop.rules.stages import SENDS_CARDS
from workshop.storage.library import Sealed
from workshop.views import Room, Surroundings, entries, sealed_entries
from workshop.views.votes import undecided


class OpenReading:
    """A room, read in one transaction."""

    def __init__(self, room: Room, around: Callable[[], Surroundings]) -> None:
        self._room = room
        self._around = around
        self.epoch = room.epoch
        self.took_part = room.took_part
        self.writes = room.stage.kind in SENDS_CARDS and room.collecting
        self.arrives = room.stage.kind == "arrive"
        self.votes = undecided(room)

    def entries(self, view: ViewName) -> dict[str, Entry]:
        """Returns the entries that the view shows of the room."""
        return entries(view, self._room, self._around())


class SealedReading:
    """A summary, and nothing else."""

    epoch = "sealed"
    took_part = 0
    writes = False
    arrives = False
    votes = False

    def __init__(self, summary: Sealed, around: Surroundings) -> None:
        self._summary = summary
        self._around = around

    def entries(self, view: ViewName) -> dict[str, Entry]:
        """Returns the entries that the view shows of a sealed workshop."""
        return sealed_entries(view, self._summary, self._around)
