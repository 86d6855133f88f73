"""The hours at which open workshops are sealed by themselves."""

from sqlalchemy import case, select, update
from sqlalchemy.orm import Session

from workshop.rules.limits import LIFE, PREPARED
from workshop.storage.library import HOUR, hour_after
from workshop.storage.library_tables import OpenWorkshop


def touch(session: Session, id_: str, now: float, *, begun: bool = True) -> None:
    """Moves the deadline: something has happened in this workshop; if it has not `begun`, it is
    only prepared, and kept for longer.

    One that another process has moved an hour further stays there: of two processes the one that
    has heard of something first may be the last to say so.
    """
    to = hour_after(now + (LIFE if begun else PREPARED))
    further = OpenWorkshop.deadline.between(to, to + HOUR)
    moved = case((further, OpenWorkshop.deadline), else_=to)
    session.execute(update(OpenWorkshop).where(OpenWorkshop.id == id_).values(deadline=moved))


def due(session: Session, now: float) -> list[str]:
    """The workshops whose deadline has passed, or whose seal was begun and not ended."""
    where = (OpenWorkshop.deadline <= now) | OpenWorkshop.sealing
    # Of what was thrown away no summary may be made.
    where &= ~OpenWorkshop.thrown_away
    return list(session.scalars(select(OpenWorkshop.id).where(where)))
