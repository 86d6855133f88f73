"""The last days of stories that nobody tells, and of what has to do with telling them.

Only a last day is kept, never the day of a use, and none where nothing limits it.
"""

from collections.abc import Collection

from sqlalchemy import ColumnElement, select, true, update
from sqlalchemy.orm import Session

from workshop.storage.contributions import Status
from workshop.storage.story_tables import Contribution, LibraryStory

LASTING_STATES: tuple[Status, ...] = ("received", "being_read", "your_turn", "ready")
"""Contributions of which words are kept as long as somebody tells or changes them."""


def reckon_anew(session: Session, stories: Collection[str]) -> None:
    """Lets go of the last days of stories that were told, so that the next look finds later
    ones."""
    for row, lasts in _lasting():
        told = update(row).where(row.id.in_(stories), lasts)
        session.execute(told.values(keep_until=""))


def bound_stories(session: Session, last: str) -> None:
    """Gives each story, and what waits for a decision, its last day; "" limits nothing."""
    for row, lasts in _lasting():
        other = (row.keep_until == "") | (row.keep_until > last) if last else row.keep_until != ""
        session.execute(update(row).where(lasts, other).values(keep_until=last))


def _lasting() -> tuple[tuple[type[LibraryStory | Contribution], ColumnElement[bool]], ...]:
    return (LibraryStory, true()), (Contribution, Contribution.status.in_(LASTING_STATES))


def bound_contributions(session: Session, statuses: Collection[Status], last: str) -> None:
    """Gives contributions that stand so their last day, if they have none or a later one."""
    row = Contribution
    other = (row.keep_until == "") | (row.keep_until > last)
    session.execute(update(row).where(row.status.in_(statuses), other).values(keep_until=last))


def outlived_stories(session: Session, today: str) -> list[str]:
    """Returns the stories whose last day is over, by their ids."""
    row = LibraryStory
    over = (row.keep_until != "", row.keep_until < today)
    return list(session.scalars(select(row.id).where(*over)))


def outlived_contributions(session: Session, today: str) -> list[tuple[str, str]]:
    """Returns the contributions whose last day is over, each with its status. One whose story is
    in the library lasts as long as that; that one was withdrawn stays known."""
    row = Contribution
    over = (row.keep_until != "", row.keep_until < today, row.status != "withdrawn")
    there = row.id.not_in(select(LibraryStory.id)) | (row.status != "ready")
    found = session.execute(select(row.id, row.status).where(*over, there))
    return [(id_, status) for id_, status in found]


def last_day_of(session: Session, story: str) -> str:
    """Returns the last day of a story of the library, or ""."""
    return session.scalar(select(LibraryStory.keep_until).where(LibraryStory.id == story)) or ""
