"""How long things are kept: the longest times that an operator has set, and last days."""

from datetime import date, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from workshop.storage.library import day_of, hour_after
from workshop.storage.library_tables import OpenWorkshop, SealedSummary

NOTICE = 30
"""Days for which a summary that is already too old is still kept when it is found: so that nobody
loses it on the day on which a limit was set, or on which it was imported."""


def longest_day(made: str, today: str, days: int) -> str:
    """Returns the last day on which a summary of this day may be kept; "" where nothing limits
    that."""
    return max(_later(made, days), _later(today, min(days, NOTICE))) if days else ""


def _later(day: str, days: int) -> str:
    """Returns the day so many days later; "" for what is no day of the calendar."""
    try:
        return (date.fromisoformat(day) + timedelta(days)).isoformat()
    except (OverflowError, ValueError):
        return ""


def bound_summaries(session: Session, today: str, days: int) -> None:
    """Gives each summary that would be kept for too long its last day; 0 days limit nothing."""
    row, until = SealedSummary, SealedSummary.keep_until
    asked = select(row.workshop, row.date, row.open_until, until).where(
        (until == "") | (until > _later(today, min(days, NOTICE)))
    )
    for id_, made, open_until, kept in session.execute(asked).all() if days else ():
        # An import may say any day. Phones always have their time.
        longest = max(longest_day(min(made, today), today, days), day_of(open_until))
        if not kept or kept > longest:
            session.execute(update(row).where(row.workshop == id_).values(keep_until=longest))


def outlived(session: Session, today: str) -> list[str]:
    """The summaries whose last day is over."""
    where = (SealedSummary.keep_until != "") & (SealedSummary.keep_until < today)
    return list(session.scalars(select(SealedSummary.workshop).where(where)))


def bound_prepared(session: Session, now: float, days: int) -> None:
    """Brings the end of workshops nearer that would be kept for too long without being started."""
    latest = hour_after(now + timedelta(days=days).total_seconds())
    later = update(OpenWorkshop).where(OpenWorkshop.deadline > latest)
    session.execute(later.values(deadline=latest))
