"""The desk reads before anything that phones sent is shown: it opens all, and lets on all."""

from workshop.protocol import commands
from workshop.views.room import Room


def to_read(room: Room) -> list[commands.AnyCommand]:
    """Returns what a desk sends that opens all cards and puts them up on a live wall."""
    cards = [card.handle for card in room.waiting if not card.aside]
    unread = [card.handle for card in room.waiting if not (card.read or card.aside)]
    found: list[commands.AnyCommand] = [commands.Opened(cards=unread)] if unread else []
    on_wall = room.state.live_wall and room.stage.kind == "write"
    return [*found, commands.LetOn(unread=cards)] if cards and on_wall else found
