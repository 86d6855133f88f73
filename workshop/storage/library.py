"""The library: the open workshops, the sealed summaries, and the teams."""

import secrets
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from sqlalchemy import ColumnElement, bindparam, delete, select, union, update
from sqlalchemy.orm import Session

from workshop.rules.joining import new_code, new_suffix
from workshop.rules.limits import PREPARED
from workshop.storage.form_ids import new_id
from workshop.storage.library_tables import CommitmentNews, OpenWorkshop, SealedSummary
from workshop.storage.people_tables import (
    LENT_KINDS,
    OWN_SPACE,
    SUMMARY_LINK,
    Link,
    Membership,
    Team,
)
from workshop.storage.sharing import Sharing
from workshop.storage.story_tables import Contribution, LibraryStory
from workshop.storage.visible import EVERYTHING, Visible

HOUR_S = 3600


class Library(Protocol):
    """The library, opened: all that outlives workshops. Only the database thread may use it."""

    @property
    def sharing(self) -> Sharing:
        """The facts that the processes which have this library share."""

    def begin(self, visible: Visible = EVERYTHING) -> AbstractContextManager[Session]:
        """One transaction in what may be seen; committed when the block ends well."""

    def read(self, visible: Visible = EVERYTHING) -> AbstractContextManager[Session]:
        """One transaction that only reads."""

    def close(self) -> None:
        """Lets go of it."""


@dataclass(frozen=True)
class Listed:
    """An open workshop, as the library knows it."""

    id: str
    team: str
    title: str
    code: str
    suffix: str
    deadline: int
    trial: bool
    sealing: bool
    keep_until: str = ""
    """The last day of its summary; "" until somebody deletes it."""
    team_id: str = ""


@dataclass(frozen=True)
class Sealed:
    """A sealed workshop: its summary as canonical JSON."""

    id: str
    team: str
    title: str
    date: str
    trial: bool
    open_until: int
    body: str
    keep_until: str = ""
    """The summary's last day; "" until somebody deletes it."""
    agenda: str = ""
    """Kind and minutes of each stage, as JSON; "" where they are not known."""
    support: str = ""
    reporting: str = ""
    """Support and reporting as the room's devices show them, "" once `open_until` has passed."""
    team_id: str = ""


def hour_after(moment: float) -> int:
    """A moment rounded up to the full hour, so that it tells nothing of when people acted."""
    return int(-(-moment // HOUR_S) * HOUR_S)


def day_of(moment: float) -> str:
    """The day on which a moment falls where this server stands, such as 2027-03-03."""
    return datetime.fromtimestamp(moment, UTC).astimezone().date().isoformat()


@dataclass(frozen=True)
class Fresh:
    """A workshop that is to be added: `team_id` names its team on a hosted server, where more than
    one person's teams are kept; "" for the team of the name `team`."""

    title: str
    team: str
    trial: bool
    keep_until: str = ""
    team_id: str = ""
    form: bytes = b""
    """The mark of the form that was sent; b"" where a workshop is made without one."""


def add_workshop(session: Session, fresh: Fresh, now: float) -> Listed:
    """A new open workshop with an id and a join code of its own."""
    row = OpenWorkshop(
        id=new_id(fresh.form),
        team=fresh.team_id or team_named(session, fresh.team),
        title=fresh.title,
        code=_free_code(session),
        suffix=new_suffix(),
        deadline=hour_after(now + PREPARED),
        trial=fresh.trial,
        keep_until=fresh.keep_until,
    )
    session.add(row)
    session.flush()
    return _listed(row, fresh.team)


def _free_code(session: Session) -> str:
    taken = set(session.scalars(select(OpenWorkshop.code)))
    return next(code for code in iter(new_code, "") if code not in taken)


def team_named(session: Session, name: str) -> str:
    """The id of the team of this name, made when there is none."""
    found = session.scalar(select(Team.id).where(Team.name == name))
    if found is None:
        found = secrets.token_hex(8)
        session.add(Team(id=found, name=name))
        session.flush()
    return found


_OPEN = (
    select(OpenWorkshop, Team.name)
    .join(Team, Team.id == OpenWorkshop.team)
    .where(~OpenWorkshop.thrown_away)
)


def open_workshops(session: Session) -> list[Listed]:
    """All workshops that have a file, by title."""
    rows = session.execute(_OPEN.order_by(OpenWorkshop.title, OpenWorkshop.id))
    return [_listed(row, team) for row, team in rows]


def has_most(session: Session, most: int, *, trial: bool, team_id: str = "") -> bool:
    """True if there are as many open workshops as there may be: `trial` ones or others, of one team
    or of all that the session sees."""
    found = [one for one in open_workshops(session) if one.trial == trial]
    return sum(not team_id or one.team_id == team_id for one in found) >= most


def open_workshop(session: Session, id_: str) -> Listed | None:
    """One open workshop."""
    found = session.execute(_ONE_OPEN, {"id": id_}).first()
    return _listed(*found) if found else None


_ONE_OPEN = _OPEN.where(OpenWorkshop.id == bindparam("id"))


def by_code(session: Session, code: str, suffix: str | None = None) -> str | None:
    """The id of the workshop with this join code (and these four characters, if given)."""
    where = [OpenWorkshop.code == code, ~OpenWorkshop.thrown_away]
    if suffix is not None:
        where.append(OpenWorkshop.suffix == suffix)
    return session.scalar(select(OpenWorkshop.id).where(*where))


def name_anew(session: Session, id_: str, title: str, team: str | None) -> None:
    """Lists an open workshop under another title, and with another team; None where it stays."""
    named = {"title": title} | ({} if team is None else {"team": team_named(session, team)})
    session.execute(update(OpenWorkshop).where(OpenWorkshop.id == id_).values(**named))
    _forget_unused_teams(session)


def begin_sealing(session: Session, id_: str) -> None:
    """From here on the workshop can only be sealed, also by the next start."""
    session.execute(update(OpenWorkshop).where(OpenWorkshop.id == id_).values(sealing=True))


def mark_deleted(session: Session, id_: str) -> None:
    """From here on the workshop is nobody's any more, also after a crash."""
    session.execute(update(OpenWorkshop).where(OpenWorkshop.id == id_).values(thrown_away=True))


def let_in(session: Session, id_: str) -> None:
    """From here on a new workshop is there for people."""
    session.execute(update(OpenWorkshop).where(OpenWorkshop.id == id_).values(thrown_away=False))


def marked_deleted(session: Session) -> list[str]:
    """The workshops that were thrown away, and of which something may still be there."""
    return list(session.scalars(select(OpenWorkshop.id).where(OpenWorkshop.thrown_away)))


def keep_summary(session: Session, summary: Sealed) -> None:
    """Keeps the summary, once: a second one of the same workshop changes nothing."""
    if session.get(SealedSummary, summary.id) is None:
        row = {**vars(summary)}
        row["team"] = row.pop("team_id") or team_named(session, summary.team)
        row["keep_until"] = _last_day(summary.keep_until, summary.open_until)
        session.add(SealedSummary(workshop=row.pop("id"), **row))


def delete_workshop(session: Session, id_: str) -> None:
    """Takes an open workshop, its links and its sign-ins out of the library."""
    session.execute(delete(OpenWorkshop).where(OpenWorkshop.id == id_))
    # Those to its summary stay where a file that was put back is taken away again.
    session.execute(delete(Link).where(Link.workshop == id_, Link.kind != SUMMARY_LINK))
    _forget_unused_teams(session)


def delete_summary(session: Session, id_: str) -> None:
    """Deletes a summary for good, the links that lead to it, and what was said of its
    commitments since."""
    session.execute(delete(SealedSummary).where(SealedSummary.workshop == id_))
    session.execute(delete(CommitmentNews).where(CommitmentNews.workshop == id_))
    end_lent_links(session, Link.workshop == id_)
    _forget_unused_teams(session)


def end_lent_links(session: Session, which: ColumnElement[bool]) -> None:
    """Ends some of the links that many people may use, and the sign-ins made with one."""
    session.execute(delete(Link).where(Link.kind.in_(LENT_KINDS), which))


def _forget_unused_teams(session: Session) -> None:
    """A team without a member, a workshop, a summary and a story, told or yet to be told, leaves no
    name behind, unless it is one person's space, where a trial may be about to begin."""
    # A contribution is found by its team when its key has to be destroyed.
    having = (OpenWorkshop, SealedSummary, Membership, LibraryStory, Contribution)
    used = union(*(select(one.team).where(one.team.is_not(None)) for one in having))
    unused = Team.id.not_in(used) & Team.id.not_like(f"{OWN_SPACE}%")
    session.execute(delete(Team).where(unused))


def change_keep_until(session: Session, id_: str, day: str) -> None:
    """Keeps a summary until the end of this day; "" until somebody deletes it."""
    kept = session.get(SealedSummary, id_)
    if kept is not None:
        kept.keep_until = _last_day(day, kept.open_until)


def _last_day(chosen: str, open_until: int) -> str:
    """The day that was chosen; a later one where phones would not have had theirs."""
    return chosen and max(chosen, day_of(open_until))


def end_contacts(session: Session, now: float) -> list[str]:
    """Forgets whom people could turn to, where no device of the room is shown it any more; gives
    those workshops."""
    some = (SealedSummary.support != "") | (SealedSummary.reporting != "")
    ended = update(SealedSummary).where(SealedSummary.open_until < now, some)
    values = ended.values(support="", reporting="")
    return list(session.scalars(values.returning(SealedSummary.workshop)))


def sealed_workshops(session: Session) -> list[Sealed]:
    """All summaries, newest date first."""
    order = (SealedSummary.date.desc(), SealedSummary.title, SealedSummary.workshop)
    return [_sealed(row, team) for row, team in session.execute(_WITH_TEAM.order_by(*order))]


def summary_of(session: Session, id_: str) -> Sealed | None:
    """The summary of one sealed workshop."""
    found = session.execute(_WITH_TEAM.where(SealedSummary.workshop == id_)).first()
    return _sealed(*found) if found else None


_WITH_TEAM = select(SealedSummary, Team.name).join(Team, Team.id == SealedSummary.team)


def _sealed(row: SealedSummary, team: str) -> Sealed:
    return Sealed(
        row.workshop, team, row.title, row.date, row.trial, row.open_until, row.body,
        row.keep_until, row.agenda, row.support, row.reporting, row.team,
    )  # fmt: skip


def _listed(row: OpenWorkshop, team: str) -> Listed:
    return Listed(
        row.id, team, row.title, row.code, row.suffix, row.deadline, row.trial, row.sealing,
        row.keep_until, row.team,
    )  # fmt: skip
