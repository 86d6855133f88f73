"""Inviting somebody to tell a story: a link for them alone, and taking it back."""

from typing import Annotated

from flask import Blueprint, Response, redirect, url_for
from msgspec import Meta
from werkzeug.wrappers import Response as AnyResponse

from workshop.people.links import TELLING_DAYS, end_contributor_links, invitation_link
from workshop.people.sign_ins import Grant
from workshop.rules.limits import NAME_CHARS
from workshop.storage.library import day_of
from workshop.stories.contributing import KeyedLibrary, invite_contributor
from workshop.stories.story_limits import later
from workshop.stories.ways_out import call_off
from workshop.summary.formats.paper_style import seam_points
from workshop.web.forms import Form, OneLine, blank, read_sent
from workshop.web.guarding.access import need_facilitator
from workshop.web.guarding.addresses import qr_rows
from workshop.web.people.noting import note_in_team
from workshop.web.people.team_choice import own_teams, team_named_in
from workshop.web.rendering import page
from workshop.web.services import in_library, services
from workshop.web.telling.editor_acts import done, no_longer

blueprint = Blueprint("story_invite", __name__, url_prefix="/desk/stories/invite")
INVITED_STORY_PLACE = "story"
"""Where the link that was just made waits for its page."""


class InvitedTeller(Form):
    """Somebody who is asked for a story: `label` says who it is, for their editor alone."""

    label: Annotated[OneLine, Meta(max_length=NAME_CHARS)]
    team: OneLine


@blueprint.get("")
def form() -> Response:
    """The form; with the link of an invitation that was just made, this once."""
    grant = need_facilitator()
    return _page(
        grant, services().shown_once.take(grant.sign_in, INVITED_STORY_PLACE, services().steady())
    )


@blueprint.post("")
def send() -> AnyResponse:
    """Makes an invitation. The page behind shows its link, so that a reload makes no other."""
    grant = need_facilitator()
    sent = read_sent(InvitedTeller)
    team = team_named_in(sent.values["team"], grant)
    faults = {**sent.faults, "team": team.fault}
    if sent.form is None or any(faults.values()):
        return _page(grant, values=sent.values, faults=faults, status=422)
    note_in_team(grant, "story_invited", team.id, "")
    secret = _invite(team.id, grant.person, sent.form.label)
    services().shown_once.keep(grant.sign_in, INVITED_STORY_PLACE, secret, services().steady())
    return redirect(url_for("story_invite.form"), 303)


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
        faults=faults or {},
        days=TELLING_DAYS,
        limit=NAME_CHARS,
        seam=seam_points("story"),
        module=services().statics.url("js/pages/links.js"),
    )


@in_library
def _invite(library: KeyedLibrary, team: str, editor: str, label: str) -> str:
    id_ = invite_contributor(library, team, editor, label, until=_until())
    return invitation_link(library.session, id_, _until())


def _until() -> str:
    return later(day_of(services().now()), TELLING_DAYS)


def _call_off(library: KeyedLibrary, id_: str) -> bool:
    called_off = call_off(library, id_)
    if called_off:
        end_contributor_links(library.session, id_)
    return called_off
