"""Between workshops: links to a team's open commitments, the page that one opens, and what is said
there of them. Whoever leads the team says it on the team's page."""

from typing import Annotated
from urllib.parse import quote

from flask import Blueprint, Response, abort, redirect, request, url_for
from msgspec import Meta
from werkzeug.wrappers import Response as AnyResponse

from workshop.people.links import lend_team
from workshop.people.teams import OfTeam, all_of_team, choose_next
from workshop.rules.limits import NAME_CHARS
from workshop.storage.commitment_news import tell_news
from workshop.storage.people_tables import TEAM_LINK
from workshop.storage.visible import Visible
from workshop.summary.formats.one_day import render_day
from workshop.summary.over_time import TeamCommitment, open_now
from workshop.summary.reader import reader
from workshop.web.forms import ChosenLink, Form, OneLine, pressed, read_sent
from workshop.web.guarding.access import grant_of, need_facilitator, not_listed
from workshop.web.page_language import LANGUAGE_FIELD, language
from workshop.web.people.noting import note_in_team
from workshop.web.rendering import page
from workshop.web.services import long_work, reads, see, services, writes
from workshop.web.summaries.lent_links import end_lent_link, make, not_open
from workshop.web.summaries.open_commitments import (
    Became,
    OpenCommitments,
    Typed,
    commitment_named,
    read_news,
)
from workshop.web.summaries.team_page import find_team, lent_team, team_page, today

at_desk = Blueprint("team_links", __name__, url_prefix="/desk/teams")
blueprint = Blueprint("shared", __name__, url_prefix="/team")
blueprint.after_request(not_listed)


class NextLead(Form):
    """Who leads the next workshop."""

    next: Annotated[OneLine, Meta(max_length=NAME_CHARS)]


@at_desk.post("/<id_>/links")
def lend(id_: str) -> AnyResponse:
    """A new link for the team. The page behind shows it, so that a reload makes no other."""
    _lendable(id_)
    grant = need_facilitator()
    asked = make(lent_team(id_), today(), grant, lend_team)
    if asked.fault:
        return team_page(id_, 422, asked)
    note_in_team(grant, "link_made", id_, asked.label)
    return redirect(f"{url_for('teams.view', id_=id_)}#links", 303)


@at_desk.post("/<id_>/links/take-back")
def take_one_back(id_: str) -> AnyResponse:
    """Ends a link, and shows nothing more to who came by it."""
    _lendable(id_)
    if not end_lent_link(id_, pressed(ChosenLink).link):
        abort(404)
    note_in_team(need_facilitator(), "link_withdrawn", id_, "")
    return redirect(f"{url_for('teams.view', id_=id_)}#links", 303)


@at_desk.post("/<id_>/next")
def lead_next(id_: str) -> AnyResponse:
    """Writes down who leads the team's next workshop."""
    _led(id_)
    sent = read_sent(NextLead)
    if sent.form is None:
        return team_page(id_, 422, next_=sent.values["next"], next_fault=sent.faults["next"])
    writes(choose_next)(id_, sent.form.next)
    return redirect(f"{url_for('teams.view', id_=id_)}#next", 303)


@at_desk.post("/<id_>/said")
def say_at_desk(id_: str) -> AnyResponse:
    """Keeps what somebody who leads the team was told of a commitment."""
    said = _say(_led(id_))
    if isinstance(said, Typed):
        return team_page(id_, 422, typed=said)
    return redirect(_back(url_for("teams.view", id_=id_), said), 303)


@at_desk.get("/<id_>/<commitment>.ics")
def day_at_desk(id_: str, commitment: str) -> Response:
    """The day of a commitment, for a calendar."""
    return _day(find_team(id_), commitment)


@blueprint.get("/<id_>/")
def view(id_: str) -> Response:
    """The page of a team's open commitments, in the language that was chosen on it."""
    team = _shared(id_)
    return not_open() if team is None else _page(id_, team)


@blueprint.post("/<id_>/said")
def say(id_: str) -> AnyResponse:
    """Keeps what became of a commitment."""
    team = _shared(id_)
    if team is None:
        return not_open()
    said = _say(team)
    if isinstance(said, Typed):
        return _page(id_, team, said)
    return redirect(_back(f"/team/{id_}/", said), 303)


@blueprint.get("/<id_>/<commitment>.ics")
def day(id_: str, commitment: str) -> Response:
    """The day of a commitment, for a calendar."""
    team = _shared(id_)
    return not_open() if team is None else _day(team, commitment)


def _lendable(id_: str) -> OfTeam:
    return _led(id_) if services().settings.hosted else abort(404)


def _led(id_: str) -> OfTeam:
    """The team, for somebody who leads it; ends the request for all others."""
    need_facilitator()
    return reads(all_of_team)(id_) or abort(404)


def _shared(id_: str) -> OfTeam | None:
    """The team, for a browser that came by a link to it which is still good."""
    grant = grant_of(TEAM_LINK)
    if grant is None or grant.team != id_ or not services().settings.hosted:
        return None
    see(Visible(frozenset([id_])))
    return reads(all_of_team)(id_)


def _open(team: OfTeam) -> list[TeamCommitment]:
    found: list[TeamCommitment] = long_work(open_now, team.sealed, team.news)
    return found


def _page(id_: str, team: OfTeam, typed: Typed | None = None) -> Response:
    due = OpenCommitments(_open(team), today().isoformat(), f"/team/{id_}/", typed)
    fresh = request.method == "GET"
    return page("team_shared.html", 422 if typed else 200, team=team.name, due=due, fresh=fresh)


def _back(path: str, commitment: str) -> str:
    """Returns the address of the page, at the commitment of which something was said."""
    query = f"?{LANGUAGE_FIELD}={language()}" if LANGUAGE_FIELD in request.args else ""
    return f"{path}{query}#c-{quote(commitment)}"


def _say(team: OfTeam) -> Typed | str:
    """Keeps what a form says of one of a team's open commitments; gives its name, or what is wrong
    in the form."""
    sent = read_sent(Became)
    name = sent.values["commitment"]
    words, news = commitment_named(_open(team), name) or abort(404), read_news(sent)
    if isinstance(news, Typed):
        return news
    writes(tell_news)(team.sealed[0].team_id, (words.workshop, words.id), news)
    return name


def _day(team: OfTeam, name: str) -> Response:
    words = commitment_named(_open(team), name)
    body = render_day(words, team.name, today(), reader(language())) if words else b""
    if not body:
        abort(404)
    response = Response(body, content_type="text/calendar; charset=utf-8")
    response.headers.set("Content-Disposition", "attachment", filename="commitment.ics")
    return response
