"""The door of a workshop: once the desk has closed it, only devices come in that were here before.

Which ones these are is written down nowhere. While the door is open each answer to `hello` carries
a ticket, which the phone keeps: an HMAC of its secret under the workshop's key, that nobody else
can make. A phone without it counts as new.
"""

import hmac

from workshop.live.board import Board
from workshop.storage.keyring import MARK

NO_TICKET = "0" * 2 * MARK
"""Of a workshop that is sealed, and of a phone that has none: as long as any other."""


def ticket_of(board: Board, secret: bytes) -> str:
    """Returns the ticket of a phone; all have one length."""
    return board.keys.mark("in", secret).hex() if board.keys else NO_TICKET


def may_come(board: Board, secret: bytes, ticket: str | None) -> bool:
    """True if a phone may come in."""
    right = ticket_of(board, secret)
    return not board.door_closed or hmac.compare_digest((ticket or "").encode(), right.encode())
