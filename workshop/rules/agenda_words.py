"""The words of an agenda that somebody shaped: left empty, they are the program's own."""

from collections.abc import Collection

from msgspec.structs import replace

from workshop.rules.agenda import WORDS, Agenda, Stage, StageKind, Translate
from workshop.rules.text import one_line

FIELDS = ("prompt", "second_prompt", "cue")
"""The words of a stage, in the order in which the program has its own for each kind."""


def with_words(agenda: Agenda, translate: Translate) -> Agenda:
    """The agenda as a room gets it: where nothing was written stand the program's words."""
    return Agenda(tuple(_filled(stage, translate) for stage in agenda.stages))


def without_words(agenda: Agenda, languages: Collection[Translate]) -> Agenda:
    """The agenda with its own words alone: what the program says in any language is left out."""
    return Agenda(tuple(_emptied(stage, languages) for stage in agenda.stages))


def _filled(stage: Stage, translate: Translate) -> Stage:
    words = zip(FIELDS, WORDS[stage.kind], strict=True)
    missing = {name: translate(text) for name, text in words if text and not getattr(stage, name)}
    return replace(stage, **missing)


def _emptied(stage: Stage, languages: Collection[Translate]) -> Stage:
    known = [name for name in FIELDS if is_program_s(stage, name, languages)]
    return replace(stage, **dict.fromkeys(known, ""))


def is_program_s(stage: Stage, name: str, languages: Collection[Translate]) -> bool:
    """Whether these words of a stage are the program's own in one of these languages."""
    text, own = one_line(getattr(stage, name)), _own(stage.kind, name)
    return bool(text and own) and any(text == one_line(speak(own)) for speak in languages)


def _own(kind: StageKind, name: str) -> str:
    return WORDS[kind][FIELDS.index(name)]
