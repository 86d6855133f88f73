"""The news of commitments between two workshops, with which the next follow-up begins."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from sqlalchemy import delete, select, true
from sqlalchemy.orm import Session

from workshop.protocol.base import Outcome
from workshop.storage.library_tables import CommitmentNews

Place = tuple[str, str]
"""A commitment: the workshop that made it, and its place among those of that workshop's summary."""


@dataclass(frozen=True)
class News:
    """The outcome of a commitment so far; `will` and `by` are its new words and date if it was
    changed."""

    outcome: Outcome
    will: str = ""
    by: str = ""


def news_of(session: Session, teams: Collection[str]) -> Mapping[Place, News]:
    """Returns all news of the commitments of these teams."""
    rows = session.scalars(select(CommitmentNews).where(CommitmentNews.team.in_(teams)))
    return {(row.workshop, row.place): _news(row) for row in rows}


def _news(row: CommitmentNews) -> News:
    return News(cast(Outcome, row.outcome), row.will, row.by)


def tell_news(session: Session, team: str, place: Place, news: News) -> None:
    """Keeps what was said of a commitment last; an outcome of "" takes it back."""
    forget_news(session, [place], team)
    if news.outcome:
        workshop, number = place
        session.add(CommitmentNews(team=team, workshop=workshop, place=number, **vars(news)))
        session.flush()


def forget_news(session: Session, places: Iterable[Place], team: str = "") -> None:
    """Forgets what was said of commitments, since a workshop has said more; `team` is the one that
    has them, or "" for any."""
    ours = CommitmentNews.team == team if team else true()
    for workshop, number in places:
        which = (CommitmentNews.workshop == workshop) & (CommitmentNews.place == number)
        session.execute(delete(CommitmentNews).where(which, ours))
