"""Links by which somebody who was invited tells a story: until when they can be used first, and how
they end."""

from typing import Literal

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from workshop.people.links import hashed, make_link
from workshop.storage.people_tables import Link
from workshop.storage.story_tables import Contribution

CONTRIBUTOR: Literal["contributor"] = "contributor"
"""The kind of these links; each leads to one contribution, by its id."""
DAYS = 60
"""Days after which an invitation to tell a story ends, opened or not, if nothing has come."""


def invitation_link(session: Session, contribution: str, until: str) -> str:
    """Returns the secret of a new link to tell a story, which works once, until the end of a day.

    It is nobody's: it stays good when its maker leaves, as the invitation does.
    """
    secret = make_link(session, CONTRIBUTOR, contribution, one_time=True)
    session.get_one(Link, hashed(secret)).until = until
    session.flush()
    return secret


def end_contributor_links(session: Session, contribution: str) -> None:
    """Ends all links to a contribution, and every sign-in made with one."""
    mine = (Link.kind == CONTRIBUTOR, Link.workshop == contribution)
    session.execute(delete(Link).where(*mine))


def end_receipts_of_withdrawn(session: Session, today: str) -> None:
    """Ends the links to withdrawn stories whose receipts have had their last day."""
    row = Contribution
    over = (row.status == "withdrawn", row.keep_until != "", row.keep_until < today)
    theirs = (Link.kind == CONTRIBUTOR, Link.workshop.in_(select(row.id).where(*over)))
    session.execute(delete(Link).where(*theirs))
