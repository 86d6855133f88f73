"""Whether the sign-in behind a desk or a room's screen still holds, while its socket is open."""

import math
from dataclasses import dataclass

from workshop.live.board import Board
from workshop.protocol.messages import DoorCode
from workshop.rules.tickets import Ticket
from workshop.storage.links import why_ended
from workshop.storage.store import Store


@dataclass(frozen=True)
class Ended:
    """Why tickets of a sign-in are not taken any more: those made up to this moment."""

    code: DoorCode
    until: float


class SignIns:
    """What this process has heard of sign-ins that ended; the library knows it, too, and longer."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._ended: dict[tuple[bytes, str], Ended] = {}
        """By sign-in and workshop, "" for all workshops."""

    def end(self, sign_in: bytes, workshop: str, code: DoorCode, until: float = math.inf) -> None:
        """From here on nobody comes by tickets of this sign-in that were made until then."""
        self._ended[sign_in, workshop] = Ended(code, until)

    def refusal(self, ticket: Ticket, board: Board) -> DoorCode | None:
        """Why a ticket of a workshop is not taken; None when it is. Raises OperationalError.

        A seal takes all sign-ins along. Nothing can be done at a sealed workshop any more, and
        whoever looks at its end may go on looking.
        """
        ended_before = None if board.sealed else self._store.thread.run(self._ask, ticket, board.id)
        # After the library was asked: a sign-in may have ended meanwhile.
        for workshop in ("", board.id):
            ended = self._ended.get((ticket.sign_in, workshop))
            if ended is not None and ticket.made <= ended.until:
                return ended.code
        return ended_before

    def _ask(self, ticket: Ticket, workshop: str) -> DoorCode | None:
        with self._store.library.read() as session:
            return why_ended(session, ticket, workshop)
