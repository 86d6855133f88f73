"""Links by which somebody who was invited tells a story: until when they can be used first, and how
they end."""

from typing import Literal

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from workshop.people.links import hashed, make_link
from workshop.storage.library_tables import Link, SignIn

CONTRIBUTOR: Literal["contributor"] = "contributor"
"""The kind of these links; each leads to one contribution, by its id."""
DAYS = 60
"""Within how many days an invitation to tell a story has to be opened."""


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
    for table in (SignIn, Link):
        mine = (table.kind == CONTRIBUTOR, table.workshop == contribution)
        session.execute(delete(table).where(*mine))


def can_be_opened(session: Session, contribution: str, today: str) -> bool:
    """True if an invitation was opened, or still can be."""
    mine = (Link.kind == CONTRIBUTOR, Link.workshop == contribution)
    good = Link.used | (Link.until == "") | (Link.until >= today)
    return session.scalar(select(Link.hash).where(*mine, good).limit(1)) is not None
