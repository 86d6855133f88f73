"""Links that sign somebody in, and the cookies they are traded for. Only hashes are kept."""

import hashlib
import secrets
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from workshop.storage.library_tables import Link, SignIn

LinkKind = Literal["facilitator", "projector", "leader"]


@dataclass(frozen=True)
class Grant:
    """What a signed-in browser may do: `workshop` is "" for the facilitator of this server."""

    kind: str
    workshop: str


@dataclass(frozen=True)
class Trade:
    """What a link was traded for, and the token of the cookie."""

    grant: Grant
    token: str


def make_link(session: Session, kind: LinkKind, workshop: str, one_time: bool) -> str:
    """A new link's secret."""
    secret = secrets.token_urlsafe(24)
    session.add(Link(hash=_hash(secret), kind=kind, workshop=workshop, one_time=one_time))
    session.flush()
    return secret


def trade(session: Session, secret: str) -> Trade | Literal["unknown", "used"]:
    """Trades a link's secret for a cookie's token; a one-time link works once."""
    link = session.get(Link, _hash(secret))
    if link is None:
        return "unknown"
    if link.one_time:
        # Two browsers that trade the same link at once: only one update finds it unused.
        taken = session.execute(
            update(Link).where(Link.hash == link.hash, ~Link.used).values(used=True)
        )
        if taken.rowcount == 0:  # type: ignore[attr-defined]
            return "used"
    return Trade(Grant(link.kind, link.workshop), _sign_in(session, link))


def sign_in_facilitator(session: Session) -> Trade:
    """A cookie's token for who knows the facilitator's secret of a hosted server."""
    link = Link(hash=secrets.token_bytes(32), kind="facilitator", workshop="", one_time=True)
    return Trade(Grant("facilitator", ""), _sign_in(session, link))


def who(session: Session, token: str) -> Grant | None:
    """What the holder of this cookie may do; None when it is not known."""
    row = session.get(SignIn, _hash(token))
    return Grant(row.kind, row.workshop) if row else None


def revoke(session: Session, kind: LinkKind, workshop: str) -> None:
    """Ends all links of a kind, and every sign-in made with one."""
    for table in (Link, SignIn):
        session.execute(delete(table).where(table.kind == kind, table.workshop == workshop))


def leads_to(session: Session, workshop: str) -> bool:
    """Whether any link or sign-in still leads to a workshop."""
    return any(
        session.scalar(select(table.hash).where(table.workshop == workshop).limit(1)) is not None
        for table in (Link, SignIn)
    )


def _sign_in(session: Session, link: Link) -> str:
    token = secrets.token_urlsafe(32)
    session.add(SignIn(hash=_hash(token), kind=link.kind, workshop=link.workshop, link=link.hash))
    session.flush()
    return token


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
