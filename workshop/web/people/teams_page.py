"""The teams that somebody belongs to; an operator makes a new one."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from workshop.people.members import teams_of
from workshop.people.sign_ins import Grant
from workshop.people.teams import make_team, named, of_team
from workshop.rules.limits import TEAM
from workshop.rules.text import one_line
from workshop.web.guarding.access import need_operator, need_reader
from workshop.web.page_language import translate
from workshop.web.people.members_page import ROLES, hosted_only
from workshop.web.rendering import page
from workshop.web.services import on_database, reading, services

blueprint = Blueprint("my_teams", __name__, url_prefix="/desk/teams")


@blueprint.get("/")
def home() -> Response:
    """All teams that somebody belongs to."""
    return _home(hosted_only(need_reader()))


@blueprint.post("/")
def make() -> AnyResponse:
    """A new team, which whoever makes it leads."""
    grant = hosted_only(need_operator())
    typed = one_line(request.form.get("name", ""))
    fault = _team_fault(typed)
    made = "" if fault else on_database(_make, typed, grant.person)
    if not made:
        taken = translate("Another team has this name. Choose a different one.")
        return _home(grant, typed, fault or taken)
    return redirect(f"/desk/teams/{made}/members", 303)


def _team_fault(name: str) -> str:
    if not name:
        return translate("Give the team a name.")
    if len(name) > TEAM:
        return translate("The limit is {limit} characters. Shorten it a little.", limit=TEAM)
    return ""


def _home(grant: Grant, typed: str = "", fault: str = "") -> Response:
    teams = on_database(_mine, grant.person)
    return page(
        "teams.html",
        422 if fault else 200,
        teams=teams,
        begun=on_database(_begun, [*teams]),
        roles={role: translate(said) for role, said in ROLES.items()},
        operates=grant.rights.operates,
        typed=typed,
        fault=fault,
        limit=TEAM,
    )


def _mine(person: str) -> Any:
    with services().store.library.read() as session:
        return teams_of(session, person)


def _begun(teams: Iterable[str]) -> set[str]:
    """Returns the teams that have a page of their own: it begins with the first workshop."""
    with reading() as session:
        return {id_ for id_ in teams if of_team(session, id_)}


def _make(name: str, person: str) -> str:
    """The new team's id; "" where another has this name."""
    with services().store.library.begin() as session:
        return "" if named(session, name) else make_team(session, name, person)
