"""The part of the library that somebody may see. Nothing else in it is found.

Every statement of a narrowed session is narrowed, so that no page can forget to ask.
"""

from dataclasses import dataclass
from functools import partial

from sqlalchemy import event, select, union
from sqlalchemy.orm import LoaderCriteriaOption, ORMExecuteState, Session, with_loader_criteria

from workshop.storage.library_tables import CommitmentNews, OpenWorkshop, OwnAgenda, SealedSummary
from workshop.storage.people_tables import Team
from workshop.storage.story_tables import Contribution, KeptLetters, LibraryStory, StoryTold


@dataclass(frozen=True)
class Visible:
    """The teams whose part of the library may be seen, by their ids; None for all of them.

    `workshop` is the one workshop that a guest may see, whatever its team, or the one contribution
    with its story; "" for none.
    """

    teams: frozenset[str] | None = frozenset()
    workshop: str = ""

    def shows(self, team: str) -> bool:
        """True if this team's part may be seen."""
        return self.teams is None or team in self.teams


EVERYTHING, NOTHING_VISIBLE = Visible(None), Visible()


def narrow(session: Session, visible: Visible) -> None:
    """From here on the session finds, changes and deletes only what may be seen."""
    if visible.teams is not None:
        event.listen(session, "do_orm_execute", partial(_narrow, _criteria(visible)))


def _criteria(visible: Visible) -> tuple[LoaderCriteriaOption, ...]:
    teams, guest = sorted(visible.teams or ()), visible.workshop
    # Of a contributor's own story also the copies that a pack has brought back, which it ends with.
    # A session that may see nothing finds no story either, though some are anyone's.
    anyone = "server" if teams else None
    # The tables themselves: the criteria of an entity would narrow this, too.
    open_, sealed = OpenWorkshop.__table__.c, SealedSummary.__table__.c
    of_guest = union(
        select(open_.team).where(open_.id == guest),
        select(sealed.team).where(sealed.workshop == guest),
    )
    return (
        with_loader_criteria(Team, Team.id.in_(teams) | Team.id.in_(of_guest)),
        with_loader_criteria(
            OpenWorkshop, OpenWorkshop.team.in_(teams) | (OpenWorkshop.id == guest)
        ),
        with_loader_criteria(
            SealedSummary, SealedSummary.team.in_(teams) | (SealedSummary.workshop == guest)
        ),
        with_loader_criteria(OwnAgenda, OwnAgenda.team.in_(teams)),
        with_loader_criteria(CommitmentNews, CommitmentNews.team.in_(teams)),
        with_loader_criteria(
            LibraryStory,
            LibraryStory.team.in_(teams)
            | (LibraryStory.reach == anyone)
            | (LibraryStory.id == guest)
            | LibraryStory.id.startswith(f"{guest}."),
        ),
        with_loader_criteria(
            Contribution, Contribution.team.in_(teams) | (Contribution.id == guest)
        ),
        with_loader_criteria(
            KeptLetters,
            # Without a guest: what was let through to a teller has no workshop and no team.
            KeptLetters.team.in_(teams)
            | (KeptLetters.workshop == (guest or None))
            | (KeptLetters.story == guest),
        ),
        with_loader_criteria(StoryTold, StoryTold.team.in_(teams) | (StoryTold.story == guest)),
    )


def _narrow(criteria: tuple[LoaderCriteriaOption, ...], statement: ORMExecuteState) -> None:
    statement.statement = statement.statement.options(*criteria)
