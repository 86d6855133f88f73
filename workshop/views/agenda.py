"""The agenda as views show it: what each stage asks everybody, and the desk's cues.

A question may name the teller of a story; where few talk, they talk in one group, not in pairs.
"""

from functools import cache

from workshop.languages import languages
from workshop.protocol import entries
from workshop.rules.agenda import CUE_TOGETHER, StageKind
from workshop.rules.agenda_words import is_program_s
from workshop.rules.built_in_words import (
    ALL_TOGETHER,
    GROUND_RULES,
    PROMPT_NO_STORY,
    QUESTION_WORDS,
    TELLER,
    THE_TELLER,
)
from workshop.rules.text import one_line
from workshop.views.on_show import heard, story_on_show
from workshop.views.room import Room

NAMING_STAGES: frozenset[StageKind] = frozenset({"look_through"})
"""The stages whose question may name the teller."""


def agenda(room: Room) -> entries.Agenda:
    """The stages in their order, with the words for the room."""
    return entries.Agenda(stages=[_stage(room, at) for at in range(len(room.agenda.stages))])


def _stage(room: Room, position: int) -> entries.Stage:
    stage = room.agenda.stages[position]
    question, how = _question(room, position), second_prompt(room, position)
    english = english_of(question)
    return entries.Stage(
        id=stage.id,
        kind=stage.kind,
        minutes=stage.minutes,
        name=stage.name,
        prompt=asked(room, position),
        added=stage.added,
        second_prompt=how,
        built_in=english,
        second_built_in=english_of(how),
        teller=_teller(room, position) if TELLER in english else "",
    )


def english_of(text: str) -> str:
    """Returns the English of words that are the program's own in any of its languages; "" for
    words that somebody has written."""
    return _english().get(one_line(text), "")


@cache
def _english() -> dict[str, str]:
    speak = [languages().translator(tag) for tag in languages().known]
    return {one_line(say(text)): text for text in (*QUESTION_WORDS, *GROUND_RULES) for say in speak}


def asked(room: Room, position: int) -> str:
    """The prompt of a stage, with what the desk has added to it since it opened."""
    return f"{_prompt(room, position)} {room.agenda.stages[position].added}".strip()


def _prompt(room: Room, position: int) -> str:
    """Nobody is named before the stage has come."""
    question = _question(room, position)
    if room.agenda.stages[position].kind not in NAMING_STAGES or TELLER not in question:
        return question
    say = languages().translator(room.state.language)
    return question.replace(TELLER, _teller(room, position) or say(THE_TELLER))


def _question(room: Room, position: int) -> str:
    """The prompt of a stage, with the place for the teller's name still empty."""
    stage = room.agenda.stages[position]
    names = stage.kind in NAMING_STAGES and TELLER in stage.prompt
    if not names or _hears_a_story(room, position):
        return stage.prompt
    return languages().translator(room.state.language)(PROMPT_NO_STORY)


def _hears_a_story(room: Room, position: int) -> bool:
    """True if a story was told before a stage; of a stage to come, if the agenda has one."""
    if position <= room.position:
        return bool(heard(room))
    return room.agenda.has_reached("story", position)


def _teller(room: Room, position: int) -> str:
    """The name of the teller of the last story; "" before the stage has come."""
    if position > room.position:
        return ""
    return story_on_show(room).told_by.name


def second_prompt(room: Room, position: int) -> str:
    """The second prompt of a stage: how the room talks."""
    return _where_few_talk(room, position, "second_prompt", ALL_TOGETHER)


def cue(room: Room, position: int) -> str:
    """The cue of a stage, for the desk."""
    return _where_few_talk(room, position, "cue", CUE_TOGETHER)


def _where_few_talk(room: Room, position: int, field: str, together: str) -> str:
    """Returns a stage's words; of a talk among few the words for those, unless it has its own."""
    stage, text = room.agenda.stages[position], str(getattr(room.agenda.stages[position], field))
    if position != room.position or stage.kind != "talk" or not room.state.few:
        return text
    speak = [languages().translator(tag) for tag in languages().known]
    if not is_program_s(stage, field, speak):
        return text
    return languages().translator(room.state.language)(together)
