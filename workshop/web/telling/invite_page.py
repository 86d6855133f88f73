"""Inviting somebody to tell a story: a link for them alone, or a file; and taking it back."""

from typing import Annotated, Literal

from flask import Blueprint, Response, abort, make_response, redirect, url_for
from msgspec import Meta
from werkzeug.wrappers import Response as AnyResponse

from workshop.people.links import DAYS, end_contributor_links, invitation_link
from workshop.people.sign_ins import Grant
from workshop.rules.agenda import message
from workshop.rules.limits import NAME
from workshop.rules.text import one_line
from workshop.storage.contributions import Contributed
from workshop.storage.library import day_of
from workshop.stories.contributing import KeyedLibrary, invite
from workshop.stories.story_limits import later
from workshop.stories.ways_out import call_off
from workshop.web.forms import Form, Line, blank, read
from workshop.web.guarding.access import need_facilitator
from workshop.web.guarding.addresses import qr_rows
from workshop.web.page_language import translate
from workshop.web.people.noting import note_in_team
from workshop.web.people.team_choice import own_teams, team_named_in
from workshop.web.rendering import page
from workshop.web.services import in_library, reads_all, services
from workshop.web.stories.last_days import day_said
from workshop.web.telling.editor_acts import done, no_longer, waiting
from workshop.web.telling.invitation_file import invitation_file
from workshop.web.telling.receipt import name_of

blueprint = Blueprint("story_invite", __name__, url_prefix="/desk/stories/invite")
FILE = "invitation.html"
NO_NAME = message("Write your name: the contributor is told to send the answer to you.")
PLACE = "story"
"""Where the link that was just made waits for its page."""


class InvitedTeller(Form):
    """Somebody who is asked for a story: `label` says who it is, for their editor alone."""

    label: Annotated[Line, Meta(max_length=NAME)]
    team: Line
    name: Annotated[Line, Meta(max_length=NAME)]
    do: Literal["", "file"]


@blueprint.get("")
def form() -> Response:
    """The form; with the link of an invitation that was just made, this once."""
    grant = need_facilitator()
    return _page(grant, services().shown_once.take(grant.sign_in, PLACE, services().steady()))


@blueprint.post("")
def send() -> AnyResponse:
    """Makes an invitation. The page behind shows its link or has its file, so that a reload makes
    no other."""
    grant = need_facilitator()
    sent = read(InvitedTeller)
    values, by_file = sent.values, sent.values["do"] == "file"
    team = team_named_in(values["team"], grant)
    faults = {**sent.faults, "team": team.fault}
    name = one_line(reads_all(name_of)(grant.person)) or one_line(values["name"])
    if by_file and not name:
        faults["name"] = translate(NO_NAME)
    if sent.form is None or any(faults.values()):
        return _page(grant, values=values, faults=faults, status=422)
    note_in_team(grant, "story_invited", team.id, "")
    if by_file:
        asked = (grant.person, sent.form.label, name[:NAME], _until())
        id_ = in_library(invite)(team.id, *asked)
        return redirect(url_for("story_invite.made", id_=id_), 303)
    secret = _invite(team.id, grant.person, sent.form.label)
    services().shown_once.keep(grant.sign_in, PLACE, secret, services().steady())
    return redirect(url_for("story_invite.form"), 303)


@blueprint.get("/<id_>/file")
def made(id_: str) -> Response:
    """The page of an invitation that is a file, from which it can be saved."""
    one = _invited(id_)
    return page("story_invite_file.html", one=one, ends=day_said(one.keep_until))


@blueprint.get("/<id_>/file/save")
def save(id_: str) -> Response:
    """The file of an invitation: the same each time in the same language."""
    response = make_response(invitation_file(_invited(id_)))
    response.headers.set("Content-Disposition", "attachment", filename=FILE)
    return response


@blueprint.post("/<id_>/withdraw")
def withdraw(id_: str) -> AnyResponse:
    """Takes an invitation back of which nothing has come yet, with its link."""
    grant = need_facilitator()
    called_off = done(id_, grant, "", _call_off)
    return redirect(url_for("story_editing.home"), 303) if called_off else no_longer()


def _page(
    grant: Grant, secret: str = "", values: dict[str, str] | None = None,
    faults: dict[str, str] | None = None, status: int = 200,
) -> Response:  # fmt: skip
    url = services().addresses.entrance(secret)
    return page(
        "story_invite.html",
        status,
        made=url,
        qr=qr_rows(url) if url else (),
        hosted=services().settings.hosted,
        teams=own_teams(grant),
        values=values or blank(InvitedTeller),
        nameless=not reads_all(name_of)(grant.person),
        faults=faults or {},
        days=DAYS,
        limit=NAME,
        module=services().statics.url("js/pages/links.js"),
    )


def _invited(id_: str) -> Contributed:
    """An invitation that is a file and waits, for its editor; ends the request for others."""
    grant = need_facilitator()
    one = waiting(id_, grant)
    return one if one and one.words and one.words.file_from else abort(404)


@in_library
def _invite(library: KeyedLibrary, team: str, editor: str, label: str) -> str:
    id_ = invite(library, team, editor, label, until=_until())
    return invitation_link(library.session, id_, _until())


def _until() -> str:
    return later(day_of(services().now()), DAYS)


def _call_off(library: KeyedLibrary, id_: str) -> bool:
    called_off = call_off(library, id_)
    if called_off:
        end_contributor_links(library.session, id_)
    return called_off
