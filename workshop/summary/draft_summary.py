"""A summary before the end: what the desk shows at this moment, and nothing besides."""

from datetime import date

from msgspec.structs import replace

from workshop.protocol.summary import Summary
from workshop.summary.build import build
from workshop.views.room import Room
from workshop.views.stories import reached


def draft_of(room: Room, day: date) -> Summary:
    """A draft of the summary of a workshop that began on this day.

    Which cards may stand is told once, by the seal: until then a card can be taken off, and a
    file that somebody has taken home could not be called back. Stories and earlier commitments
    are in it once the room has heard them, since whoever helps at a desk has read neither before;
    and the two questions while the desk shows how they were answered.
    """
    asked = room.stage.kind == "finish"
    whole = build(room, day, draft=True)
    return replace(
        whole,
        followed=whole.followed if reached(room, "follow_up") else [],
        cards=[],
        cards_shown=None,
        worth=whole.worth if asked else None,
        use=whole.use if asked else None,
    )
