"""Invitations: links that make somebody a member of a team, or an operator, once."""

import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from workshop.people.links import hashed
from workshop.people.members import OWNER, Role, is_operator, leads_team, make_member, teams_of
from workshop.storage.people_tables import Link, Membership, Person

INVITATION = "invitation"
"""The kind of these links."""
INVITATION_DAYS = 14
"""For how long an invitation can be accepted."""
OPERATES = "operates"
"""The role in an invitation that makes an operator."""
SAME_PERSON = "again"
"""The role in an invitation by which somebody signs in as who they are here already."""


@dataclass(frozen=True)
class Invitation:
    """An invitation that was not accepted yet: `id` finds it again and opens nothing."""

    id: str
    name: str
    role: str
    until: str


def last_day(today: str) -> str:
    """Returns the last day of an invitation that is made today."""
    return (date.fromisoformat(today) + timedelta(INVITATION_DAYS)).isoformat()


def invite_member(
    session: Session, name: str, team: str, role: str, until: str, by: str = OWNER
) -> str:
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
        .where(_into(team), ~Link.used, Link.until >= today)
        .order_by(Link.label, Link.hash)
    )
    return [Invitation(row.hash.hex(), row.label, row.role, row.until) for row in rows]


def withdraw_invitation(session: Session, team: str, id_: str) -> bool:
    """Ends an invitation into a team; False where there is none to end."""
    row = next((one for one in _open(session, team) if one.hash.hex() == id_), None)
    if row is not None:
        session.delete(row)
        session.flush()
    return row is not None


def may_invite_again(session: Session, by: str, person: str, *, vouched: bool) -> bool:
    """True if `by` may make a link by which somebody signs in again.

    Who has that link gets all that the person may do. So an operator may make it, and a lead only
    for people who may do nothing but what that lead may do, too. Where a provider or a proxy says
    who people are (`vouched`), those whom it knows sign in there.
    """
    row = session.get(Person, person)
    if row is None or (vouched and row.issuer):
        return False
    if is_operator(session, by):
        return True
    theirs = teams_of(session, person)
    leads = all(leads_team(session, team, by) for team in theirs)
    return bool(theirs) and leads and not (vouched or row.operator)


def invite_again(
    session: Session, person: str, team: str, until: str, by: str = OWNER
) -> tuple[str, str]:
    """Makes an invitation by which somebody signs in again, in place of the one that they did not
    use; gives its secret, and their name."""
    end_invitations_of(session, person)
    name = session.get_one(Person, person).name
    secret = invite_member(session, name, team, SAME_PERSON, until, by)
    session.get_one(Link, hashed(secret)).workshop = person
    session.flush()
    return secret, name


def end_invitations_of(session: Session, person: str) -> None:
    """Ends the invitations by which somebody could sign in again."""
    again = (Link.kind == INVITATION, Link.role == SAME_PERSON, Link.workshop == person)
    session.execute(delete(Link).where(*again))


def _open(session: Session, team: str) -> list[Link]:
    return list(session.scalars(select(Link).where(_into(team), ~Link.used)))


def _into(team: str) -> ColumnElement[bool]:
    return (Link.kind == INVITATION) & Link.team.is_not_distinct_from(team)


def accept_invitation(session: Session, link: Link, person: str) -> None:
    """Gives somebody what the invitation promises; what they have already is not taken away."""
    if link.role == OPERATES:
        row = session.get(Person, person)
        if row is not None:
            row.operator, row.operator_by_group = True, False
        return
    member = session.get(Membership, (link.team, person))
    if member is None or member.role != "leads":
        make_member(session, link.team, person, cast(Role, link.role))
