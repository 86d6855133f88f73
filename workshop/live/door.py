"""The door of a workshop: who comes in, who waits, and who is turned away.

Per process, as the devices that it knows: another process of the same server turns nobody away, and
its door closes with the workshop's.
"""

import time
from collections.abc import Callable
from typing import Literal

from workshop.live.batches import Answer
from workshop.live.board import Board
from workshop.live.devices import is_ticket_of
from workshop.live.guests import Guests
from workshop.protocol.messages import Ok, Queue, Refused
from workshop.storage.keyring import device_of


def refused_at_door(
    board: Board, secret: bytes, ticket: str | None
) -> Queue | Literal["door_closed", "retry"] | None:
    """Returns why a device is not let in, for good or for now; None if it is. One that was here
    before never waits for its turn, but it comes as often only as its purse allows."""
    device, devices, now = device_of(secret), board.devices, time.monotonic()
    was_here = is_ticket_of(board.keys, secret, ticket) and not devices.is_turned_away(device)
    if board.door_closed and not was_here:
        return "door_closed"
    if not was_here and not devices.knows(device):
        wait = devices.newcomers.wait(device, now, arriving=board.reading.arrives)
        if wait:
            return Queue(seconds=wait.turn, again=wait.again)
    return None if devices.purses.of(device, now).spend(now, "connect") else "retry"


def may_turn_away(board: Board, key: bytes) -> bool:
    """True if a flood is seen, or was turned away by this very command, which is sent again."""
    newcomers = board.devices.newcomers
    return newcomers.flood(time.monotonic()) is not None or newcomers.ended_by == key


def turn_away(board: Board, guests: Guests, end: Callable[[str], None]) -> frozenset[bytes]:
    """Turns away the devices of the flood, ends their connections, and returns them; before the
    stage is cleared, so that they are not counted there."""
    flooding = board.devices.newcomers.flooding
    board.devices.turn_away(flooding)
    for guest in guests.of(board):
        if guest.device in flooding:
            end(guest.sid)
    return flooding


def after_turning_away(board: Board, away: frozenset[bytes], key: bytes, answer: Answer) -> None:
    """Ends the flood once its devices are turned away. If that was refused, since meanwhile the
    room was shown what should go, nobody is turned away: those devices may come in again."""
    if isinstance(answer, Ok):
        board.devices.newcomers.end_flood(by=key)
    elif isinstance(answer, Refused):
        board.devices.let_back(away)
