"""The hours at which open workshops are sealed by themselves."""

from sqlalchemy import case, select, update
from sqlalchemy.orm import Session

from workshop.rules.limits import LIFE, PREPARED
from workshop.storage.library import HOUR_S, hour_after
from workshop.storage.library_tables import OpenWorkshop


def touch(session: Session, id_: str, now: float, *, begun: bool = True) -> None:
    """Moves the deadline: something has happened in this workshop; if it has not `begun`, it is
    only prepared, and kept for longer.

    One that another process has moved an hour further stays there: of two processes the one that
    has heard of something first may be the last to say so.
    """
    to = hour_after(now + (LIFE if begun else PREPARED))
    further = OpenWorkshop.deadline.between(to, to + HOUR_S)
    moved = case((further, OpenWorkshop.deadline), else_=to)
    session.execute(update(OpenWorkshop).where(OpenWorkshop.id == id_).values(deadline=moved))


def put_off(session: Session, id_: str, now: float) -> None:
    """Has a workshop not be due within an hour: somebody is about to act there."""
    within = hour_after(now + HOUR_S)
    where = (OpenWorkshop.id == id_, OpenWorkshop.deadline < within)
    session.execute(update(OpenWorkshop).where(*where).values(deadline=within))


def move_deadlines(session: Session, by: float) -> None:
    """Moves the deadlines of all workshops by so many seconds, rounded up to the full hour."""
    session.execute(update(OpenWorkshop).values(deadline=OpenWorkshop.deadline + hour_after(by)))


def is_due(session: Session, id_: str, now: float) -> bool:
    """True if a workshop is due, or is listed no more, so that a file of it was put back."""
    row = session.get(OpenWorkshop, id_)
    return row is None or (not row.thrown_away and (row.sealing or row.deadline <= now))


def due(session: Session, now: float) -> list[str]:
    """The workshops whose deadline has passed, or whose seal was begun and not ended."""
    where = (OpenWorkshop.deadline <= now) | OpenWorkshop.sealing
    # Of what was thrown away no summary may be made.
    where &= ~OpenWorkshop.thrown_away
    return list(session.scalars(select(OpenWorkshop.id).where(where)))
