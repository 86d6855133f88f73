"""The teams of the library, and what is kept of each.

A workshop's form takes a team's name as it is typed, so one team can have more than one row: names
that differ in capitals or in the spaces around them are the same team's.
"""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop.storage.library import Listed, Sealed, open_workshops, sealed_workshops
from workshop.storage.library_tables import Team


@dataclass(frozen=True)
class OfTeam:
    """All that is kept of a team: its open workshops, and its summaries with the newest first."""

    name: str
    open: tuple[Listed, ...]
    sealed: tuple[Sealed, ...]


def same_name(team: str) -> str:
    """In small letters, as a page's script writes them, too: to it "Straße" is not "strasse"."""
    return team.strip().lower()


def team_ids(session: Session) -> dict[str, str]:
    """The id of each team by its name."""
    return {row.name: row.id for row in session.scalars(select(Team))}


def of_team(session: Session, id_: str) -> OfTeam | None:
    """All that real people of the team have held; None where there is nothing.

    Workshops whose team has no name have nothing in common.
    """
    row = session.get(Team, id_)
    if row is None or not same_name(row.name):
        return None
    theirs = same_name(row.name)
    listed = [one for one in open_workshops(session) if _held_by(theirs, one)]
    sealed = [one for one in sealed_workshops(session) if _held_by(theirs, one)]
    return OfTeam(row.name, tuple(listed), tuple(sealed)) if listed or sealed else None


def _held_by(team: str, one: Listed | Sealed) -> bool:
    """A rehearsal is a trial, too."""
    return not one.trial and same_name(one.team) == team
