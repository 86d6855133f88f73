"""The page on which somebody shapes an agenda. It works without scripts, too: each of its buttons
sends the whole form, and nothing is kept before "Save"."""

from dataclasses import replace
from typing import Any

import msgspec
from flask import Blueprint, Response, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from workshop.rules.agenda import STAGE_WORDS
from workshop.rules.agenda_faults import Fault
from workshop.rules.agenda_file import MOST_MINUTES, MOST_STAGES, STAGE_KINDS, TEXTS, AgendaFile
from workshop.rules.limits import PROMPT, TITLE_CHARS
from workshop.rules.stage_settings import ALLOWED
from workshop.rules.stages import KIND_NAMES
from workshop.storage.own_agendas import free_name, keep_agenda
from workshop.stories.pack import built_in
from workshop.web.agendas.agenda_form import (
    AgendaForm,
    Draft,
    agenda_draft,
    blank_stage,
    done_to,
    read_agenda_form,
    read_draft,
)
from workshop.web.agendas.agenda_list import agenda_of_team, built_in_agenda
from workshop.web.forms import pressed
from workshop.web.guarding.access import need_facilitator
from workshop.web.page_language import language, translate
from workshop.web.people.team_choice import own_teams, team_of_own
from workshop.web.rendering import agenda_page
from workshop.web.services import reads, services, writes

blueprint = Blueprint("agenda_editor", __name__, url_prefix="/desk/agendas")


@blueprint.get("/new")
def begin() -> Response:
    """A new agenda that starts from another: from a built-in one, or from the team's own."""
    need_facilitator()
    id_, name = request.args.get("copy", ""), request.args.get("from", "60")
    file = _readable(id_) if id_ else built_in_agenda(name)
    named = file.name if id_ else translate("{name}, our version", name=file.name)
    return _page(replace(agenda_draft(file), name=reads(free_name)(named[:TITLE_CHARS])))


@blueprint.post("/new")
def create() -> AnyResponse:
    """Keeps it; or does what was pressed, and shows the form again."""
    need_facilitator()
    return _answer("")


@blueprint.get("/<id_>")
def form(id_: str) -> Response:
    """The team's own agenda, to be changed."""
    return _page(agenda_draft(_readable(id_)), id_, kept="kept" in request.args)


@blueprint.post("/<id_>")
def change(id_: str) -> AnyResponse:
    """Like `create`, but for an agenda that is kept already."""
    agenda_of_team(id_)
    return _answer(id_)


def _answer(id_: str) -> AnyResponse:
    form = pressed(AgendaForm)
    draft = read_draft(form)
    if form.do != "save":
        return _page(done_to(draft, form.do, form.add), id_, form.team, changed=True)
    made = read_agenda_form(draft)
    team = "" if id_ else team_of_own(form.team, need_facilitator())
    kept = writes(keep_agenda)(made, id_, team) if isinstance(made, AgendaFile) else made
    if isinstance(kept, str):
        return redirect(f"/desk/agendas/{kept}?kept", 303)
    faults = (kept,) if isinstance(kept, Fault) else kept
    return _page(replace(draft, faults=tuple(faults)), id_, form.team, changed=True)


def _readable(id_: str) -> AgendaFile:
    """Returns the team's own agenda; of one that can't be read here only the file can be had."""
    return agenda_of_team(id_).file or abort(404)


def _page(
    draft: Draft, id_: str = "", team: str = "", *, kept: bool = False, changed: bool = False
) -> Response:
    return agenda_page(
        "agenda.html",
        422 if draft.faults and request.method == "POST" else 200,
        draft=draft,
        id_=id_,
        teams=own_teams(need_facilitator()),
        team=team,
        kept=kept,
        changed=changed,
        saved=bool(id_),
        fixed=(),
        current="",
        story_json=msgspec.json.encode(built_in()[9]).decode(),
        **editor(draft.language),
    )


def editor(spoken: str) -> dict[str, Any]:
    """Returns what the editor's page needs for any agenda, in the language of its words."""
    return {
        "kinds": {kind: translate(KIND_NAMES[kind]) for kind in STAGE_KINDS},
        "words": STAGE_WORDS,
        "choices": ALLOWED,
        "blanks": [
            {**blank_stage(kind, f"NEW{kind}", spoken), "added": ""} for kind in STAGE_KINDS
        ],
        "limits": {
            "title": TITLE_CHARS,
            "minutes": MOST_MINUTES,
            "stages": MOST_STAGES,
            "added": PROMPT,
            **TEXTS,
        },
        "say": translate,
        "speech": services().languages.words_for("agendas", language()),
        "module": services().statics.url("js/pages/agenda/main.js"),
    }
