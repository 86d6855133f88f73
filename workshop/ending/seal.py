"""The seal: the end of a workshop's data. Only the summary stays.

The order is what makes it safe: the summary is kept before the key is destroyed, every process
drops the key before that, the key goes before the file, and the library forgets the workshop last.
Each step is harmless when it was done already, so a seal that was interrupted, or that two
processes have begun, is gone through again from the start. Whether a
workshop is sealed is decided by `seal_checks` and by nothing else: the seal ends with it, and the
desk shows it line by line.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

import msgspec
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from workshop.actions.opening import close
from workshop.ending.letters import keep_letters, letters_written
from workshop.ending.letting_go import delete_everywhere
from workshop.people.links import leads_to
from workshop.people.members import team_of_workshop
from workshop.people.teams import choose_next
from workshop.protocol.entries import SealCheck
from workshop.protocol.summary import Summary, written_summary
from workshop.rules.agenda import Told
from workshop.rules.limits import OPEN_FOR
from workshop.storage.commitment_news import delete_news
from workshop.storage.context import Context, Memory
from workshop.storage.deadlines import is_due
from workshop.storage.heard_stories import remember_heard
from workshop.storage.library import (
    Listed,
    Sealed,
    begin_sealing,
    day_of,
    delete_workshop,
    hour_after,
    keep_summary,
    open_workshop,
    summary_of,
)
from workshop.storage.library_stories import take_off_shelf
from workshop.storage.longest_times import bound_summaries
from workshop.storage.store import Store
from workshop.storage.troubles import trouble_of
from workshop.storage.workshops import CannotOpen, StoredWorkshop
from workshop.summary.build import build
from workshop.views import Room, read_room
from workshop.views.on_show import heard


class NotSealed(RuntimeError):
    """A workshop could not be sealed; `code` says why, for the desk."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def trouble_of_seal(error: Exception) -> str:
    """The code of what keeps a seal from its end, for the desk."""
    if isinstance(error, NotSealed):
        return error.code
    known = OperationalError | OSError | CannotOpen
    return trouble_of(error) if isinstance(error, known) else "unknown"


def seal(store: Store, id_: str, now: float, *, due: bool = False) -> bool:
    """Seals a workshop, or goes on with its seal. For the database thread.

    Returns False, and does nothing, if it is to be sealed only when it is `due`, and is not:
    another process may have served somebody since. Raises what stopped it, NotSealed, or StillHeld;
    the workshop then counts as not sealed.
    """
    begun = _begin(store, id_, now if due else None)
    if begun is None:
        return False
    listed = begun.listed
    store.failpoints.reach("exit_seal_begun")
    kept = _keep(store, id_, listed, now)
    if listed is None and not kept:
        return True
    store.failpoints.reach("exit_seal_kept")
    delete_everywhere(store, id_)
    store.failpoints.reach("exit_all_gone")
    _forget(store, id_, kept)
    if not (listed and listed.trial):
        # A trial is looked after until its summary goes.
        store.library.sharing.let_be(id_)
    store.failpoints.reach("exit_seal_ended")
    return True


class _Begun(NamedTuple):
    listed: Listed | None


def _begin(store: Store, id_: str, due_at: float | None) -> _Begun | None:
    with store.library.begin() as session:
        if due_at is not None and not is_due(session, id_, due_at):
            return None
        begin_sealing(session, id_)
        return _Begun(open_workshop(session, id_))


def _keep(store: Store, id_: str, listed: Listed | None, now: float) -> bool:
    """Keeps the summary, once; False when there is none to keep: the workshop never began."""
    with store.library.read() as session:
        if summary_of(session, id_) is not None:
            return True
    if listed is None or not store.workshops.has_begun(id_):
        return False
    stored = store.workshops.open(id_)
    if stored is None:
        raise NotSealed("no_key", "The workshop is here, and its key is not.")
    room = _closed(store, stored, now)
    _write_down(store, listed, room, letters_written(stored), now)
    return True


def _write_down(
    store: Store, listed: Listed, room: Room, letters: dict[Told, list[str]], now: float
) -> None:
    day = datetime.fromtimestamp(room.state.started_at, UTC).astimezone().date()
    summary = build(room, day)
    with store.library.begin() as session:
        if summary_of(session, listed.id) is not None:
            return  # another process has kept it since
        kept = Sealed(
            id=listed.id,
            team=summary.team,
            title=summary.title,
            date=summary.date,
            trial=listed.trial,
            open_until=hour_after(now + OPEN_FOR),
            body=written_summary(summary),
            keep_until=listed.keep_until,
            agenda=_line(room),
            support=room.state.support,
            reporting=room.state.reporting,
            team_id=listed.team_id if store.settings.hosted else "",
        )
        keep_summary(session, kept)
        if not kept.trial:
            team = team_of_workshop(session, kept.id)
            keep_letters(session, store, room, letters, team, day_of(now))
            _remember_stories(session, room, team)
        _end_time_between(session, kept, summary)
        bound_summaries(session, day_of(now), store.settings.summary_days)


def _remember_stories(session: Session, room: Room, team: str) -> None:
    """Remembers which stories of the library the team has heard; one to be told once leaves it."""
    places = room.state.library
    heard_here = {one: places[one] for one in heard(room) if one in places}
    stories = [*heard_here.values()]
    most = {story for place, story in heard_here.items() if place in room.state.most_been}
    remember_heard(session, stories, room.state.id, team, most)
    for story in stories:
        take_off_shelf(session, story)


def _end_time_between(session: Session, kept: Sealed, summary: Summary) -> None:
    """Forgets what was said between workshops and this one has settled, and who was to lead it."""
    said = [(one.workshop, one.id) for one in summary.followed if one.outcome]
    delete_news(session, said, kept.team_id)
    team = team_of_workshop(session, kept.id)
    if not kept.trial:
        choose_next(session, team, "")


def _line(room: Room) -> str:
    """The stages without their words: enough to draw the stage line."""
    return msgspec.json.encode([(one.kind, one.minutes) for one in room.agenda.stages]).decode()


def _closed(store: Store, stored: StoredWorkshop, now: float) -> Room:
    """The room, ended first where its deadline came in the middle of something."""
    if not stored.is_closed():
        with stored.begin(Context(0, now, Memory())) as tx:
            close(tx)
    store.failpoints.reach("exit_seal_closed")
    return read_room(stored)


def _forget(store: Store, id_: str, kept: bool) -> None:
    """Lets the library forget the workshop, if by then everything is as it must be."""
    with store.library.begin() as session:
        delete_workshop(session, id_)
        checks = seal_checks(store, session, id_)
        left = [check.name for check in checks if not check.holds]
        if [name for name in left if kept or name != "summary"]:
            # Nothing is forgotten then: it stays listed, and is tried again.
            raise NotSealed("left", f"Not as it must be after a seal: {', '.join(left)}.")
    store.workshops.processes.is_gone(id_)


def seal_checks(store: Store, session: Session, id_: str) -> tuple[SealCheck, ...]:
    """Checks what is really there of a workshop: what is stored, its keys, and in the library.

    Returns one line for each thing that the seal promises, in the order of its steps.
    """
    left = store.workshops.left_of(id_)
    ways_in = open_workshop(session, id_) is not None or leads_to(session, id_)
    return (
        SealCheck(name="summary", holds=summary_of(session, id_) is not None),
        SealCheck(name="key", holds="key" not in left),
        SealCheck(name="file", holds="file" not in left),
        SealCheck(name="beside", holds="beside" not in left),
        SealCheck(name="ways_in", holds=not ways_in),
    )


def all_hold(checks: Iterable[SealCheck]) -> bool:
    """True if nothing is missing; False without any check, which proves nothing."""
    found = [check.holds for check in checks]
    return bool(found) and all(found)
