"""The commitments of earlier workshops, once the agenda has come to its follow-up."""

from workshop.protocol import entries
from workshop.protocol.entries import Entries
from workshop.views.promised import promised
from workshop.views.room import Room, RoomCarried
from workshop.views.told import reached


def carried(room: Room) -> Entries:
    """Each commitment of an earlier workshop, with what became of it."""
    if not reached(room, "follow_up"):
        return {}
    return {f"carried/{one.n}": _carried(one) for one in room.carried}


def _carried(one: RoomCarried) -> entries.Carried:
    words = one.words
    return entries.Carried(
        n=one.n,
        lesson=words.lesson,
        made=words.made,
        outcome=words.outcome,
        will_now=words.will_now,
        by_now=words.by_now,
        learned=words.learned,
        **promised(words),
    )
