"""Memberships, and the operator's role, that follow what a provider says at each sign-in.

What was given by hand stays as it is: these change only what they have given.
"""

from collections.abc import Container, Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop.people.members import Role, ShutOut, is_last_lead, leave_team, only_reads
from workshop.people.operating import make_operator
from workshop.people.teams import same_name
from workshop.settings.provider_settings import GroupRole
from workshop.storage.people_tables import OWN_SPACE, Membership, Person, Team

WantedRoles = Mapping[str, Role]
"""The role that somebody's groups give them in each team, by the team's id."""


def roles_by_groups(
    session: Session, groups: Container[str], given: Iterable[GroupRole]
) -> WantedRoles:
    """Returns what groups give; who leads by one group and reads by another leads."""
    mine = [one for one in given if one.group in groups]
    wanted: dict[str, Role] = {}
    for row in session.scalars(select(Team)):
        roles = {one.role for one in mine if same_name(one.team) == same_name(row.name)}
        if roles and not row.id.startswith(OWN_SPACE):
            wanted[row.id] = "leads" if "leads" in roles else "reads"
    return wanted


def follow_groups(session: Session, person: str, wanted: WantedRoles) -> list[ShutOut]:
    """Gives somebody what their groups say, and ends what these said before.

    The last person to lead a team leads it until somebody else does: it would be left to nobody.
    """
    rows = session.scalars(select(Membership).where(Membership.person == person)).all()
    by_hand = {row.team for row in rows if not row.by_group}
    had = {row.team: row.role for row in rows if row.by_group}
    for team in wanted.keys() - had.keys() - by_hand:
        session.add(Membership(team=team, person=person, role=wanted[team], by_group=True))
    session.flush()
    changed = [team for team, role in had.items() if wanted.get(team) != role]
    ended = [_changed(session, team, person, wanted.get(team)) for team in sorted(changed)]
    return [one for one in ended if one is not None]


def _changed(session: Session, team: str, person: str, role: Role | None) -> ShutOut | None:
    if role == "leads":
        row = session.get_one(Membership, (team, person))
        row.role = role
        return None
    if is_last_lead(session, team, person):
        return None
    if role is None:
        return leave_team(session, team, person)
    ended = only_reads(session, team, person)
    session.get_one(Membership, (team, person)).by_group = True
    return ended


def follow_operators(session: Session, row: Person, *, operates: bool) -> None:
    """Makes somebody an operator because the provider says so, or ends that."""
    if operates and not row.operator:
        row.operator = row.operator_by_group = True
    elif row.operator_by_group and not operates:
        make_operator(session, row.id, operates=False)
