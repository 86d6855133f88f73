"""Tickets: what a page shows its socket, since a cookie of `/desk` does not reach the socket."""

import hashlib
import hmac
from dataclasses import dataclass

TICKET_LIFE = 36 * 3600
"""Seconds; longer than any workshop stays open."""


@dataclass(frozen=True)
class Ticket:
    """A ticket that this server has made: when, and for whoever came by which sign-in.

    `handed` is how often that sign-in had given this desk away by then.
    """

    made: int
    sign_in: bytes
    handed: int = 0


def make_ticket(
    key: bytes, view: str, workshop: str, sign_in: bytes, now: float, handed: int = 0
) -> str:
    """A ticket for one view of one workshop, signed with the server's key."""
    ends, who = int(now) + TICKET_LIFE, f"{sign_in.hex()}-{handed}" if handed else sign_in.hex()
    return f"{ends}.{who}.{_signature(key, view, workshop, who, ends)}"


def read_ticket(key: bytes, ticket: str, view: str, workshop: str, now: float) -> Ticket | None:
    """The ticket; None when this server has not made it for this view, or it has run out."""
    ends, _, rest = ticket.partition(".")
    who, _, signature = rest.partition(".")
    if not (ends.isascii() and ends.isdigit() and rest.isascii() and len(ends) < 12):
        return None
    right = _signature(key, view, workshop, who, int(ends))
    if not hmac.compare_digest(signature, right) or now > int(ends):
        return None
    sign_in, _, handed = who.partition("-")
    return Ticket(int(ends) - TICKET_LIFE, bytes.fromhex(sign_in), int(handed or 0))


def _signature(key: bytes, view: str, workshop: str, who: str, ends: int) -> str:
    words = f"ticket|{view}|{workshop}|{who}|{ends}".encode()
    return hmac.new(key, words, hashlib.sha256).hexdigest()
