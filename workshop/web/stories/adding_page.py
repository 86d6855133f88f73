"""Adding a story to the library that its teller has told first hand."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from workshop.protocol import story as limits
from workshop.protocol.story import Story
from workshop.storage.contributions import is_contribution
from workshop.storage.library_stories import Added, add_story, added_story
from workshop.stories.own_story import read_own
from workshop.stories.shelf import facets
from workshop.web.guarding.access import need_facilitator
from workshop.web.page_language import language, translate
from workshop.web.people.team_choice import own_teams
from workshop.web.rendering import page
from workshop.web.services import on_database, reading, services, writing
from workshop.web.stories.belonging import belonging
from workshop.web.stories.last_days import limit_said

blueprint = Blueprint("story_adding", __name__, url_prefix="/desk/stories/add")
NEW_ID = re.compile(r"[0-9a-f]{16}")
THEMES = 12
"""The most themes of the shelf that a form names."""


@blueprint.get("")
def form() -> Response:
    """The empty form."""
    need_facilitator()
    return _page({"language": language()}, {})


@blueprint.post("")
def send() -> AnyResponse:
    """Adds the story and shows it on the shelf; or shows the form again, with what is wrong."""
    grant = need_facilitator()
    values = request.form.to_dict()
    read, belongs = read_own(values), belonging(values, grant)
    faults = dict(belongs.faults)
    if isinstance(read, Story) and not faults:
        added = Added(new_id(values.get("id", "")), read, "own", belongs.team, belongs.reach)
        return redirect(f"/desk/stories/{keep(added)[0]}", 303)
    if not isinstance(read, Story):
        faults |= {fault.field: fault.said(translate) for fault in read}
    return _page(values, faults)


def _page(values: Mapping[str, str], faults: Mapping[str, str]) -> Response:
    status = 422 if faults else 200
    shown = {**values, "id": new_id(values.get("id", ""))}
    return page("story_add.html", status, values=shown, faults=faults, **form_parts())


def form_parts() -> dict[str, Any]:
    """Returns what the forms of stories offer: teams, themes of the shelf, and the limits."""
    return {
        "hosted": services().settings.hosted,
        "teams": own_teams(need_facilitator()),
        "themes": on_database(_themes, language())[:THEMES],
        "limits": limits,
        "kept_for": limit_said(),
    }


def new_id(text: str = "") -> str:
    """Returns the id that a form has for its story, or a new one: so that a form that is sent
    twice adds one story."""
    return text if NEW_ID.fullmatch(text) else secrets.token_hex(8)


def keep(*stories: Added) -> list[str]:
    """Adds stories to the library unless they are there already; gives their ids."""
    ids: list[str] = on_database(_keep, stories)
    return ids


def _keep(stories: tuple[Added, ...]) -> list[str]:
    with writing() as session:
        return [_kept(session, one) for one in stories]


def _kept(session: Session, one: Added) -> str:
    # A form can name any id, and no text may pass for what a contributor has agreed to.
    if is_contribution(session, one.id):
        one = replace(one, id="")
    return one.id if added_story(session, one.id) else add_story(session, one)


def _themes(tag: str) -> list[str]:
    with reading() as session:
        return list(facets(session, tag).themes)
