"""The row of tabs over a team's pages: which ones somebody may open, and what they hold."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from workshop.people.sign_ins import Grant
from workshop.people.teams import all_of_team
from workshop.web.people.shown_team import read_team
from workshop.web.services import reads, services


@dataclass(frozen=True)
class TeamTabs:
    """The tabs of a team for somebody; 0 and False stand for a tab that they do not have."""

    id: str
    begun: bool
    """True from the team's first workshop on: before it there are no commitments."""
    workshops: int
    """Finished ones."""
    members: int
    changes: bool


def team_tabs(id_: str, grant: Grant) -> TeamTabs:
    """Returns the tabs of a team that somebody belongs to."""
    return reads(_tabs)(id_, grant)


def _tabs(session: Session, id_: str, grant: Grant) -> TeamTabs:
    held = all_of_team(session, id_)
    shown = read_team(session, id_, grant) if services().settings.hosted else None
    return TeamTabs(
        id_,
        begun=held is not None,
        workshops=len(held.sealed) if held else 0,
        members=len(shown.members) if shown else 0,
        changes=shown is not None and shown.changes,
    )
