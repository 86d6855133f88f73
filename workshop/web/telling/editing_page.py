"""The stories that somebody has invited others to tell, and one of them to read, for its editor."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Blueprint, Response, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from workshop.people.links import TELLING_DAYS
from workshop.rules.agenda import message
from workshop.storage.contributions import Contributed, Naming, Status
from workshop.storage.library_stories import Reach
from workshop.stories.contributing import WITH_EDITOR
from workshop.summary.formats.paper_style import seam_points
from workshop.web.guarding.access import need_facilitator
from workshop.web.page_language import translate
from workshop.web.rendering import page
from workshop.web.services import services
from workshop.web.telling.changes import differing_parts
from workshop.web.telling.editor_acts import (
    editing,
    no_longer,
    opened_contribution,
    seen_text,
    taken_over,
)

blueprint = Blueprint("story_editing", __name__, url_prefix="/desk/stories/told")
STATUSES: dict[Status, str] = {
    "invited": message("Not told yet"),
    "received": message("Received"),
    "being_read": message("Being read"),
    "your_turn": message("Waiting for the contributor"),
    "ready": message("Ready"),
    "declined": message("Not taken"),
    "withdrawn": message("Withdrawn"),
}
NAMING_WORDS: dict[Naming, str] = {
    "named": message("It is told under their full name."),
    "first_name": message("It is told under their first name and trade."),
    "unnamed": message("It is told without a name."),
}
HOSTED_REACHES: dict[Reach, str] = {
    "once": message("Only one workshop of this team may hear it."),
    "team": message("Any workshop of this team may hear it."),
    "server": message("Anyone using this server may tell it."),
}
LAPTOP_REACHES: dict[Reach, str] = {
    "once": message("Only one workshop here may hear it."),
    "team": message("Any workshop here may hear it."),
    "server": message("Any workshop here may hear it."),
}
"""The reaches on a laptop, where there is one owner."""
CHECKS = (
    message("It names nobody else."),
    message("No customer and no figure gives someone away."),
    message("Its contributor’s own team may hear it."),
    message("It ends in a lesson that a room can vote on."),
)


@blueprint.get("/")
def home() -> Response:
    """All that somebody has invited others to tell, by what is to be done."""
    found = editing(need_facilitator())
    groups: dict[str, list[Contributed]] = {status: [] for status in STATUSES}
    for one in found.mine:
        groups["received" if one.status in WITH_EDITOR else one.status].append(one)
    return page(
        "stories_told.html",
        groups={status: _in_order(some) for status, some in groups.items()},
        left=_in_order(found.left),
        titles=found.titles,
        statuses=_said(STATUSES),
        invited_days=TELLING_DAYS,
    )


@blueprint.get("/<id_>")
def read(id_: str) -> AnyResponse:
    """A story as it would be told, for its editor to decide on."""
    one, _ = opened_contribution(id_)
    if one.status == "ready":
        return redirect(url_for("stories.story", id_=id_), 303)
    words = one.words
    proposed = (
        differing_parts(words.story, words.proposal)
        if words and words.story and words.proposal
        else []
    )
    return page(
        "story_told.html",
        one=one,
        changed=proposed,
        seen=seen_text(one),
        waits=one.status in WITH_EDITOR,
        standing=translate(STATUSES[one.status]),
        namings=_said(NAMING_WORDS),
        reaches=_said(HOSTED_REACHES if services().settings.hosted else LAPTOP_REACHES),
        checks=[translate(check) for check in CHECKS],
        seam=seam_points,
    )


@blueprint.post("/<id_>/over")
def take_over(id_: str) -> AnyResponse:
    """Makes somebody the editor of a story whose editor no longer leads its team."""
    grant = need_facilitator()
    if not taken_over(id_, grant):
        # Whether it is others' or was taken over by somebody else is not told.
        return no_longer()
    return redirect(url_for("story_editing.home"), 303)


def _in_order(some: Iterable[Contributed]) -> list[Contributed]:
    """By what they are called: an order that does not tell when anything came."""
    return sorted(some, key=lambda one: (_name(one).casefold(), one.id))


def _name(one: Contributed) -> str:
    return (one.words.story.title if one.words.story else one.words.label) if one.words else ""


def _said(messages: Mapping[Any, str]) -> dict[Any, str]:
    return {key: translate(said) for key, said in messages.items()}
