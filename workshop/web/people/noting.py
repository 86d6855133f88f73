"""Notes what is done at a desk of a hosted server. A laptop keeps no such log."""

import logging

from sqlalchemy.orm import Session

from workshop.people.desk_log import LoggedAct, Said, actor, note
from workshop.people.members import team_of_workshop
from workshop.people.sign_ins import Grant
from workshop.storage.library import day_of
from workshop.web.services import services, writes_all

log = logging.getLogger(__name__)


def note_at_desk(grant: Grant, act: LoggedAct, workshop: str, about: str = "") -> None:
    """Notes what somebody did to a workshop, or to its summary."""
    _note(grant, Said("", "", act, workshop, about))


def note_in_team(grant: Grant, act: LoggedAct, team: str, about: str) -> None:
    """Notes what somebody did to a team."""
    _note(grant, Said(team, "", act, "", about))


def _note(grant: Grant, said: Said) -> None:
    if not services().settings.hosted:
        return
    try:
        _keep(grant.sign_in, said)
    except Exception:
        # A full disk must not keep anybody from their desk.
        log.exception("the log of the desks could not be written")


@writes_all
def _keep(session: Session, sign_in: bytes, said: Said) -> None:
    team = said.team or team_of_workshop(session, said.workshop)
    whole = Said(team, actor(session, sign_in), said.act, said.workshop, said.about)
    note(session, day_of(services().now()), whole)
