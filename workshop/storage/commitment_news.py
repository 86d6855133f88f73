"""The news of commitments between two workshops, with which the next follow-up begins."""

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import delete, select, true
from sqlalchemy.orm import Session

from workshop.storage.library_tables import CommitmentNews

CommitmentPlace = tuple[str, str]
"""A commitment: the workshop that made it, and its place among those of that workshop's summary."""


def news_of(session: Session, teams: Collection[str]) -> Mapping[CommitmentPlace, CommitmentNews]:
    """Returns all news of the commitments of these teams."""
    rows = session.scalars(select(CommitmentNews).where(CommitmentNews.team.in_(teams)))
    return {(row.workshop, row.place): row for row in rows}


def tell_news(session: Session, team: str, place: CommitmentPlace, news: CommitmentNews) -> None:
    """Keeps what was said of a commitment last; an outcome of "" takes it back."""
    delete_news(session, [place], team)
    if news.outcome:
        news.team, (news.workshop, news.place) = team, place
        session.add(news)
        session.flush()


def delete_news(session: Session, places: Iterable[CommitmentPlace], team: str = "") -> None:
    """Forgets what was said of commitments, since a workshop has said more; `team` is the one that
    has them, or "" for any."""
    ours = CommitmentNews.team == team if team else true()
    for workshop, number in places:
        which = (CommitmentNews.workshop == workshop) & (CommitmentNews.place == number)
        session.execute(delete(CommitmentNews).where(which, ours))
