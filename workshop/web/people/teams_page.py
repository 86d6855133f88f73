"""The teams that somebody belongs to; an operator makes a new one."""

from collections.abc import Iterable
from typing import Annotated

from flask import Blueprint, Response, redirect
from msgspec import Meta
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from workshop.people.members import teams_of
from workshop.people.sign_ins import Grant
from workshop.people.teams import all_of_team, make_team, team_is_named
from workshop.rules.agenda import message
from workshop.rules.limits import TEAM_CHARS
from workshop.web.forms import Form, OneLine, read_sent
from workshop.web.guarding.access import need_operator, need_reader
from workshop.web.page_language import translate
from workshop.web.people.members_page import ROLE_WORDS, hosted_only
from workshop.web.rendering import page
from workshop.web.services import reads, reads_all, writes_all

blueprint = Blueprint("my_teams", __name__, url_prefix="/desk/teams")


class NewTeam(Form):
    """A team that is to be made."""

    name: Annotated[
        OneLine,
        Meta(min_length=1, max_length=TEAM_CHARS, description=message("Give the team a name.")),
    ]


@blueprint.get("/")
def home() -> Response:
    """All teams that somebody belongs to."""
    return _home(hosted_only(need_reader()))


@blueprint.post("/")
def make() -> AnyResponse:
    """A new team, which whoever makes it leads."""
    grant = hosted_only(need_operator())
    sent = read_sent(NewTeam)
    if sent.form is None:
        return _home(grant, sent.values["name"], sent.faults["name"])
    made = _make(sent.form.name, grant.person)
    if not made:
        taken = translate("Another team has this name. Choose a different one.")
        return _home(grant, sent.form.name, taken)
    return redirect(f"/desk/teams/{made}/members", 303)


def _home(grant: Grant, typed: str = "", fault: str = "") -> Response:
    teams = reads_all(teams_of)(grant.person)
    return page(
        "teams.html",
        422 if fault else 200,
        teams=teams,
        begun=_begun([*teams]),
        roles={role: translate(said) for role, said in ROLE_WORDS.items()},
        operates=grant.rights.operates,
        typed=typed,
        fault=fault,
        limit=TEAM_CHARS,
    )


@reads
def _begun(session: Session, teams: Iterable[str]) -> set[str]:
    """Returns the teams that have a page of their own: it begins with the first workshop."""
    return {id_ for id_ in teams if all_of_team(session, id_)}


@writes_all
def _make(session: Session, name: str, person: str) -> str:
    """The new team's id; "" where another has this name."""
    return "" if team_is_named(session, name) else make_team(session, name, person)
