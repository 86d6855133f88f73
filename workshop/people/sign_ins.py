"""Sign-ins: what a link was traded for, and what the browser that holds its cookie may do.

A page shows its socket a ticket, since a cookie of `/desk` does not reach the socket.
"""

import hashlib
import hmac
import math
import secrets
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from workshop.people.links import Handover, hashed
from workshop.storage.library import day_of
from workshop.storage.library_tables import SUMMARY, Link, SignIn
from workshop.storage.store import Store

WhyEnded = Literal["taken_back", "handed_over"]
"""The link behind a sign-in was taken back; its desk has changed hands."""
OWNERS = ("facilitator", "recovery", "handover")
"""The links by which a browser has a desk to itself: it makes links, and takes them back."""
LEADERS = (*OWNERS, "helper")
"""The links by which a browser leads a workshop at its desk."""


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


@dataclass(frozen=True)
class Grant:
    """The rights of a signed-in browser: `workshop` is "" for the facilitator of this server.

    `sign_in` is the hash of its cookie, by which its sockets are found; `handed` how often it has
    given the desk in question away.
    """

    kind: str
    workshop: str
    sign_in: bytes = b""
    handed: int = 0


@dataclass(frozen=True)
class Used:
    """A one-time link that has been used: what it led to, for the browser that used it."""

    kind: str
    workshop: str


@dataclass(frozen=True)
class Trade:
    """The rights that a link was traded for, the cookie's token, and its last day `until` or ""."""

    grant: Grant
    token: str
    handover: Handover | None = None
    until: str = ""


def trade(session: Session, secret: str, today: str) -> Trade | Used | Literal["unknown"]:
    """Trades a link's secret for a cookie's token; a one-time link works once."""
    link = session.get(Link, hashed(secret))
    if link is None or _is_over(link, today):
        return "unknown"
    unused = update(Link).where(Link.hash == link.hash, ~Link.used).values(used=True)
    # Two browsers that trade the same link at once: only one update finds it unused.
    first = session.execute(unused).rowcount > 0  # type: ignore[attr-defined]
    if link.one_time and not first:
        return Used(link.kind, link.workshop)
    return _traded(session, link)


def _traded(session: Session, link: Link) -> Trade:
    handover = Handover(link.giver, link.leaves) if link.giver else None
    if handover and handover.leaves:
        session.execute(delete(SignIn).where(SignIn.hash == handover.giver))
    token, sign_in = _sign_in(session, link)
    return Trade(Grant(link.kind, link.workshop, sign_in), token, handover, link.until)


def _is_over(link: Link, today: str) -> bool:
    return bool(link.until) and link.until < today


def enter(session: Session, secret: str, own: str, now: float) -> Trade | Used | Literal["unknown"]:
    """Trades the facilitator's `own` secret of a hosted server, or that of a link; `own` is ""
    where there is none."""
    if own and hmac.compare_digest(secret.encode(), own.encode()):
        return sign_in_facilitator(session)
    return trade(session, secret, day_of(now))


def sign_in_facilitator(session: Session) -> Trade:
    """Signs in who knows the facilitator's secret of a hosted server."""
    link = Link(hash=secrets.token_bytes(32), kind="facilitator", workshop="", one_time=True)
    token, sign_in = _sign_in(session, link)
    return Trade(Grant("facilitator", "", sign_in), token)


def who(session: Session, token: str, today: str) -> Grant | None:
    """Returns what a cookie's holder may do, or None if it is unknown or its link is over."""
    row = session.get(SignIn, hashed(token))
    if row is None:
        return None
    link = session.get(Link, row.link)
    over = _is_over(link, today) if link else row.kind == SUMMARY
    return None if over else Grant(row.kind, row.workshop, row.hash)


def who_leads(session: Session, token: str, workshop: str) -> Grant | None:
    """Like `who`, but only for a holder who leads this workshop; else None."""
    found = session.scalar(
        select(SignIn).where(
            SignIn.hash == hashed(token),
            SignIn.workshop.in_(("", workshop)),
            SignIn.kind.in_(LEADERS),
        )
    )
    if found is None:
        return None
    handed = _handed(session, found.hash, Link.workshop == workshop)
    return Grant(found.kind, found.workshop, found.hash, handed)


def why_ended(session: Session, ticket: Ticket, workshop: str) -> WhyEnded | None:
    """Returns why a ticket leads nowhere any more, or None if it still does.

    Its desk was given away since it was made, or its sign-in has ended.
    """
    if _handed(session, ticket.sign_in, Link.workshop == workshop) > ticket.handed:
        return "handed_over"
    if session.get(SignIn, ticket.sign_in) is not None:
        return None
    return (
        "handed_over" if _handed(session, ticket.sign_in, Link.leaves.is_(True)) else "taken_back"
    )


def _handed(session: Session, sign_in: bytes, where: ColumnElement[bool]) -> int:
    """Counts the used links with which a sign-in gave a desk away."""
    given = select(func.count()).where(Link.giver == sign_in, Link.used, where)
    return session.scalar(given) or 0


def _sign_in(session: Session, link: Link) -> tuple[str, bytes]:
    token = secrets.token_urlsafe(32)
    row = SignIn(hash=hashed(token), kind=link.kind, workshop=link.workshop, link=link.hash)
    session.add(row)
    session.flush()
    return token, row.hash


@dataclass(frozen=True)
class Ended:
    """The end of a sign-in: why tickets made up to `until` are not taken any more."""

    code: WhyEnded
    until: float


class EndedSignIns:
    """The sign-ins of which this process has heard that they ended; the library knows longer."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._ended: dict[tuple[bytes, str], Ended] = {}
        """By sign-in and workshop, "" for all workshops."""

    def end(self, sign_in: bytes, workshop: str, code: WhyEnded, until: float = math.inf) -> None:
        """From here on nobody comes by tickets of this sign-in that were made until then."""
        self._ended[sign_in, workshop] = Ended(code, until)

    def refusal(self, ticket: Ticket, workshop: str, *, sealed: bool) -> WhyEnded | None:
        """Returns why a ticket of a workshop is not taken, or None if it is.

        A seal takes all sign-ins along. Nothing can be done at a sealed workshop any more, and
        whoever looks at its end may go on looking. Raises OperationalError.
        """
        ended_before = None if sealed else self._store.thread.run(self._ask, ticket, workshop)
        # After the library was asked: a sign-in may have ended meanwhile.
        for place in ("", workshop):
            ended = self._ended.get((ticket.sign_in, place))
            if ended is not None and ticket.made <= ended.until:
                return ended.code
        return ended_before

    def _ask(self, ticket: Ticket, workshop: str) -> WhyEnded | None:
        with self._store.library.read() as session:
            return why_ended(session, ticket, workshop)
