"""Links to the summary of a sealed workshop, which is read by them until their last day.

They are made after the seal, which has ended all other links; they open the summary and nothing
else, for as many browsers as come by them.
"""

import secrets
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workshop.people.links import hashed
from workshop.storage.library import end_summary_links
from workshop.storage.library_tables import SUMMARY, Link, SignIn


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


def end_overdue(session: Session, today: str) -> None:
    """Ends the links whose last day is over, and the sign-ins made with one."""
    end_summary_links(session, Link.until < today)
