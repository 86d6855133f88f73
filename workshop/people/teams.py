"""The teams of the library, and what is kept of each.

A workshop's form takes a team's name as it is typed, so one team can have more than one row: names
that differ in capitals or in the spaces around them are the same team's.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from workshop.people.members import make_member, own_space, teams_of
from workshop.storage.commitment_news import CommitmentPlace, news_of
from workshop.storage.library import Listed, Sealed, open_workshops, sealed_workshops
from workshop.storage.library_tables import CommitmentNews
from workshop.storage.people_tables import Team


@dataclass(frozen=True)
class OfTeam:
    """All that is kept of a team: its open workshops, and its summaries with the newest first."""

    name: str
    open: tuple[Listed, ...]
    sealed: tuple[Sealed, ...]
    news: Mapping[CommitmentPlace, CommitmentNews] = field(default_factory=dict)
    """The news of its commitments since its last workshop."""
    leads_next: str = ""


def led_by(session: Session, person: str) -> dict[str, str]:
    """Returns the names of the teams that somebody leads on a hosted server, by id."""
    return {id_: name for id_, (name, role) in teams_of(session, person).items() if role == "leads"}


def choose_team(session: Session, name: str, person: str, *, may_make: bool) -> str | None:
    """Returns the id of the team of this name that somebody leads on a hosted server.

    Where there is none of this name, whoever may make one gets a new one, and leads it. None where
    it is others', or not to be made.
    """
    wanted = same_name(name)
    mine = [id_ for id_, one in led_by(session, person).items() if same_name(one) == wanted]
    if mine or not wanted or not may_make:
        return mine[0] if mine else None
    return None if team_is_named(session, name) else make_team(session, name, person)


def team_is_named(session: Session, name: str) -> bool:
    """True if some team has this name already."""
    return any(same_name(one) == same_name(name) for one in session.scalars(select(Team.name)))


def team_name(session: Session, id_: str) -> str:
    """Returns the name of a team, or "" where there is none."""
    row = session.get(Team, id_)
    return row.name if row else ""


def make_team(session: Session, name: str, person: str) -> str:
    """Makes a team, led by somebody; gives its id."""
    id_ = add_team(session, name)
    make_member(session, id_, person, "leads")
    return id_


def add_team(session: Session, name: str) -> str:
    """Adds a team without members; gives its id."""
    row = Team(id=secrets.token_hex(8), name=name.strip())
    session.add(row)
    session.flush()
    return row.id


def keep_own_space(session: Session, person: str, name: str) -> str:
    """Returns the id of what stands for a team where somebody is by themselves."""
    id_ = own_space(person)
    row = session.get(Team, id_)
    if row is None:
        session.add(Team(id=id_, name=name))
    else:
        row.name = row.name or name
    session.flush()
    return id_


def same_name(team: str) -> str:
    """In small letters, as a page's script writes them, too: to it "Straße" is not "strasse"."""
    return team.strip().lower()


def team_ids(session: Session) -> dict[str, str]:
    """The id of each team by its name."""
    return {row.name: row.id for row in session.scalars(select(Team))}


def all_of_team(session: Session, id_: str) -> OfTeam | None:
    """All that real people of the team have held; None where there is nothing.

    Workshops whose team has no name have nothing in common.
    """
    row = session.get(Team, id_)
    if row is None or not same_name(row.name):
        return None
    theirs = same_name(row.name)
    listed = [one for one in open_workshops(session) if _held_by(theirs, one)]
    sealed = [one for one in sealed_workshops(session) if _held_by(theirs, one)]
    if not listed and not sealed:
        return None
    news = news_of(session, {one.team_id for one in sealed})
    return OfTeam(row.name, tuple(listed), tuple(sealed), news, row.leads_next)


def choose_next(session: Session, id_: str, name: str) -> None:
    """Writes down who leads the team's next workshop; "" for nobody yet."""
    session.execute(update(Team).where(Team.id == id_).values(leads_next=name))


def _held_by(team: str, one: Listed | Sealed) -> bool:
    """A rehearsal is a trial, too."""
    return not one.trial and same_name(one.team) == team
