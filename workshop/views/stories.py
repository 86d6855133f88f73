"""Failures that are told, the story and the leader's: for the room once their stage has come."""

from workshop.protocol import entries
from workshop.protocol.entries import Entries
from workshop.rules.agenda import StageKind
from workshop.rules.thresholds import amount
from workshop.views.on_show import story_on_show, was_held
from workshop.views.room import Room, once


@once
def stories(room: Room) -> Entries:
    """The story and the leader's own failure, once the agenda has reached them."""
    found: Entries = {}
    if reached(room, "story"):
        found["story"] = story_on_show(room)
    if reached(room, "go_first"):
        found["leader"] = leader(room)
    return found


def leader(room: Room) -> entries.Leader:
    """Returns the leader who goes first."""
    words = room.leader
    return entries.Leader(name=words.name, text=words.text, language=words.language)


def reached(room: Room, kind: StageKind) -> bool:
    """True if a stage of this kind is or was on show: one that was skipped is not."""
    return any(one.kind == kind and was_held(room, one) for one in room.agenda.stages)


def story_been(room: Room) -> entries.Several:
    """Returns how many have been where the story was, in words."""
    count = room.been_there(room.agenda.told(room.position))
    return entries.Several(amount=amount(count, room.state.devices))
