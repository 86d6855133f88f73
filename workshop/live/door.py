"""The door of a workshop: which devices come in."""

import time
from typing import Literal

from workshop.live.board import Board
from workshop.live.devices import is_pass_of
from workshop.storage.keyring import device_of


def refused_at_door(
    board: Board, secret: bytes, ticket: str | None
) -> Literal["door_closed", "many", "retry"] | None:
    """Returns why a device is not let in, for good or for now; None if it is. One that was here
    before is never held up by new ones, but it comes as often only as its purse allows."""
    device, devices, now = device_of(secret), board.devices, time.monotonic()
    was_here = devices.has_stayed(device) and is_pass_of(board.keys, secret, ticket)
    if board.door_closed and not was_here:
        return "door_closed"
    is_new = not was_here and not devices.knows(device)
    if is_new and not devices.arrivals.let_in(now, arriving=board.reading.arrives):
        return "many"
    if not devices.purses.of(device, now).spend(now, "connect"):
        return "retry"
    if not was_here:
        devices.comes_new(device)
    return None
