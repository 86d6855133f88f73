"""The facilitator's home, and its pages for throwing a workshop away."""

import logging
from dataclasses import dataclass

from flask import Blueprint, Response, abort, redirect
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from workshop.people.members import own_space
from workshop.people.sign_ins import Grant
from workshop.people.teams import team_ids
from workshop.rules.agenda import Stage
from workshop.rules.agenda import message as _
from workshop.rules.stages import KIND_NAMES
from workshop.storage.letters import waiting_batches
from workshop.storage.library import (
    Listed,
    Sealed,
    open_workshop,
    open_workshops,
    sealed_workshops,
)
from workshop.storage.state import read_agenda, read_state
from workshop.storage.troubles import is_damaged
from workshop.storage.workshops import CannotOpen, StoredWorkshop, WhyClosed
from workshop.summary.formats.paper_style import seam_points
from workshop.summary.kept_summaries import unreadable
from workshop.summary.reader import long_day
from workshop.web.error_pages import error_page
from workshop.web.forms import Sure, pressed
from workshop.web.guarding.access import need_facilitator, need_reader
from workshop.web.page_language import language, translate
from workshop.web.people.noting import note_at_desk
from workshop.web.people.team_choice import own_teams
from workshop.web.rendering import page
from workshop.web.services import on_database, reads, services
from workshop.web.summaries.retention import kept, letters_wait
from workshop.web.telling.editor_acts import to_read

home_pages = Blueprint("library", __name__, url_prefix="/desk")
throw_away_pages = Blueprint("throw_away", __name__, url_prefix="/desk")

HOME_ROWS = 3
"""Workshops and summaries in view on the first page; a press shows all of them."""
NO_KEY = _("Can’t be read here: its key is missing.")
WHY_CLOSED: dict[WhyClosed, str] = {
    "damaged": _(
        "Can’t be opened: its file or its key is damaged. Both are left as they are. If it is the "
        "file, a backup can bring it back as it was then."
    ),
    "other_version": _(
        "Can’t be opened: its file has version {version}, which this program doesn’t read. "
        "Start the version of the program that made it."
    ),
    "no_access": _(
        "Can’t be opened: this program may not read its file or its key. Change their owner or "
        "their permissions."
    ),
}

log = logging.getLogger(__name__)


@home_pages.get("/")
def home() -> Response:
    """The first page: open workshops, kept summaries, and a new workshop."""
    grant = need_reader()
    sealed, teams, unread = _summaries()
    need_facilitator()
    listed, standing = _open_now()
    letters = reads(waiting_batches)()
    known = [one.id for one in listed] + [one.id for one in sealed]
    return page(
        "library.html",
        open=listed,
        closed=_why_closed(listed, standing),
        standing={id_: one for id_, one in standing.items() if isinstance(one, Standing)},
        rehearsals=set(filter(services().trials.rehearses, known)),
        sealed=[_row(one, letters.get(one.id, "")) for one in sealed],
        teams=teams,
        unread=unread,
        leads=_may_begin(grant),
        to_read=to_read(grant),
        rows=HOME_ROWS,
        seam=seam_points,
        belongs=_belongs(grant),
        operates=grant.rights.operates,
    )


def _may_begin(grant: Grant) -> bool:
    """True if there is a team for which somebody may begin a workshop."""
    teams = own_teams(grant)
    return teams.others or bool(teams.names)


def _belongs(grant: Grant) -> bool:
    """True if somebody is in any team of a hosted server."""
    return bool((grant.rights.reads.teams or frozenset()) - {own_space(grant.person)})


@reads
def _summaries(session: Session) -> tuple[list[Sealed], dict[str, str], dict[str, str]]:
    sealed = sealed_workshops(session)
    return sealed, team_ids(session), {one.id: unreadable(one.body) for one in sealed}


@on_database
def _open_now() -> tuple[list[Listed], dict[str, "Standing | CannotOpen"]]:
    listed = reads(open_workshops)()
    return listed, {one.id: found for one in listed if (found := _standing(one.id))}


@dataclass(frozen=True)
class Standing:
    """Where an open workshop stands: its stage, and when it began; None before that."""

    stage: Stage
    began: float | None

    @property
    def name(self) -> str:
        """The stage's name, for a page."""
        return self.stage.name or translate(KIND_NAMES[self.stage.kind])


@on_database
def _standing(id_: str) -> Standing | CannotOpen | None:
    """Returns where a workshop stands, or why it cannot be opened; None where only now it can't be
    read."""
    try:
        stored = services().store.workshops.open(id_)
        return _stands(stored) if stored else None
    except CannotOpen as closed:
        return closed
    except Exception as error:
        if is_damaged(error):
            return CannotOpen("damaged")
        # One that is damaged must not take the list along, in which it can be thrown away.
        log.exception("a workshop could not be read for the list")
        return None


def _why_closed(listed: list[Listed], standing: dict[str, Standing | CannotOpen]) -> dict[str, str]:
    """Returns what keeps workshops from being opened, a sentence by each one's id."""
    can_read = services().store.workshops.can_read
    keyless = {one.id: translate(NO_KEY) for one in listed if not can_read(one.id)}
    told = {id_: _why(one) for id_, one in standing.items() if isinstance(one, CannotOpen)}
    return {**keyless, **told}


def _why(closed: CannotOpen) -> str:
    return translate(WHY_CLOSED[closed.why], version=closed.version)


def _stands(stored: StoredWorkshop) -> Standing:
    with stored.read() as connection:
        state = read_state(connection, stored.keys, stored.cache)
    agenda = read_agenda(state.agenda)
    return Standing(agenda.stages[agenda.place(state.stage) or 0], state.started_at)


def _row(one: Sealed, letters: str) -> dict[str, object]:
    """A summary in the list; `letters` is the last day of letters that wait, or ""."""
    return {
        "id": one.id,
        "title": one.title,
        "team": one.team,
        "trial": one.trial,
        "day": long_day(one.date, language()),
        "kept": "" if one.trial else kept(one.keep_until),
        "letters": letters_wait(letters, one.keep_until),
    }


@throw_away_pages.get("/<id_>/throw-away")
def ask(id_: str) -> Response:
    """Shows what is lost with a workshop, before anything is."""
    return _ask(listed_open(id_))


@throw_away_pages.post("/<id_>/throw-away")
def throw_away(id_: str) -> AnyResponse:
    """Throws it away when that was said twice."""
    found = listed_open(id_)
    if not pressed(Sure).sure:
        return _ask(found)
    note_at_desk(need_facilitator(), "deleted", id_)
    outcome = services().throw_away(id_)
    if outcome == "not_yet":
        return _not_yet()
    return redirect("/desk/", 303)


def _ask(found: Listed) -> Response:
    readable = services().store.workshops.can_read(found.id)
    at = _standing(found.id)
    closed = "" if at is None or isinstance(at, Standing) else _why(at)
    stands = at if isinstance(at, Standing) else None
    return page("throw_away.html", one=found, readable=readable, closed=closed, at=stands)


def _not_yet() -> Response:
    sentence = translate(
        "Nobody can open it any more, but part of it is still on this computer’s disk. The server "
        "tries again every minute, and when it starts."
    )
    return error_page(500, translate("Not all of it is gone yet"), sentence, "join")


def listed_open(id_: str) -> Listed:
    """Returns an open workshop that the facilitator who asks may see, or ends the request."""
    need_facilitator()
    return reads(open_workshop)(id_) or abort(404)
