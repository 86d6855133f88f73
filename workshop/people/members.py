"""Who belongs to which team of a hosted server, and what that allows.

On a laptop there is one owner, to whom everything belongs, and nobody signs up for anything. On a
hosted server the owner is whoever knows its secret: the first operator, and a member like others.
"""

import secrets
from dataclasses import dataclass
from typing import Literal, cast, get_args

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from workshop.people.links import OwnKind
from workshop.storage.library_tables import OpenWorkshop, OwnAgenda, SealedSummary
from workshop.storage.people_tables import OWN_SPACE, Link, Membership, Person, SignIn, Team
from workshop.storage.visible import EVERYTHING, NOTHING_VISIBLE, Visible

OWNER = ""
"""The id of whoever owns this server; they have no row in the table of people."""
Role = Literal["leads", "reads"]
"""Leads workshops and invites others; reads summaries only."""


@dataclass(frozen=True)
class Rights:
    """The rights of somebody: whose workshops they lead, and whose summaries they read.

    Who leads may read, too.
    """

    leads: Visible = NOTHING_VISIBLE
    reads: Visible = NOTHING_VISIBLE
    operates: bool = False
    """True if they look after people, teams and this server; that shows them nobody's words."""


EVERY_RIGHT, NO_RIGHT = Rights(EVERYTHING, EVERYTHING, operates=True), Rights()


@dataclass(frozen=True)
class Member:
    """Somebody in a team. `name` is "" for the owner of this server."""

    person: str
    name: str
    email: str
    role: Role
    by_group: bool = False
    """True if a group of the provider gave them this role."""


@dataclass(frozen=True)
class ShutOut:
    """The loss of somebody who leaves a team: its workshops, for each of their sign-ins.

    Those in `ended` came by links of theirs, and have ended for good.
    """

    sign_ins: tuple[bytes, ...]
    workshops: tuple[str, ...]
    ended: tuple[bytes, ...] = ()


def rights_of(session: Session, person: str) -> Rights:
    """Returns what somebody may do on a hosted server."""
    rows = session.execute(select(Membership.team, Membership.role).where(_is(person))).all()
    leads = frozenset(team for team, role in rows if role == "leads")
    reads = frozenset(team for team, _ in rows)
    own = frozenset([own_space(person)])
    return Rights(Visible(leads | own), Visible(reads | own), operates=is_operator(session, person))


def own_space(person: str) -> str:
    """Returns what stands for a team's id where somebody tries the program out by themselves."""
    return f"{OWN_SPACE}{person}"


def is_operator(session: Session, person: str) -> bool:
    """True if somebody looks after people, teams and this server."""
    if person == OWNER:
        return True
    return bool(session.scalar(select(Person.operator).where(Person.id == person)))


def leads_workshop(session: Session, person: str, workshop: str) -> bool:
    """True if somebody may lead this workshop, open or sealed, on a hosted server."""
    team = team_of_workshop(session, workshop)
    return bool(team) and leads_team(session, team, person)


def leads_team(session: Session, team: str, person: str) -> bool:
    """True if somebody leads a team of a hosted server, or is there by themselves."""
    member = session.get(Membership, (team, person))
    return team == own_space(person) or (member is not None and member.role == "leads")


def team_of_workshop(session: Session, workshop: str) -> str:
    """Returns the id of the team of a workshop, open or sealed, or "" for one that is not here."""
    open_ = select(OpenWorkshop.team).where(OpenWorkshop.id == workshop)
    sealed = select(SealedSummary.team).where(SealedSummary.workshop == workshop)
    return session.scalar(open_) or session.scalar(sealed) or ""


def add_person(session: Session, name: str, email: str = "") -> str:
    """Adds somebody who came by an invitation; gives their id."""
    row = Person(id=secrets.token_hex(8), name=name, email=email)
    session.add(row)
    session.flush()
    return row.id


def by_subject(session: Session, issuer: str, subject: str) -> Person | None:
    """Returns whom a provider knows by this subject, or None before they first came."""
    return session.scalar(select(Person).where(Person.issuer == issuer, Person.subject == subject))


def make_member(session: Session, team: str, person: str, role: Role) -> None:
    """Makes somebody a member, or gives a member another role: by hand, from here on."""
    member = session.get(Membership, (team, person))
    if member is None:
        session.add(Membership(team=team, person=person, role=role))
    else:
        member.role, member.by_group = role, False
    session.flush()


def members_of(session: Session, team: str) -> list[Member]:
    """Returns who belongs to a team: those who lead first, each by name."""
    rows = session.execute(
        select(Membership.person, Person.name, Person.email, Membership.role, Membership.by_group)
        .join(Person, Person.id == Membership.person, isouter=True)
        .where(Membership.team == team)
    )
    found = [
        Member(one, name or "", email or "", cast(Role, role), by_group)
        for one, name, email, role, by_group in rows
    ]
    return sorted(found, key=lambda one: (one.role, one.name.casefold(), one.person))


def teams_of(session: Session, person: str) -> dict[str, tuple[str, Role]]:
    """Returns the teams that somebody belongs to, by id: each team's name, and their role there."""
    rows = session.execute(
        select(Team.id, Team.name, Membership.role)
        .join(Membership, Membership.team == Team.id)
        .where(_is(person))
        .order_by(Team.name, Team.id)
    )
    return {id_: (name, cast(Role, role)) for id_, name, role in rows}


def is_last_lead(session: Session, team: str, person: str) -> bool:
    """True if nobody else leads this team: it would be left to nobody."""
    leads = [one.person for one in members_of(session, team) if one.role == "leads"]
    return leads == [person]


def leave_team(session: Session, team: str, person: str, links_to: str | None = None) -> ShutOut:
    """Takes somebody out of a team. Their links to its workshops end, or go `links_to` another."""
    session.execute(delete(Membership).where(Membership.team == team, _is(person)))
    return _shut_out(session, team, person, links_to)


def only_reads(session: Session, team: str, person: str, links_to: str | None = None) -> ShutOut:
    """Lets a member read summaries only, like `leave_team` otherwise."""
    make_member(session, team, person, "reads")
    return _shut_out(session, team, person, links_to)


def links_made(session: Session, team: str, person: str) -> list[Link]:
    """Returns the links into a team and to its workshops and summaries that somebody has made."""
    open_, sealed = workshops_of(session, team)
    into = Link.workshop.in_([*open_, *sealed]) | (Link.team == team)
    # The program's own have no person, as the owner's have none; they are in use in the room.
    made = Link.person.is_not_distinct_from(person) & Link.kind.not_in(get_args(OwnKind))
    return list(session.scalars(select(Link).where(made, into)))


def _shut_out(session: Session, team: str, person: str, links_to: str | None) -> ShutOut:
    open_, sealed = workshops_of(session, team)
    workshops, made = (*open_, *sealed), links_made(session, team, person)
    # The owner's are those of facilitators without a person; guests have none either.
    of_them = SignIn.person.is_not_distinct_from(person) & (SignIn.kind == "facilitator")
    mine = tuple(session.scalars(select(SignIn.hash).where(of_them)))
    if links_to is None:
        return ShutOut(mine, workshops, _end(session, [link.hash for link in made]))
    for link in made:
        link.person = links_to
    session.flush()
    return ShutOut(mine, workshops)


def _end(session: Session, links: list[bytes]) -> tuple[bytes, ...]:
    ended = tuple(session.scalars(select(SignIn.hash).where(SignIn.link.in_(links))))
    session.execute(delete(Link).where(Link.hash.in_(links)))
    return ended


def workshops_of(session: Session, team: str) -> tuple[list[str], list[str]]:
    """Returns the ids of a team's open workshops, and of those that are sealed."""
    open_ = select(OpenWorkshop.id).where(OpenWorkshop.team == team)
    sealed = select(SealedSummary.workshop).where(SealedSummary.team == team)
    return list(session.scalars(open_)), list(session.scalars(sealed))


def adopt_teams(session: Session) -> None:
    """Makes the owner lead the teams that nobody belongs to, as those that come from a laptop.
    Agendas that belong to nobody become the owner's alone."""
    if session.get(Team, own_space(OWNER)) is None:
        session.add(Team(id=own_space(OWNER), name=""))
        session.flush()
    session.execute(update(OwnAgenda).where(OwnAgenda.team.is_(None)).values(team=own_space(OWNER)))
    with_members = select(Membership.team)
    for team in session.scalars(select(Team.id).where(Team.id.not_in(with_members))).all():
        if not team.startswith(OWN_SPACE):
            make_member(session, team, OWNER, "leads")


def _is(person: str) -> ColumnElement[bool]:
    return Membership.person == person
