"""Adding a story to the library that its teller has told first hand."""

import re
import secrets
from collections.abc import Mapping
from typing import Annotated, Any

from flask import Blueprint, Response, redirect
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from workshop.protocol import story as limits
from workshop.protocol.story import Story
from workshop.storage.library_stories import Added, add_story, added_story
from workshop.stories.own_story import WRITTEN_FIELDS, read_own
from workshop.stories.shelf import facets
from workshop.web.forms import read_sent
from workshop.web.page_language import language, translate
from workshop.web.people.team_choice import own_teams
from workshop.web.rendering import page
from workshop.web.services import reads, services, writes
from workshop.web.stories.belonging import BelongingForm, belonging, need_lead, story_id
from workshop.web.stories.last_days import story_limit_said

blueprint = Blueprint("story_adding", __name__, url_prefix="/desk/stories/add")
MOST_FORM_THEMES = 12
"""The most themes of the shelf that a form names."""


class AddedStory(BelongingForm):
    """A story that its teller has told first hand, in its words and ticks."""

    id: str
    words: Annotated[dict[str, str], re.compile("|".join(WRITTEN_FIELDS))]


@blueprint.get("")
def form() -> Response:
    """The empty form."""
    need_lead()
    return _page({"language": language()}, {})


@blueprint.post("")
def send() -> AnyResponse:
    """Adds the story and shows it on the shelf; or shows the form again, with what is wrong."""
    grant = need_lead()
    sent = read_sent(AddedStory)
    if sent.form is None:
        return _page(sent.values, sent.faults)
    form = sent.form
    story, belongs = read_own(form.words), belonging(form, grant)
    faults = dict(belongs.faults)
    if isinstance(story, Story) and not faults:
        id_ = story_id(form.id or new_form(), belongs.team, grant)
        added = Added(id_, story, "own", belongs.team, belongs.reach)
        return redirect(f"/desk/stories/{keep_stories(added)[0]}", 303)
    if not isinstance(story, Story):
        faults |= {fault.field: fault.said(translate) for fault in story}
    return _page({**form.words, "team": form.team, "reach": form.reach, "id": form.id}, faults)


def _page(values: Mapping[str, str], faults: Mapping[str, str]) -> Response:
    status = 422 if faults else 200
    shown = {"language": language(), **values, "id": values.get("id") or new_form()}
    return page("story_add.html", status, values=shown, faults=faults, **form_parts())


def form_parts() -> dict[str, Any]:
    """Returns what the forms of stories offer: teams, themes of the shelf, and the limits."""
    return {
        "hosted": services().settings.hosted,
        "teams": own_teams(need_lead()),
        "themes": list(reads(facets)(language()).themes)[:MOST_FORM_THEMES],
        "limits": limits,
        "kept_for": story_limit_said(),
    }


def new_form() -> str:
    """Returns a name for a form that has none yet."""
    return secrets.token_hex(8)


def keep_stories(*stories: Added) -> list[str]:
    """Adds stories to the library unless they are there already; gives their ids."""
    return _keep(stories)


@writes
def _keep(session: Session, stories: tuple[Added, ...]) -> list[str]:
    return [_kept(session, one) for one in stories]


def _kept(session: Session, one: Added) -> str:
    return one.id if added_story(session, one.id) else add_story(session, one)
