"""The told failures, the story and the leader's: for the room once their stage has come."""

from workshop.protocol import entries
from workshop.protocol.entries import Entries
from workshop.rules.agenda import StageKind
from workshop.views.room import Room
from workshop.views.standing import story_on_show, was_held


def told(room: Room) -> Entries:
    """The story and the leader's own failure, once the agenda has reached them."""
    found: Entries = {}
    if reached(room, "story"):
        found["story"] = story_on_show(room)
    if reached(room, "go_first"):
        found["leader"] = leader(room)
    return found


def leader(room: Room) -> entries.Leader:
    """The leader who goes first."""
    words = room.leader
    return entries.Leader(name=words.name, text=words.text, language=words.language)


def reached(room: Room, kind: StageKind) -> bool:
    """Whether a stage of this kind is or was on show: one that was skipped is not."""
    return any(one.kind == kind and was_held(room, one) for one in room.agenda.stages)
