"""The form of an agenda: what stands in it, how its stages move, and what it makes."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Annotated, Any

import msgspec

from workshop.rules.agenda import TEMPLATES, Agenda, Stage, StageKind
from workshop.rules.agenda_faults import Fault
from workshop.rules.agenda_file import (
    MOST_STAGES,
    STAGE_KINDS,
    TEXTS,
    AgendaFile,
    read_parts,
    with_own_ids,
)
from workshop.rules.agenda_words import with_words, without_words
from workshop.rules.stage_settings import ALLOWED
from workshop.rules.stages import rules_at_arrival
from workshop.web.forms import Form
from workshop.web.page_language import language, translator
from workshop.web.services import services

StageFields = Mapping[str, str]
"""A stage as it stands in the form: its key there, its kind, and a text for each field."""
USUAL_MINUTES = dict[str, int](TEMPLATES["60"])
LONGEST_KEY = 40
STAGE_FIELDS = {"kind", "minutes", "added", *TEXTS, *chain.from_iterable(ALLOWED.values())}
NEW_STAGE_MINUTES = 5
"""Minutes of a new stage of a kind that an hour does not have."""


@dataclass(frozen=True)
class Draft:
    """An agenda in the making. `opened` is the key of the stage whose fields can be seen."""

    name: str
    language: str
    stages: tuple[StageFields, ...]
    opened: str = ""
    faults: tuple[Fault, ...] = ()

    @property
    def minutes(self) -> int:
        """Minutes that the agenda takes, as far as the stages' minutes are numbers."""
        return sum(_whole(stage["minutes"]) or 0 for stage in self.stages)

    @property
    def greets_with_rules(self) -> bool:
        """True if the arrival shows the rules."""
        return rules_at_arrival([stage["kind"] for stage in self.stages])

    def fault(self, n: int, field: str) -> Fault | None:
        """Returns the fault in a field; of a stage with "", the one in its place."""
        return next((one for one in self.faults if (one.stage, one.field) == (n, field)), None)

    def shows(self, n: int) -> bool:
        """True if the fields of a stage can be seen: it is opened, or something is wrong in it."""
        wrong = any(fault.stage == n for fault in self.faults)
        return wrong or self.stages[n - 1]["key"] == self.opened


def agenda_draft(file: AgendaFile) -> Draft:
    """The form of an agenda, with the program's words where it has none of its own."""
    speak = translator(file.language if file.language in services().languages.known else language())
    stages = with_own_ids(with_words(file.agenda, speak).stages)
    fields = tuple(stage_fields(stage.id or str(n), stage) for n, stage in enumerate(stages, 1))
    opened = fields[0]["key"] if fields else ""
    return Draft(file.name, file.language, fields, opened)


def stage_fields(key: str, stage: Stage) -> StageFields:
    """The texts with which a form shows a stage."""
    words = {name: getattr(stage, name) for name in TEXTS}
    allowed = ALLOWED.get(stage.kind, {})
    settings = {name: str(getattr(stage.settings, name) or "") for name in allowed}
    return {"key": key, "kind": stage.kind, "minutes": str(stage.minutes), **words, **settings}


class AgendaForm(Form):
    """The form: `do` is the button that was pressed, `add` the kind of stage that it may add, and
    each of `fields` has the key of its stage behind its name."""

    name: str
    language: str
    opened: str
    add: str
    team: str
    fields: Annotated[dict[str, str], re.compile(f"({'|'.join(STAGE_FIELDS)})-.*", re.DOTALL)]
    stages: list[str] = msgspec.field(name="stage[]")
    seen: str = ""
    """Marks the agenda of an open workshop, as it was when it was changed here."""
    do: str = "save"


def read_draft(form: AgendaForm) -> Draft:
    """Returns the draft that somebody sent; a stage of which no kind is known is left out."""
    keys = [key for key in dict.fromkeys(form.stages) if len(key) <= LONGEST_KEY]
    stages = tuple(
        _read(form, key) for key in keys if form.fields.get(f"kind-{key}") in STAGE_KINDS
    )
    return Draft(form.name, form.language, stages, form.opened)


def _read(form: AgendaForm, key: str) -> StageFields:
    kind = form.fields[f"kind-{key}"]
    names = ("minutes", "added", *TEXTS, *ALLOWED.get(kind, {}))
    return {
        "key": key, "kind": kind, **{name: form.fields.get(f"{name}-{key}", "") for name in names}
    }  # fmt: skip


def read_agenda_form(draft: Draft) -> AgendaFile | tuple[Fault, ...]:
    """Returns the agenda that the form makes, with a team's own words only, or all its faults."""
    parts = {
        "name": draft.name,
        "language": draft.language,
        "stages": [{**parts_of_stage(stage), **_id_of(stage)} for stage in draft.stages],
    }
    read = read_parts(parts)
    if not isinstance(read, AgendaFile):
        return tuple(read)
    spoken = [translator(tag) for tag in services().languages.known]
    return AgendaFile(read.name, read.language, without_words(read.agenda, spoken))


def parts_of_stage(stage: StageFields) -> dict[str, Any]:
    """Returns a stage laid out as in a file: numbers are numbers, and nothing is left empty."""
    settings = {
        name: _whole(value) if isinstance(allowed[0], int) else value
        for name, allowed in ALLOWED.get(stage["kind"], {}).items()
        if (value := stage[name])
    }
    words = {name: stage[name] for name in TEXTS}
    minutes = _whole(stage["minutes"])
    return {"kind": stage["kind"], "minutes": minutes, **words, "settings": settings}


def _id_of(stage: StageFields) -> dict[str, str]:
    """Returns an id of the agenda's own, which is the stage's key in the form; else a number is."""
    key = stage["key"]
    return {"id": key} if _whole(key) is None else {}


def _whole(text: str) -> int | None:
    digits = text.strip()
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 6 else None


def done_to(draft: Draft, what: str, kind: str) -> Draft:
    """The form after a press of one of its buttons, such as "up:3"; "add" adds a kind of stage."""
    act, _, key = what.partition(":")
    at = next((i for i, stage in enumerate(draft.stages) if stage["key"] == key), None)
    if act == "add" and kind in STAGE_KINDS:
        return _added(draft, kind)
    if at is None or act not in _ACTS:
        return draft
    return _ACTS[act](draft, at)


def _added(draft: Draft, kind: StageKind) -> Draft:
    """Adds a stage behind the one that is open, else before the last one."""
    if len(draft.stages) >= MOST_STAGES:
        return draft
    keys = [stage["key"] for stage in draft.stages]
    key = str(1 + max((int(key) for key in keys if _whole(key) is not None), default=0))
    after = keys.index(draft.opened) + 1 if draft.opened in keys else max(len(keys) - 1, 0)
    stages = (*draft.stages[:after], blank_stage(kind, key, draft.language), *draft.stages[after:])
    return replace(draft, stages=stages, opened=key)


def blank_stage(kind: StageKind, key: str, language: str) -> StageFields:
    """A stage that somebody adds: usual minutes, and the program's words."""
    new = Agenda((Stage(kind, USUAL_MINUTES.get(kind, NEW_STAGE_MINUTES)),))
    return {**agenda_draft(AgendaFile("", language, new)).stages[0], "key": key}


def _swapped(draft: Draft, at: int, with_: int) -> Draft:
    if not 0 <= with_ < len(draft.stages):
        return draft
    stages = [*draft.stages]
    stages[at], stages[with_] = stages[with_], stages[at]
    return replace(draft, stages=tuple(stages))


def _without(draft: Draft, at: int) -> Draft:
    return replace(draft, stages=draft.stages[:at] + draft.stages[at + 1 :])


def _opened(draft: Draft, at: int) -> Draft:
    key = draft.stages[at]["key"]
    return replace(draft, opened="" if draft.opened == key else key)


_ACTS: Mapping[str, Callable[[Draft, int], Draft]] = {
    "up": lambda draft, at: _swapped(draft, at, at - 1),
    "down": lambda draft, at: _swapped(draft, at, at + 1),
    "remove": _without,
    "open": _opened,
}
