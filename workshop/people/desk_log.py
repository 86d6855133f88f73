"""The log of a hosted server's desks: who opened, sealed, exported or deleted what, made or
withdrew a link, changed who belongs to a team, and invited or edited told stories; by the day, for
half a year.

It is about people who sign in, and about guests by the names of their links. Nothing that a phone
does is in it, and no time of day, address or browser.
"""

import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, cast

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from workshop.storage.library_tables import OpenWorkshop, SealedSummary
from workshop.storage.people_tables import DeskAct, Link, Person, SignIn

LOG_KEPT_DAYS = 183
"""Days."""
LoggedAct = Literal[
    "opened", "sealed", "exported", "deleted", "link_made", "link_withdrawn", "invited",
    "invited_again", "joined", "left", "taken_out", "leads", "reads", "story_invited",
    "story_taken", "story_proposed", "story_declined", "story_withdrawn", "letters_decided",
]  # fmt: skip


@dataclass(frozen=True)
class Said:
    """Something that is to be noted. `workshop` is an id, or "" where it is about people."""

    team: str
    name: str
    act: LoggedAct
    workshop: str = ""
    about: str = ""


@dataclass(frozen=True)
class Noted:
    """A line of the log. `title` is "" of a workshop of which nothing is kept any more."""

    day: str
    name: str
    act: LoggedAct
    workshop: str
    title: str
    about: str


def note(session: Session, today: str, said: Said) -> None:
    """Notes what somebody has done today; the second time changes nothing."""
    place = {**vars(said), "day": today}
    where = [getattr(DeskAct, name).is_not_distinct_from(value) for name, value in place.items()]
    if session.scalar(select(DeskAct.key).where(*where).limit(1)) is None:
        session.add(DeskAct(key=secrets.token_bytes(8), **place))
        session.flush()


def actor(session: Session, sign_in: bytes) -> str:
    """Returns the name of whoever came by a sign-in: theirs, that of a guest's link, or of the
    person who made it; "" for the owner."""
    row = session.get(SignIn, sign_in)
    link = session.get(Link, row.link) if row is not None and row.link else None
    if link is not None and link.label:
        return link.label
    person = link.person if link is not None else row.person if row is not None else ""
    known = session.get(Person, person)
    return known.name if known else ""


def log_of(session: Session, team: str) -> list[Noted]:
    """Returns what was done at a team's desks, the newest day first, each day by its words."""
    titles = dict[str, str]()
    for table, id_ in ((OpenWorkshop, OpenWorkshop.id), (SealedSummary, SealedSummary.workshop)):
        titles |= {row[0]: row[1] for row in session.execute(select(id_, table.title))}
    rows = session.scalars(select(DeskAct).where(DeskAct.team == team))
    found = [
        Noted(
            row.day,
            row.name,
            cast(LoggedAct, row.act),
            row.workshop,
            titles.get(row.workshop, ""),
            row.about,
        )
        for row in rows
    ]
    found.sort(key=lambda one: (one.name, one.act, one.title, one.workshop, one.about))
    return sorted(found, key=lambda one: one.day, reverse=True)


def led_last(session: Session, team: str) -> Noted | None:
    """Returns the last time that somebody finished a workshop of a team; None if the log does not
    go back that far."""
    return next((one for one in log_of(session, team) if one.act == "sealed"), None)


def delete_old_entries(session: Session, today: str) -> None:
    """Deletes what is older than half a year."""
    before = (date.fromisoformat(today) - timedelta(LOG_KEPT_DAYS)).isoformat()
    session.execute(delete(DeskAct).where(DeskAct.day < before))
