"""Links to the summary of a sealed workshop: whoever has one reads it until its last day.

They are made after the seal, which has ended all other links; they open the summary and nothing
else, for as many browsers as come by them.
"""

import secrets
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from workshop.storage.library_tables import Link, SignIn
from workshop.storage.links import SUMMARY, hashed


@dataclass(frozen=True)
class SummaryLink:
    """A link as it is listed: `id` finds it again and opens nothing."""

    id: str
    label: str
    until: str
    signed_in: int


def lend(session: Session, workshop: str, label: str, until: str) -> str:
    """The secret of a new link, good until the end of this day."""
    secret = secrets.token_urlsafe(24)
    session.add(
        Link(
            hash=hashed(secret), kind=SUMMARY, workshop=workshop, one_time=False, label=label,
            until=until,
        )
    )  # fmt: skip
    session.flush()
    return secret


def lent(session: Session, workshop: str) -> list[SummaryLink]:
    """The links to a summary, by their last day."""
    browsers = (
        select(func.count()).where(SignIn.link == Link.hash).correlate(Link).scalar_subquery()
    )
    rows = session.execute(
        select(Link.hash, Link.label, Link.until, browsers)
        .where(Link.kind == SUMMARY, Link.workshop == workshop)
        .order_by(Link.until, Link.label, Link.hash)
    )
    return [SummaryLink(hash_.hex(), label, until, count) for hash_, label, until, count in rows]


def end_with_summary(session: Session, workshop: str) -> None:
    """Ends all links to a summary that is deleted, and whoever came by one."""
    _end(session, Link.workshop == workshop)


def end_overdue(session: Session, today: str) -> None:
    """Ends the links whose last day is over, and whoever came by one."""
    _end(session, Link.until < today)


def _end(session: Session, which: ColumnElement[bool]) -> None:
    ended = list(session.scalars(select(Link.hash).where(Link.kind == SUMMARY, which)))
    session.execute(delete(SignIn).where(SignIn.link.in_(ended)))
    session.execute(delete(Link).where(Link.hash.in_(ended)))
