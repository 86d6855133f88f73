"""Inviting somebody to tell a story: a link for them alone, and taking it back."""

from typing import Any

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from workshop.people.contributor_links import DAYS, end_contributor_links, invitation_link
from workshop.people.sign_ins import Grant
from workshop.rules.limits import NAME
from workshop.rules.text import one_line
from workshop.storage.library import day_of
from workshop.stories.contributing import KeyedLibrary, invite
from workshop.stories.story_limits import later
from workshop.stories.ways_out import call_off
from workshop.web.guarding.access import need_facilitator
from workshop.web.guarding.addresses import qr_rows
from workshop.web.page_language import translate
from workshop.web.people.noting import note_in_team
from workshop.web.people.team_choice import own_teams, team_named_in
from workshop.web.rendering import page
from workshop.web.services import services
from workshop.web.telling.editor_acts import done, no_longer
from workshop.web.telling.in_library import in_library

blueprint = Blueprint("story_invite", __name__, url_prefix="/desk/stories/invite")
PLACE = "story"
"""Where the link that was just made waits for its page."""


@blueprint.get("")
def form() -> Response:
    """The form; with the link of an invitation that was just made, this once."""
    grant = need_facilitator()
    return _page(grant, services().shown_once.take(grant.sign_in, PLACE, services().steady()))


@blueprint.post("")
def send() -> AnyResponse:
    """Makes an invitation. The page behind shows its link, so that a reload makes no other."""
    grant = need_facilitator()
    values = {name: one_line(request.form.get(name, "")) for name in ("label", "team")}
    team = team_named_in(values["team"], grant)
    faults = {"label": _fault(values["label"]), "team": team.fault}
    if any(faults.values()):
        return _page(grant, values=values, faults=faults, status=422)
    note_in_team(grant, "story_invited", team.id, "")
    secret = in_library(_invite, team.id, grant.person, values["label"])
    services().shown_once.keep(grant.sign_in, PLACE, secret, services().steady())
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
        values=values or {"label": "", "team": ""},
        faults=faults or {},
        days=DAYS,
        limit=NAME,
        module=services().statics.url("js/pages/links.js"),
    )


def _fault(label: str) -> str:
    said = translate("The limit is {limit} characters. Shorten it a little.", limit=NAME)
    return said if len(label) > NAME else ""


def _invite(library: KeyedLibrary, team: str, editor: str, label: str) -> Any:
    id_ = invite(library, team, editor, label, until=_until())
    return invitation_link(library.session, id_, _until())


def _until() -> str:
    return later(day_of(services().now()), DAYS)


def _call_off(library: KeyedLibrary, id_: str) -> bool:
    called_off = call_off(library, id_)
    if called_off:
        end_contributor_links(library.session, id_)
    return called_off
