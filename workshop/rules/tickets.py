"""Tickets: what a page shows its socket, since a cookie of `/desk` does not reach the socket."""

import hashlib
import hmac

LIFE = 36 * 3600
"""Seconds; longer than any workshop stays open."""


def make_ticket(key: bytes, view: str, workshop: str, now: float) -> str:
    """A ticket for one view of one workshop, signed with the server's key."""
    ends = int(now) + LIFE
    return f"{ends}.{_signature(key, view, workshop, ends)}"


def holds(key: bytes, ticket: str, view: str, workshop: str, now: float) -> bool:
    """Whether this server has made the ticket for this view, and it has not run out."""
    ends, _, signature = ticket.partition(".")
    if not (ends.isascii() and ends.isdigit() and signature.isascii() and len(ends) < 12):
        return False
    right = hmac.compare_digest(signature, _signature(key, view, workshop, int(ends)))
    return right and now <= int(ends)


def _signature(key: bytes, view: str, workshop: str, ends: int) -> str:
    words = f"ticket|{view}|{workshop}|{ends}".encode()
    return hmac.new(key, words, hashlib.sha256).hexdigest()
