"""A preview of a workshop before it opens: what each stage will show, from the form alone."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import msgspec
from flask import Blueprint, Response

from workshop.actions.change import wifi_words
from workshop.actions.create import NewWorkshop, agenda_for
from workshop.protocol.entries import Leader
from workshop.rules.agenda import Agenda, Stage
from workshop.rules.joining import qr_modules
from workshop.rules.stage_settings import hides_votes
from workshop.rules.stages import KIND_NAMES, shows_live
from workshop.rules.votes import settings_of_vote
from workshop.views.agenda import english_of
from workshop.views.wifi import on_screen, room_wifi
from workshop.web.forms import read_sent
from workshop.web.guarding.access import need_facilitator
from workshop.web.page_language import language, translate
from workshop.web.people.team_choice import own_teams, team_led
from workshop.web.preparing.new_form import Filled, NewForm, read_form
from workshop.web.preparing.new_workshop import for_team, form_page, moment_in
from workshop.web.rendering import agenda_page
from workshop.web.services import services

blueprint = Blueprint("preview", __name__, url_prefix="/desk/new")
AS_SET = (
    "title", "team", "language", "remote", "hybrid", "free_at", "support", "reporting", "pulse",
)  # fmt: skip
"""The fields of the form that views show as they are."""


@blueprint.post("/preview")
def preview() -> Response:
    """The workshop stage by stage, of which nothing is stored; or the form again, and what is
    wrong."""
    grant = need_facilitator()
    sent = read_sent(NewForm)
    filled = read_form(sent, moment_in(sent.values["offset"]))
    if filled.new:
        team_id = team_led(filled.new.team, grant)
        filled = for_team(replace(filled, new=replace(filled.new, team_id=team_id)))
    if filled.new is None:
        return form_page(filled, own_teams(grant), 422)
    return _page(filled.new, sent.values)


@blueprint.post("/filled")
def back() -> Response:
    """The form as it was when the preview was asked for."""
    grant = need_facilitator()
    return form_page(Filled(read_sent(NewForm).values, {}, None), own_teams(grant))


def _page(new: NewWorkshop, values: Mapping[str, str]) -> Response:
    agenda = agenda_for(new)
    return agenda_page(
        "new_preview.html",
        title=new.title,
        values=values,
        stages=[
            (one.name or translate(KIND_NAMES[one.kind]), one.minutes) for one in agenda.stages
        ],
        spoken=services().languages.name(new.language) if new.language != language() else "",
        workshop=msgspec.json.encode(_seen(new, agenda)).decode(),
        words=services().languages.words_for("agendas", language()),
        module=services().statics.url("js/pages/agenda/preview.js"),
    )


def _seen(new: NewWorkshop, agenda: Agenda) -> dict[str, Any]:
    """Returns what the views show of a workshop that nobody is in yet."""
    wifi = wifi_words(new.wifi, new.wifi_password, new.wifi_shown)
    settings = settings_of_vote(agenda)
    return {
        "stages": [_stage(one) for one in agenda.stages],
        "stories": [new.story, new.second_story],
        "known": {
            "workshop": {
                **{name: getattr(new, name) for name in AS_SET},
                "join_qr": qr_modules(translate("Preview: {title}", title=new.title)),
                "live_wall": shows_live(agenda.stages, new.live_wall),
                "votes_hidden": hides_votes(settings, new.votes_hidden),
            },
            "leader": Leader(name=new.leader_name, text="", language=new.language),
            **(on_screen(room_wifi(new.wifi, wifi)) if new.wifi and wifi else {}),
        },
    }


def _stage(stage: Stage) -> dict[str, Any]:
    return {
        **msgspec.to_builtins(stage),
        "built_in": english_of(stage.prompt),
        "second_built_in": english_of(stage.second_prompt),
    }
