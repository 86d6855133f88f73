"""Who is connected: one guest for each socket, in this process's memory only."""

import time
from collections.abc import Set
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from workshop.live.board import Board
from workshop.live.spending import BURST, RATE
from workshop.people.tickets import Ticket
from workshop.protocol.messages import ViewName
from workshop.rules.pacing import Bucket
from workshop.storage.keyring import device_of


@dataclass(eq=False)
class Guest:
    """Somebody on a socket. `secret` is the device's, for participants only.

    `sign_in` is the one that the desk or the room's screen came by; b"" for participants.
    """

    sid: str
    eio_sid: str
    board: Board
    view: ViewName
    secret: bytes | None
    sign_in: bytes = b""
    ticket: Ticket | None = None
    at_desk: bool = False
    """True if it came from the desk's own machine."""
    has_fetched: bool = False
    """True if it was told to fetch a snapshot since it is here."""
    refusals: int = 0
    """Number of messages refused as too fast since the last one that was not."""

    @cached_property
    def _bucket(self) -> Bucket:
        """The messages of a desk or a room's screen. Each costs one token, and nothing of what
        phones share: there are few of them, and none comes without a ticket."""
        return Bucket(RATE, BURST, time.monotonic())

    @cached_property
    def device(self) -> bytes | None:
        """The name by which a participant's device is known; None for other views."""
        return device_of(self.secret) if self.secret else None

    def may_say(self, now: float, event: str, message: Any) -> bool:
        """True if this message is not too fast. `now` is that of a monotonic clock."""
        device = self.device
        if device is None:
            allowed = self._bucket.take(now)
        else:
            allowed = self.board.devices.purses.of(device, now).spend(now, event, message)
        self.refusals = 0 if allowed else self.refusals + 1
        return allowed


class Guests:
    """All guests of this process."""

    def __init__(self) -> None:
        self._guests: dict[str, Guest] = {}
        self._connections: dict[str, Guest] = {}

    def add(self, guest: Guest) -> None:
        """Takes a guest in."""
        self._guests[guest.sid] = guest
        self._connections[guest.eio_sid] = guest
        guest.board.arrive(guest.view, guest.device, at_desk=guest.at_desk)

    def leave(self, sid: str) -> Guest | None:
        """Lets a guest go; returns who it was."""
        guest = self._guests.pop(sid, None)
        if guest:
            self._connections.pop(guest.eio_sid, None)
            guest.board.leave(guest.view, guest.device)
        return guest

    def get(self, sid: str) -> Guest | None:
        """Returns the guest on a socket."""
        return self._guests.get(sid)

    def connections(self) -> Set[str]:
        """The engine.io sessions that have a guest."""
        return self._connections.keys()

    def of(self, board: Board) -> list[Guest]:
        """Returns everybody who looks at a workshop, at this moment."""
        return [guest for guest in self._guests.values() if guest.board is board]

    def views(self) -> list[ViewName]:
        """Returns the view of each guest, at this moment."""
        return [guest.view for guest in self._guests.values()]

    def all(self) -> list[Guest]:
        """Returns everybody, at this moment."""
        return list(self._guests.values())
