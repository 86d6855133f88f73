"""Which team has heard which story of the library, and how often one was told."""

from collections.abc import Collection, Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workshop.storage.story_days import reckon_anew
from workshop.storage.story_tables import StoryTold


def remember_heard(
    session: Session, stories: Collection[str], workshop: str, team: str, most: Collection[str] = ()
) -> None:
    """Remembers that a workshop of a team has heard stories of the library, whose last days are
    then reckoned anew; `most` are those where its screens said that most had been there."""
    for story in stories:
        key = (story, workshop)
        if session.get(StoryTold, key) is None:
            one = StoryTold(story=story, workshop=workshop, team=team, most=story in most)
            session.add(one)
    session.flush()
    reckon_anew(session, stories)


def times_told(session: Session, stories: Collection[str]) -> Mapping[str, int]:
    """Counts the workshops that have heard each of these stories; one that none has is left out."""
    where = StoryTold.story.in_(stories)
    times = func.count().label("times")
    counted = select(StoryTold.story, times).where(where).group_by(StoryTold.story)
    return {row.story: row.times for row in session.execute(counted)}


def times_known(session: Session, story: str) -> int:
    """Counts the workshops that have heard a story where most had been there."""
    row = StoryTold
    counted = select(func.count()).where(row.story == story, row.most)
    return session.scalar(counted) or 0


def heard_by(session: Session, team: str) -> frozenset[str]:
    """Returns the stories that a team has heard, by their ids."""
    return frozenset(session.scalars(select(StoryTold.story).where(StoryTold.team == team)))
