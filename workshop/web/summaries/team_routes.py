"""A team over time: its page, and all of its summaries in one archive."""

from functools import cache
from urllib.parse import quote

from flask import Blueprint, Response, abort

from workshop.people.teams import OfTeam, of_team
from workshop.rules.limits import CARRIED
from workshop.storage.beside import Pause
from workshop.storage.library import Sealed, day_of
from workshop.summary.formats.team_archive import all_together
from workshop.summary.over_time.lessons_again import Comparing
from workshop.summary.over_time.team_history import OverTime, in_time, over_time
from workshop.summary.reader import Reader, reader
from workshop.web.guarding.access import need_facilitator
from workshop.web.long_work import long_work
from workshop.web.page_language import language
from workshop.web.rendering import page
from workshop.web.services import on_database, services
from workshop.web.summaries.team_page import TeamPage

SHOWN = 12
"""Lessons that came back most often; the others stand behind a press."""
blueprint = Blueprint("teams", __name__, url_prefix="/desk/teams")


@blueprint.get("/<id_>/")
def view(id_: str) -> Response:
    """Where the team has met, what is open, and which lessons came back."""
    team = _team(id_)
    told: OverTime = long_work(over_time, team.sealed, _comparing())
    readable = [one for one in team.open if services().store.can_read(one.id)]
    said = TeamPage(told, day_of(services().now()))
    return page(
        "team.html",
        id=id_,
        team=team.name,
        open=readable,
        told=told,
        said=said,
        carried=CARRIED,
        shown=SHOWN,
    )


@blueprint.get("/<id_>/summaries.zip")
def summaries(id_: str) -> Response:
    """All of its summaries, each as a page and as JSON."""
    team = _team(id_)
    body: bytes | None = long_work(_archive, team.sealed, reader(language()))
    if body is None:
        abort(404)
    response = Response(body, content_type="application/zip")
    plain = "".join(char if char.isalnum() else "-" for char in team.name).strip("-") or "team"
    # RFC 6266: a header holds no letters but Latin ones; all others come percent-encoded.
    named = {"filename": "summaries.zip", "filename*": f"UTF-8''{quote(plain)}-summaries.zip"}
    response.headers.set("Content-Disposition", "attachment", **named)
    return response


def _archive(sealed: tuple[Sealed, ...], for_: Reader, pause: Pause) -> bytes | None:
    """None where there is nothing that this version could read."""
    kept = in_time(sealed, pause)
    return all_together([one.summary for one in kept], for_, pause) if kept else None


@cache
def _comparing() -> Comparing:
    """The compared lessons, for all looks at a page; used on the thread beside the loop alone."""
    return Comparing()


def _team(id_: str) -> OfTeam:
    need_facilitator()
    found: OfTeam | None = on_database(_find, id_)
    return found or abort(404)


def _find(id_: str) -> OfTeam | None:
    with services().store.library.read() as session:
        return of_team(session, id_)
