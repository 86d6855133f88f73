"""The form of a new workshop: its fields, what is wrong in them, and what it makes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from workshop.actions.create import NewWorkshop
from workshop.protocol.desk_entries import PulseUse
from workshop.rules.agenda import TEMPLATES, Agenda, template
from workshop.rules.built_in_words import PROMPT_PROJECT
from workshop.rules.joining import literal
from workshop.rules.limits import NAME, NOTE, PROMPT, TEAM, TITLE, WIFI_PASSWORD
from workshop.rules.text import one_line
from workshop.rules.times import next_at
from workshop.stories.shelf import FIRST, SECOND
from workshop.web.agendas.agenda_list import OWN as OWN_AGENDA
from workshop.web.agendas.agenda_list import agenda_named
from workshop.web.page_language import language, plural, translate, translator
from workshop.web.preparing.new_steps import first_faults
from workshop.web.services import services
from workshop.web.stories.story_form import (
    OWN,
    PROMISED,
    Chosen,
    chosen_story,
    promised,
    read_story,
)
from workshop.web.summaries.retention import longest_from, read_last_day

LIMITS = {
    "title": TITLE,
    "team": TEAM,
    "own_prompt": PROMPT,
    "wifi": NOTE,
    "wifi_password": WIFI_PASSWORD,
    "support": NOTE,
    "reporting": NOTE,
    "leader_name": NAME,
}
PULSE: dict[str, PulseUse] = {"room": "room", "summary": "summary"}
DEFAULTS = {
    "title": "", "team": "", "free_at": "", "template": "60",
    "story": FIRST, "second_story": SECOND,
    "prompt": "done_with", "own_prompt": "", "cards": "together", "votes": "live", "place": "room",
    "wifi": "", "wifi_password": "", "wifi_hidden": "",
    "support": "", "reporting": "", "leader_name": "", "pulse": "", "keep_until": "", "offset": "",
    "language": "", "say": "no", "over": "no", "people": "", "nobody": "", "all_the_same": "",
}  # fmt: skip
EMPTY = {**DEFAULTS, "say": "yes"}
"""The form's fields before anybody has filled them in."""
MINUTE = 60.0


@dataclass(frozen=True)
class Filled:
    """A form as it was sent: the values, the faults by field, and what it makes without any."""

    values: Mapping[str, str]
    faults: Mapping[str, str]
    new: NewWorkshop | None


def read_form(sent: Mapping[str, str], moment: datetime) -> Filled:
    """Reads the form at this moment, in the server's own time zone."""
    values = {**DEFAULTS, **{name: text.strip() for name, text in sent.items()}}
    if values["language"] not in services().languages.known:
        values["language"] = language()
    # Looked up once: it may be deleted in this very moment.
    agenda = agenda_named(values["template"])
    free_by, faults = next_at(values["free_at"], moment), _faults(values)
    faults |= first_faults(values, asks_for_support="support" in sent)
    if agenda is None and values["template"] not in TEMPLATES:
        faults["template"] = _no_agenda(values["template"])
    if values["free_at"] and free_by is None:
        faults["free_at"] = translate("Write the time as hours and minutes, such as 15:00.")
    today = moment.date()
    keep_until, fault = read_last_day(values["keep_until"], today, longest_from(today))
    if fault:
        faults["keep_until"] = fault
    told = values if _tells(agenda, values["template"]) else {**values, "story": FIRST}
    story, second = read_story(told), chosen_story(told["second_story"], values["language"])
    faults |= _story_faults(story, second)
    if faults or isinstance(story, dict):
        return Filled(values, faults, None)
    new = replace(_new({**values, "keep_until": keep_until}, story, free_by), **_second(second))
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
        if isinstance(one, Chosen) and promised(one.id):
            faults[field] = translate(PROMISED)
    return faults


def _faults(values: Mapping[str, str]) -> dict[str, str]:
    faults = {
        name: too_long(len(values[name]), limit)
        for name, limit in LIMITS.items()
        if len(values[name]) > limit
    }
    if not values["title"]:
        faults["title"] = translate("Give the workshop a title, so that people know it is theirs.")
    if values["prompt"] == OWN and not values["own_prompt"]:
        faults["own_prompt"] = translate("Write your own question, or choose one of the others.")
    return faults


def too_long(length: int, limit: int) -> str:
    """Returns the fault in a text of so many characters."""
    return plural(
        "{n} character too many; the limit is {limit}.",
        "{n} characters too many; the limit is {limit}.",
        length - limit, limit=limit,
    )  # fmt: skip


def _no_agenda(named: str) -> str:
    if named.startswith(OWN_AGENDA):
        return translate(
            "This agenda was deleted in the meantime. Choose another one from the list."
        )
    return translate("Choose an agenda from the list.")


def _second(chosen: Chosen | None) -> dict[str, Any]:
    return {"second_story": chosen.story, "second_story_id": chosen.id} if chosen else {}


def _new(values: Mapping[str, str], chosen: Chosen, free_by: float | None) -> NewWorkshop:
    return NewWorkshop(
        title=one_line(values["title"]),
        team=one_line(values["team"]),
        story=chosen.story,
        story_id=chosen.id,
        template=values["template"],
        free_at=values["free_at"],
        free_by=free_by,
        prompt=_prompt(values),
        votes_hidden=values["votes"] == "hidden",
        live_wall=values["cards"] == "live",
        remote=values["place"] == "remote",
        hybrid=values["place"] == "both",
        wifi=literal(values["wifi"]),
        wifi_password=literal(values["wifi_password"]),
        wifi_shown=not values["wifi_hidden"],
        support=one_line(values["support"]),
        reporting=one_line(values["reporting"]),
        leader_name=one_line(values["leader_name"]),
        pulse=PULSE.get(values["pulse"], ""),
        keep_until=values["keep_until"],
        language=values["language"],
        translate=translator(values["language"]),
    )


def _prompt(values: Mapping[str, str]) -> str:
    if values["prompt"] == OWN:
        return one_line(values["own_prompt"])
    asks = translator(values["language"])
    return asks(PROMPT_PROJECT) if values["prompt"] == "project" else ""
