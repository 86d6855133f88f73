"""Deciding about a story as its editor: to take it as it is, to propose changes, or to decline."""

import re
from collections.abc import Mapping
from typing import Annotated, Literal

from flask import Blueprint, Response, redirect, url_for
from msgspec import Meta
from werkzeug.wrappers import Response as AnyResponse

from workshop.protocol.story import Story
from workshop.rules.agenda import message
from workshop.storage.contributions import Contributed
from workshop.stories.contributing import (
    EDITOR_SENTENCE_CHARS,
    WITH_EDITOR,
    accept_story,
    decline,
    propose_text,
)
from workshop.stories.own_story import OWN_STORY_FIELDS, own_story_values, read_changed
from workshop.web.forms import OneLine, Seen, SureOfSeen, blank, pressed, read_sent
from workshop.web.guarding.access import need_facilitator
from workshop.web.page_language import translate
from workshop.web.people.noting import note_in_team
from workshop.web.rendering import page
from workshop.web.telling.changes import differing_parts
from workshop.web.telling.editor_acts import done, no_longer, opened_contribution, seen_text

blueprint = Blueprint("story_deciding", __name__, url_prefix="/desk/stories/told")
NO_REASON = message("Choose a reason, or write your own.")
REASONS = (
    message(
        "Thank you for telling it. Other people could be recognised in it, and they have not "
        "agreed."
    ),
    message(
        "Thank you for telling it. It does not seem to be over yet. It can be told once it is "
        "behind you."
    ),
    message("Thank you for telling it. A room votes on one lesson, and I did not find one here."),
)


class ProposalForm(Seen):
    """Another text for a story, with what its editor says to it."""

    words: Annotated[dict[str, str], re.compile(f"own_({'|'.join(OWN_STORY_FIELDS)})")]
    said: Annotated[OneLine, Meta(max_length=EDITOR_SENTENCE_CHARS)]
    do: Literal["", "preview", "change", "send"]

    @property
    def shown(self) -> dict[str, str]:
        """Returns the fields that the page with the difference sends once more."""
        return {**self.words, "said": self.said}


class Declined(SureOfSeen):
    """Why a story is not taken: one of the reasons by its place, or words of one's own."""

    reason: Literal["", "0", "1", "2"]
    own: Annotated[OneLine, Meta(max_length=EDITOR_SENTENCE_CHARS)]

    @property
    def said(self) -> str:
        """The reason in words; "" for none."""
        chosen = translate(REASONS[int(self.reason)]) if self.reason else ""
        return " ".join(filter(None, [chosen, self.own]))


@blueprint.post("/<id_>/take")
def take(id_: str) -> AnyResponse:
    """Takes a story into the library as it was sent."""
    grant = need_facilitator()
    one = done(id_, grant, pressed(Seen).seen, accept_story)
    if one is None:
        return no_longer()
    note_in_team(grant, "story_taken", one.team, "")
    return redirect(url_for("stories.story", id_=id_), 303)


@blueprint.get("/<id_>/propose")
def change(id_: str) -> Response:
    """The form for another text, filled with that of the contributor."""
    one, story = _to_decide(id_)
    return _form(one, _own(own_story_values(story))) if story else no_longer()


@blueprint.post("/<id_>/propose")
def send(id_: str) -> AnyResponse:
    """Shows the difference first, and sends the proposal when that was seen."""
    one, story = _to_decide(id_)
    sent = read_sent(ProposalForm)
    if story is None or sent.values["seen"] != seen_text(one):
        return no_longer()
    told, faults = _read(sent.values, story)
    faults |= sent.faults
    if told is None or sent.form is None or sent.form.do == "change":
        return _form(one, sent.values, faults, 422 if faults else 200)
    if sent.form.do != "send":
        return _preview(one, story, told, sent.form.shown)
    return _propose(id_, told, sent.form)


@blueprint.get("/<id_>/decline")
def ask(id_: str) -> Response:
    """Asks for the reason, and says what it does not to take a story."""
    one, story = _to_decide(id_)
    return _ask(one) if story else no_longer()


@blueprint.post("/<id_>/decline")
def refuse(id_: str) -> AnyResponse:
    """Does not take a story, when there is a reason."""
    one, story = _to_decide(id_)
    if story is None:
        return no_longer()
    sent = read_sent(Declined)
    reason = sent.form.said if sent.form else ""
    fault = sent.faults.get("own", "") or ("" if reason else translate(NO_REASON))
    if sent.form is None or fault or not sent.form.sure:
        return _ask(one, fault, 422 if fault else 200, sent.values)
    grant = need_facilitator()
    if done(id_, grant, sent.form.seen, decline, reason) is None:
        return no_longer()
    note_in_team(grant, "story_declined", one.team, "")
    return redirect(url_for("story_editing.home"), 303)


def _to_decide(id_: str) -> tuple[Contributed, Story | None]:
    """The contribution, for its editor, and its text where it is theirs to decide on."""
    one, _ = opened_contribution(id_)
    return one, one.words.story if one.words and one.status in WITH_EDITOR else None


def _propose(id_: str, told: Story, sent: ProposalForm) -> AnyResponse:
    grant = need_facilitator()
    one = done(id_, grant, sent.seen, propose_text, told, sent.said)
    if one is None:
        return no_longer()
    note_in_team(grant, "story_proposed", one.team, "")
    return redirect(url_for("story_editing.read", id_=id_), 303)


def _read(values: Mapping[str, str], story: Story) -> tuple[Story | None, dict[str, str]]:
    """Returns the text of the form, or what is wrong by its field."""
    fields = {name.removeprefix("own_"): text for name, text in values.items()}
    faults: dict[str, str] = {}
    read = read_changed(fields, story)
    if isinstance(read, list):
        faults |= {f"own_{fault.field}": fault.said(translate) for fault in read}
    elif read == story:
        faults["own_title"] = translate("You have not changed anything yet.")
    return (read if isinstance(read, Story) and not faults else None), faults


def _own(fields: Mapping[str, str]) -> dict[str, str]:
    return {f"own_{name}": text for name, text in fields.items()}


def _form(
    one: Contributed,
    values: Mapping[str, str],
    faults: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    shown = {"one": one, "values": values, "faults": faults or {}, "seen": seen_text(one)}
    return page("story_propose.html", status, **shown)


def _preview(one: Contributed, before: Story, after: Story, values: Mapping[str, str]) -> Response:
    return page(
        "story_difference.html",
        one=one,
        changed=differing_parts(before, after),
        values=values,
        said=values["said"],
        language_told=after.language,
        seen=seen_text(one),
    )


def _ask(
    one: Contributed, fault: str = "", status: int = 200, typed: Mapping[str, str] | None = None
) -> Response:
    values = typed or blank(Declined)
    return page(
        "story_decline.html",
        status,
        one=one,
        reasons=[translate(reason) for reason in REASONS],
        chosen=values["reason"],
        own=values["own"],
        fault=fault,
        seen=seen_text(one),
    )
