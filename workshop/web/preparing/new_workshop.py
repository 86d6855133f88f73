"""A new workshop in under a minute: three steps, one of them open."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from workshop.actions.create import NewWorkshop, create_workshop
from workshop.people.sign_ins import Grant
from workshop.rules.agenda import LENGTHS, TEMPLATES, template
from workshop.rules.limits import OPEN_HOURS, TITLE_CHARS
from workshop.rules.times import moment_at
from workshop.storage.form_ids import opened_by
from workshop.storage.keyring import Keys
from workshop.storage.library import has_most, summary_of
from workshop.storage.library_stories import Added
from workshop.summary.kept_summaries import open_by_team, open_commitments
from workshop.web.agendas.agenda_list import OWN_PREFIX, built_in_names, drawn, own_files
from workshop.web.forms import blank, read_sent
from workshop.web.guarding.access import need_facilitator
from workshop.web.page_language import language, plural, translate
from workshop.web.people.team_choice import OwnTeams, own_teams, team_named_in
from workshop.web.preparing.new_form import Filled, NewForm, read_form
from workshop.web.preparing.new_steps import (
    figures,
    rows_open,
    rows_said,
    step_open,
    step_questions,
    wrong_steps,
)
from workshop.web.rendering import page
from workshop.web.services import opening, reads, services
from workshop.web.stories.adding_page import keep_stories
from workshop.web.stories.belonging import NO_REACH_CHOSEN, REACH_WORDS
from workshop.web.stories.story_form import (
    OF_ANOTHER_TEAM,
    chosen_story,
    lay_out,
    of_another_team,
    proposals,
    told_sheet,
)
from workshop.web.stories.story_form import OWN_CHOICE as OWN_STORY
from workshop.web.summaries.retention import form_limits
from workshop.web.summaries.summary_files import summary_in
from workshop.web.telling.waiting_workshops import take_out_if_withdrawn

blueprint = Blueprint("new", __name__, url_prefix="/desk")


@blueprint.get("/new")
def form() -> Response:
    """The empty form; or filled to follow up on a sealed workshop."""
    grant = need_facilitator()
    known = filled_from(request.args.get("follow", ""))
    values = {**blank(NewForm), "say": "yes", **known, **_agenda_asked(), **_stories_asked()}
    return form_page(Filled(values, {}, None), own_teams(grant))


@blueprint.post("/new")
def create() -> AnyResponse:
    """Opens the workshop; or the form again, with nothing lost, and what is wrong."""
    grant = need_facilitator()
    sent = read_sent(NewForm)
    if sent.values["read_pasted"]:
        return form_page(Filled(*lay_out(sent.values), None), own_teams(grant))
    mark = form_mark(sent.values, grant)
    if sent_before := opened_already(mark):
        return redirect(f"/desk/{sent_before}/", 303)
    filled = for_team(form_with_team(read_form(sent, moment_in(sent.values["offset"])), grant))
    filled = put_in_library(filled, mark)
    if filled.new is None:
        return form_page(filled, own_teams(grant), 422)
    id_ = open_new(replace(filled.new, form=mark))
    if not id_:
        return form_page(Filled(filled.values, {"title": _too_many()}, None), own_teams(grant), 422)
    take_out_if_withdrawn(filled.new.story_id, filled.new.second_story_id)
    return redirect(f"/desk/{id_}/", 303)


def form_with_team(filled: Filled, grant: Grant) -> Filled:
    """Returns the form with the team that it names; without one, what is wrong with the name."""
    # A form that has other faults makes no team.
    if filled.new is None:
        return filled
    team = team_named_in(filled.new.team, grant)
    if team.fault:
        return Filled(filled.values, {"team": team.fault}, None)
    return replace(filled, new=replace(filled.new, team_id=team.id))


def for_team(filled: Filled) -> Filled:
    """Returns the form, or what is wrong with a story that is only another team's to tell."""
    new = filled.new
    if new is None:
        return filled
    asked = {"story": new.story_id, "second_story": new.second_story_id}
    wrong = [field for field, id_ in asked.items() if of_another_team(id_, new.team_id)]
    faults = dict.fromkeys(wrong, translate(OF_ANOTHER_TEAM))
    return Filled(filled.values, faults, None) if faults else filled


def put_in_library(filled: Filled, mark: bytes) -> Filled:
    """Returns the form with its own story in the library, where that is ticked; on a hosted server
    with what is wrong if it is not said who may tell it. `mark` is that of the form."""
    values, new = filled.values, filled.new
    # One of the library stands in where the agenda tells none.
    if new is None or new.story_id or values["story"] != OWN_STORY or not values.get("own_keep"):
        return filled
    reach = REACH_WORDS.get(values["reach"]) if services().settings.hosted else "server"
    if reach is None:
        return Filled(values, {"reach": translate(NO_REACH_CHOSEN)}, None)
    added = Added(mark.hex()[-STORY_ID_DIGITS:], new.story, "own", new.team_id, reach)
    return replace(filled, new=replace(new, story_id=keep_stories(added)[0]))


def form_page(filled: Filled, teams: OwnTeams, status: int = 200) -> Response:
    """The form with what stands in it, and what is wrong."""
    # Looked up once: an agenda may be kept or deleted in this very moment.
    own = own_files()
    values = {**filled.values, FORM_KEY_FIELD: key_of(filled.values)}
    spoken = values["language"] or language()
    choices = proposals(spoken, "", values["story"], values["second_story"])
    return page(
        "new.html",
        status,
        values=values,
        faults=filled.faults,
        agendas=_built_in() | {id_: drawn(one.agenda) for id_, one in own.items()},
        teams=teams,
        names=built_in_names() | {id_: one.name for id_, one in own.items()},
        lengths=LENGTHS,
        open_hours=OPEN_HOURS,
        open_commitments=counted_commitments(),
        choices=choices,
        told=[told_sheet(one) for one in choices],
        asked=step_questions(),
        wrong=wrong_steps(filled.faults),
        rows_open=rows_open(values, filled.faults),
        opened=step_open(values, filled.faults),
        rows=rows_said(),
        figures=figures(),
        words=services().languages.words_for("pages", language()),
        module=services().statics.url("js/pages/new.js"),
        limits=form_limits(),
        hosted=services().settings.hosted,
        owner=owner_mark(need_facilitator()),
    )


def _built_in() -> dict[str, list[dict[str, object]]]:
    return {name: drawn(template(name, translate)) for name in TEMPLATES}


def _agenda_asked() -> dict[str, str]:
    """The agenda that somebody comes with."""
    id_ = request.args.get("agenda", "")
    return {"template": f"{OWN_PREFIX}{id_}"} if id_ else {}


def _stories_asked() -> dict[str, str]:
    """The stories that somebody comes with from the shelf."""
    asked = {name: request.args.get(name, "") for name in ("story", "second_story")}
    return {name: id_ for name, id_ in asked.items() if id_ and chosen_story(id_, language())}


def moment_in(offset: str) -> datetime:
    """Now, as the clock shows it where the browser is: `offset` is its minutes east of UTC."""
    digits = offset.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 4):
        return datetime.fromtimestamp(services().now(), UTC).astimezone()
    return moment_at(services().now(), int(offset))


def _too_many() -> str:
    """Says that nothing more is opened: an open workshop costs the server its place."""
    return plural(
        "{n} workshop that you can lead is open, as many as there may be at a time. Finish it or "
        "throw it away, then open this one. The form stays as it is.",
        "{n} workshops that you can lead are open, as many as there may be at a time. Finish one "
        "or throw one away, then open this one. The form stays as it is.",
        services().settings.most_open,
    )


@opening
def open_new(new: NewWorkshop) -> str:
    """Opens the workshop with what its team has taken on and not settled; gives its id, "" where
    there are as many as there may be."""
    if reads(has_most)(services().settings.most_open, trial=False):
        return ""
    carried = reads(open_commitments)(new.team) if new.team else ()
    return create_workshop(services().store, replace(new, carried=carried), services().steady())


def counted_commitments() -> dict[str, int]:
    """Counts the commitments that would come along, by the name of the team in small letters."""
    return reads(open_by_team)()


def filled_from(id_: str) -> dict[str, str]:
    """Returns the form's fields when a sealed workshop is followed up; none if there is none.

    Of a summary that can't be read here nothing is followed up: its commitments would stay behind.
    Contacts come along for as long as they are kept: until phones may no longer look.
    """
    sealed = reads(summary_of)(id_)
    if sealed is None:
        return {}
    return {
        "title": _titled(sealed.title),
        "team": sealed.team,
        "template": "follow_up",
        "language": summary_in(sealed).language,
        "support": sealed.support,
        "reporting": sealed.reporting,
    }


def _titled(title: str) -> str:
    """A title that says so once, where there is room for it."""
    form = translate("Follow-up: {title}")
    named = title if title.startswith(form.format(title="").strip()) else form.format(title=title)
    return named if len(named) <= TITLE_CHARS else title


FORM_KEY_FIELD = "form_key"
"""The hidden field with the key."""
STORY_ID_DIGITS = 16
"""The characters of a story's id, in hexadecimal. They are the last ones of the mark, of which the
first ones begin the workshop's id: who reads a story must not come nearer to a workshop."""
_PLACE, _OWNER = "new_workshop", "owner_of_form"


def key_of(values: Mapping[str, str]) -> str:
    """Returns the key that a form has already, or a new one."""
    return values.get(FORM_KEY_FIELD) or secrets.token_hex(16)


def form_mark(sent: Mapping[str, str], grant: Grant) -> bytes:
    """Returns the mark of a form as someone has sent it; b"" without a key, as from a program.

    A form that was changed has another mark: it is another workshop. Its questions do not count:
    it says that their answers are not stored, so the browser forgets them, too.
    """
    if not sent.get(FORM_KEY_FIELD):
        return b""
    unstored = {"all_the_same", *step_questions()}
    fields = json.dumps(sorted(one for one in sent.items() if one[0] not in unstored))
    return Keys(services().store.server_key).mark(_PLACE, grant.person, fields)


def owner_mark(grant: Grant) -> str:
    """Returns the mark by which a browser tells whose form it has kept."""
    return Keys(services().store.server_key).mark(_OWNER, grant.person).hex()


def opened_already(mark: bytes) -> str | None:
    """Returns the workshop that the form with this mark has opened, if it has."""
    return reads(opened_by)(mark)
