"""The form of a new workshop: its fields, what is wrong in them, and what it makes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Annotated, Any, Literal

from msgspec import Meta

from workshop.actions.create import NewWorkshop
from workshop.protocol.desk_entries import PulseUse
from workshop.rules.agenda import TEMPLATES, Agenda, message, template
from workshop.rules.built_in_words import PROMPT_PROJECT
from workshop.rules.joining import literal
from workshop.rules.limits import (
    NAME_CHARS,
    NOTE_CHARS,
    PROMPT,
    TEAM_CHARS,
    TITLE_CHARS,
    WIFI_PASSWORD,
)
from workshop.rules.times import next_at
from workshop.stories.shelf import FIRST_PROPOSED, SECOND_PROPOSED
from workshop.web.agendas.agenda_list import OWN_PREFIX as OWN_AGENDA
from workshop.web.agendas.agenda_list import agenda_named
from workshop.web.forms import OneLine, SentForm, Ticked
from workshop.web.page_language import language, translate, translator
from workshop.web.preparing.new_steps import contact_fault, first_faults
from workshop.web.services import services
from workshop.web.stories.belonging import OwnReach
from workshop.web.stories.story_form import (
    OWN_CHOICE,
    PROMISED,
    Chosen,
    StoryFields,
    chosen_story,
    is_promised,
    read_story,
)
from workshop.web.summaries.retention import last_day_fault, longest_from

NO_NEW_TITLE = message("Give the workshop a title, so that people know it is theirs.")


class NewForm(StoryFields, kw_only=True):
    """The fields of the form."""

    title: Annotated[OneLine, Meta(min_length=1, max_length=TITLE_CHARS, description=NO_NEW_TITLE)]
    team: Annotated[OneLine, Meta(max_length=TEAM_CHARS)]
    free_at: Annotated[str, str.strip]
    offset: str
    own_prompt: Annotated[OneLine, Meta(max_length=PROMPT)]
    wifi: Annotated[str, literal, Meta(max_length=NOTE_CHARS)]
    wifi_password: Annotated[str, literal, Meta(max_length=WIFI_PASSWORD)]
    wifi_hidden: Ticked
    reporting: Annotated[OneLine, Meta(max_length=NOTE_CHARS)]
    leader_name: Annotated[OneLine, Meta(max_length=NAME_CHARS)]
    pulse: PulseUse
    keep_until: date | None
    language: str
    people: str
    nobody: Ticked
    accident: Ticked
    case: Ticked
    layoffs: Ticked
    conflict: Ticked
    all_the_same: Ticked
    reach: OwnReach
    form_key: str
    support: Annotated[OneLine, Meta(max_length=NOTE_CHARS)] | None = None
    """None where nothing was sent of the contacts, as from a program."""
    story: str = FIRST_PROPOSED
    second_story: str = SECOND_PROPOSED
    template: str = "60"
    prompt: Literal["done_with", "project", "own"] = "done_with"
    cards: Literal["together", "live"] = "together"
    votes: Literal["live", "hidden"] = "live"
    place: Literal["room", "remote", "both"] = "room"
    say: Literal["yes", "no"] = "no"
    over: Literal["yes", "no"] = "no"


@dataclass(frozen=True)
class Filled:
    """A form as it was sent: the values, the faults by field, and what it makes without any."""

    values: Mapping[str, str]
    faults: Mapping[str, str]
    new: NewWorkshop | None


def read_form(sent: SentForm[NewForm], moment: datetime) -> Filled:
    """Reads the form at this moment, in the server's own time zone."""
    values, form = dict(sent.values), sent.form
    if values["language"] not in services().languages.known:
        values["language"] = language()
    # Looked up once: it may be deleted in this very moment.
    agenda = agenda_named(values["template"])
    free_at, faults = sent.right["free_at"], {**sent.faults, **first_faults(values)}
    free_by = next_at(free_at, moment)
    faults |= _faults(sent.right, moment.date())
    if agenda is None and values["template"] not in TEMPLATES:
        faults["template"] = _no_agenda(values["template"])
    if free_at and free_by is None:
        faults["free_at"] = translate("Write the time as hours and minutes, such as 15:00.")
    told = values["story"] if _tells(agenda, values["template"]) else FIRST_PROPOSED
    own = {name: text for name, text in values.items() if name.startswith("own_")}
    story = read_story(told, own, values["language"])
    second = chosen_story(values["second_story"], values["language"])
    faults |= _story_faults(story, second)
    if form is None or faults or isinstance(story, dict):
        return Filled(values, faults, None)
    new = replace(_new(form, values["language"], story, free_by), **_second(second))
    return Filled(values, {}, replace(new, agenda=agenda))


def _tells(own: Agenda | None, named: str) -> bool:
    """True if an agenda of the team's own, or else the template, tells a story: where none is told
    the form hides that step, and nothing there can be wrong."""
    agenda = own or (template(named, translate) if named in TEMPLATES else None)
    return agenda is None or agenda.tells() > 0


def _story_faults(story: Chosen | dict[str, str], second: Chosen | None) -> dict[str, str]:
    faults = dict(story) if isinstance(story, dict) else {}
    if second is None:
        faults["second_story"] = translate("Choose a story from the list.")
    for field, one in (("story", story), ("second_story", second)):
        if isinstance(one, Chosen) and is_promised(one.id):
            faults[field] = translate(PROMISED)
    return faults


def _faults(right: Mapping[str, Any], today: date) -> dict[str, str]:
    """Returns what is wrong in fields that are right one by one, as far as they are."""
    faults, support = {}, right.get("support")
    if support is not None and (fault := contact_fault(support, right["nobody"])):
        faults["support"] = fault
    if right["prompt"] == OWN_CHOICE and right.get("own_prompt") == "":
        faults["own_prompt"] = translate("Write your own question, or choose one of the others.")
    if fault := last_day_fault(right.get("keep_until"), today, longest_from(today)):
        faults["keep_until"] = fault
    return faults


def _no_agenda(named: str) -> str:
    if named.startswith(OWN_AGENDA):
        return translate(
            "This agenda was deleted in the meantime. Choose another one from the list."
        )
    return translate("Choose an agenda from the list.")


def _second(chosen: Chosen | None) -> dict[str, Any]:
    return {"second_story": chosen.story, "second_story_id": chosen.id} if chosen else {}


def _new(form: NewForm, spoken: str, chosen: Chosen, free_by: float | None) -> NewWorkshop:
    return NewWorkshop(
        title=form.title,
        team=form.team,
        story=chosen.story,
        story_id=chosen.id,
        template=form.template,
        free_at=form.free_at,
        free_by=free_by,
        prompt=_prompt(form, spoken),
        votes_hidden=form.votes == "hidden",
        live_wall=form.cards == "live",
        remote=form.place == "remote",
        hybrid=form.place == "both",
        wifi=form.wifi,
        wifi_password=form.wifi_password,
        wifi_shown=not form.wifi_hidden,
        support=form.support or "",
        reporting=form.reporting,
        leader_name=form.leader_name,
        pulse=form.pulse,
        keep_until=form.keep_until.isoformat() if form.keep_until else "",
        language=spoken,
        translate=translator(spoken),
    )


def _prompt(form: NewForm, spoken: str) -> str:
    if form.prompt == OWN_CHOICE:
        return form.own_prompt
    return translator(spoken)(PROMPT_PROJECT) if form.prompt == "project" else ""
