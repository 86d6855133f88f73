"""The work of a hosted server's operator: people and teams, and nobody's words."""

from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from workshop.people.invitations import INVITATION, end_invitations_of
from workshop.people.members import ShutOut, is_last_lead, leave_team, teams_of
from workshop.storage.library import end_lent_links
from workshop.storage.library_tables import OpenWorkshop, OwnAgenda, SealedSummary
from workshop.storage.people_tables import OWN_SPACE, Link, Membership, Person, SignIn, Team
from workshop.storage.story_tables import LibraryStory


@dataclass(frozen=True)
class KnownPerson:
    """Somebody who signs in here, and to how many teams they belong."""

    id: str
    name: str
    email: str
    operator: bool
    teams: int


@dataclass(frozen=True)
class KnownTeam:
    """A team in figures: what is deleted with it."""

    id: str
    name: str
    members: int
    open: int
    summaries: int
    agendas: int
    stories: int


def known_people(session: Session) -> list[KnownPerson]:
    """Returns everybody who signs in here, by name; the owner has no row."""
    by_person = select(Membership.person, func.count()).group_by(Membership.person)
    counted = {one.person: int(one[1]) for one in session.execute(by_person)}
    rows = session.scalars(select(Person).order_by(func.lower(Person.name), Person.id))
    return [
        KnownPerson(row.id, row.name, row.email, row.operator, counted.get(row.id, 0))
        for row in rows
    ]


def known_teams(session: Session) -> list[KnownTeam]:
    """Returns all teams, by name."""
    rows = session.scalars(select(Team).order_by(func.lower(Team.name), Team.id))
    return [_figures(session, row) for row in rows if not row.id.startswith(OWN_SPACE)]


def known_team(session: Session, id_: str) -> KnownTeam | None:
    """Returns a team, or None where there is none."""
    row = session.get(Team, id_)
    return _figures(session, row) if row and not id_.startswith(OWN_SPACE) else None


def _figures(session: Session, row: Team) -> KnownTeam:
    counts = [
        session.scalar(select(func.count()).select_from(table).where(table.team == row.id)) or 0
        for table in (Membership, OpenWorkshop, SealedSummary, OwnAgenda, LibraryStory)
    ]
    return KnownTeam(row.id, row.name, *counts)


def known_person(session: Session, id_: str) -> KnownPerson | None:
    """Returns somebody, or None where nobody has this id."""
    return next((one for one in known_people(session) if one.id == id_), None)


def left_to_nobody(session: Session, person: str) -> list[str]:
    """Returns the names of the teams that nobody would lead without somebody."""
    teams = teams_of(session, person).items()
    return [name for id_, (name, _) in teams if is_last_lead(session, id_, person)]


def delete_person(session: Session, person: str) -> list[ShutOut] | None:
    """Forgets somebody with their sign-ins, memberships and links; None where a team would be left
    to nobody."""
    if left_to_nobody(session, person):
        return None
    shut_out = [leave_team(session, team, person) for team in teams_of(session, person)]
    by_links = SignIn.link.in_(select(Link.hash).where(Link.person == person))
    theirs = select(SignIn.hash).where((SignIn.person == person) | by_links)
    ended = tuple(session.scalars(theirs))
    end_invitations_of(session, person)
    session.execute(delete(Person).where(Person.id == person))
    return [*shut_out, ShutOut((), (), ended)]


def make_operator(session: Session, person: str, *, operates: bool) -> None:
    """Lets somebody operate this server; or no longer, which ends the invitations that they made
    as its operator."""
    row = session.get(Person, person)
    if row is None or row.operator == operates:
        return
    row.operator, row.operator_by_group = operates, False
    if not operates:
        kept = select(Membership.team).where(
            Membership.person == person, Membership.role == "leads"
        )
        mine = (Link.kind == INVITATION) & (Link.person == person) & ~Link.used
        elsewhere = Link.team.is_(None) | Link.team.not_in(kept)
        session.execute(delete(Link).where(mine, elsewhere))


def empty_team(session: Session, team: str) -> None:
    """Leaves a team without members, invitations and links, so that nothing more comes to it."""
    session.execute(delete(Link).where(Link.kind == INVITATION, Link.team == team))
    end_lent_links(session, Link.team == team)
    session.execute(delete(Membership).where(Membership.team == team))


def delete_team(session: Session, team: str) -> None:
    """Forgets a team whose workshops and summaries are gone, with all that belongs to it."""
    session.execute(delete(Team).where(Team.id == team))
