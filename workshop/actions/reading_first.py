"""What the desk reads before the room does: in each stage that has such things, its own."""

from workshop.actions import sent_lessons, sent_offers, wall
from workshop.actions.answers import Answer, AtDesk, action, stage_kind
from workshop.actions.waiting import desk_reads_wall
from workshop.protocol import commands
from workshop.storage.transaction import Tx


@action
def let_on(tx: Tx, who: AtDesk, key: bytes, command: commands.LetOn) -> Answer:
    """Shows the room what the desk has read: offers while the room commits, cards of a live wall,
    else lessons."""
    if desk_reads_wall(tx):
        return wall.let_on(tx, command.unread)
    if stage_kind(tx) == "commit":
        return sent_offers.let_on(tx, who, key, command)
    return sent_lessons.let_on(tx, who, key, command)


@action
def put_aside(tx: Tx, who: AtDesk, key: bytes, command: commands.PutAside) -> Answer:
    """Keeps something that a phone has sent from the room: an offer while the room commits, else a
    lesson."""
    if stage_kind(tx) == "commit":
        return sent_offers.put_aside(tx, who, key, command)
    return sent_lessons.put_aside(tx, who, key, command)
