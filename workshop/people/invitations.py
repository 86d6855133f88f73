"""Invitations: links that make somebody a member of a team, or an operator, once."""

import secrets
from dataclasses import dataclass
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop.people.links import hashed
from workshop.people.members import OWNER, Role, join
from workshop.storage.people_tables import Link, Membership, Person

INVITATION = "invitation"
"""The kind of these links."""
DAYS = 14
"""For how long an invitation can be accepted."""
OPERATES = "operates"
"""The role in an invitation that makes an operator."""


@dataclass(frozen=True)
class Invitation:
    """An invitation that was not accepted yet: `id` finds it again and opens nothing."""

    id: str
    name: str
    role: str
    until: str


def invite(session: Session, name: str, team: str, role: str, until: str, by: str = OWNER) -> str:
    """Makes an invitation for the somebody of this name; gives its secret."""
    secret = secrets.token_urlsafe(24)
    session.add(
        Link(
            hash=hashed(secret), kind=INVITATION, workshop="", one_time=True, label=name,
            until=until, person=by, team=team, role=role,
        )
    )  # fmt: skip
    session.flush()
    return secret


def invited(session: Session, team: str, today: str) -> list[Invitation]:
    """Returns the invitations into a team that can still be accepted; "" for those of operators."""
    rows = session.scalars(
        select(Link)
        .where(Link.kind == INVITATION, Link.team == team, ~Link.used, Link.until >= today)
        .order_by(Link.label, Link.hash)
    )
    return [Invitation(row.hash.hex(), row.label, row.role, row.until) for row in rows]


def withdraw(session: Session, team: str, id_: str) -> bool:
    """Ends an invitation into a team; False where there is none to end."""
    row = next((one for one in _open(session, team) if one.hash.hex() == id_), None)
    if row is not None:
        session.delete(row)
        session.flush()
    return row is not None


def _open(session: Session, team: str) -> list[Link]:
    where = (Link.kind == INVITATION, Link.team == team, ~Link.used)
    return list(session.scalars(select(Link).where(*where)))


def accept(session: Session, link: Link, person: str) -> None:
    """Gives somebody what the invitation promises; what they have already is not taken away."""
    if link.role == OPERATES:
        row = session.get(Person, person)
        if row is not None:
            row.operator, row.operator_by_group = True, False
        return
    member = session.get(Membership, (link.team, person))
    if member is None or member.role != "leads":
        join(session, link.team, person, cast(Role, link.role))
