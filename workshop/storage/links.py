"""Links that sign somebody in, and the cookies they are traded for. Only hashes are kept."""

import hashlib
import secrets
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from workshop.protocol.messages import DoorCode
from workshop.rules.tickets import Ticket
from workshop.storage.library_tables import Link, SignIn

DeskLink = Literal["helper", "recovery", "handover"]
"""The kinds of links that open the desk of one workshop."""
LinkKind = Literal["facilitator", "projector", "leader"] | DeskLink
SUMMARY = "summary"
"""The kind of links that open the summary of one sealed workshop, until their last day."""
OWNERS = ("facilitator", "recovery", "handover")
"""Whoever came by one of these has the desk to themselves: they make links, and take them back."""
LEADERS = (*OWNERS, "helper")
"""Whoever came by one of these leads a workshop at its desk."""


@dataclass(frozen=True)
class Grant:
    """What a signed-in browser may do: `workshop` is "" for the facilitator of this server.

    `sign_in` is the hash of its cookie, by which its sockets are found; `handed` how often it has
    given the desk in question away.
    """

    kind: str
    workshop: str
    sign_in: bytes = b""
    handed: int = 0


@dataclass(frozen=True)
class Handover:
    """A desk that changed hands: the sign-in that gave it, and whether that has ended with it."""

    giver: bytes
    leaves: bool


@dataclass(frozen=True)
class Used:
    """A one-time link that has been used: what it led to, for the browser that used it."""

    kind: str
    workshop: str


@dataclass(frozen=True)
class Trade:
    """What a link was traded for, and the token of the cookie; `until` is its last day, or ""."""

    grant: Grant
    token: str
    handover: Handover | None = None
    until: str = ""


def make_link(
    session: Session,
    kind: LinkKind,
    workshop: str,
    one_time: bool,
    label: str = "",
    handover: Handover | None = None,
) -> str:
    """A new link's secret."""
    secret = secrets.token_urlsafe(24)
    given = handover or Handover(b"", leaves=False)
    session.add(
        Link(
            hash=hashed(secret), kind=kind, workshop=workshop, one_time=one_time, label=label,
            giver=given.giver, leaves=given.leaves,
        )
    )  # fmt: skip
    session.flush()
    return secret


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


def sign_in_facilitator(session: Session) -> Trade:
    """A cookie's token for who knows the facilitator's secret of a hosted server."""
    link = Link(hash=secrets.token_bytes(32), kind="facilitator", workshop="", one_time=True)
    token, sign_in = _sign_in(session, link)
    return Trade(Grant("facilitator", "", sign_in), token)


def who(session: Session, token: str, today: str) -> Grant | None:
    """What the holder of this cookie may do; None when it is not known, or its link is over."""
    row = session.get(SignIn, hashed(token))
    if row is None:
        return None
    link = session.get(Link, row.link)
    over = _is_over(link, today) if link else row.kind == SUMMARY
    return None if over else Grant(row.kind, row.workshop, row.hash)


def who_leads(session: Session, token: str, workshop: str) -> Grant | None:
    """The same, where the holder leads this workshop; None for everybody else."""
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


def why_ended(session: Session, ticket: Ticket, workshop: str) -> DoorCode | None:
    """Why a ticket leads nowhere any more: its desk was given away since it was made, or its
    sign-in has ended; else None."""
    if _handed(session, ticket.sign_in, Link.workshop == workshop) > ticket.handed:
        return "handed_over"
    if session.get(SignIn, ticket.sign_in) is not None:
        return None
    return (
        "handed_over" if _handed(session, ticket.sign_in, Link.leaves.is_(True)) else "taken_back"
    )


def _handed(session: Session, sign_in: bytes, where: ColumnElement[bool]) -> int:
    """How many links with which a sign-in gave a desk away have been used."""
    given = select(func.count()).where(Link.giver == sign_in, Link.used, where)
    return session.scalar(given) or 0


def revoke(session: Session, kind: LinkKind, workshop: str) -> list[bytes]:
    """Ends all links of a kind, and every sign-in made with one; gives those sign-ins."""
    mine = (SignIn.kind == kind, SignIn.workshop == workshop)
    ended = list(session.scalars(select(SignIn.hash).where(*mine)))
    session.execute(delete(SignIn).where(*mine))
    session.execute(delete(Link).where(Link.kind == kind, Link.workshop == workshop))
    return ended


def leads_to(session: Session, workshop: str) -> bool:
    """Whether any link or sign-in still leads to a workshop; those to its summary do not."""
    return any(
        session.scalar(
            select(table.hash).where(table.workshop == workshop, table.kind != SUMMARY).limit(1)
        )
        is not None
        for table in (Link, SignIn)
    )


def _sign_in(session: Session, link: Link) -> tuple[str, bytes]:
    token = secrets.token_urlsafe(32)
    row = SignIn(hash=hashed(token), kind=link.kind, workshop=link.workshop, link=link.hash)
    session.add(row)
    session.flush()
    return token, row.hash


def hashed(secret: str) -> bytes:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).digest()
