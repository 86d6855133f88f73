"""The agenda as views show it: what each stage asks everybody, and the desk's cues.

A question may name the teller of a story; where few talk, they talk in one group, not in pairs.
"""

from workshop.languages import languages
from workshop.protocol import entries
from workshop.rules.agenda import (
    CUE_TOGETHER,
    PROMPT_NO_STORY,
    TELLER,
    THE_TELLER,
    TOGETHER,
    StageKind,
)
from workshop.rules.agenda_words import is_program_s
from workshop.views.on_show import heard, story_on_show
from workshop.views.room import Room

NAMES: frozenset[StageKind] = frozenset({"look_through"})
"""The stages whose question may name the teller."""


def agenda(room: Room) -> entries.Agenda:
    """The stages in their order, with the words for the room."""
    return entries.Agenda(
        stages=[
            entries.Stage(
                id=stage.id,
                kind=stage.kind,
                minutes=stage.minutes,
                name=stage.name,
                prompt=asked(room, position),
                added=stage.added,
                second_prompt=second_prompt(room, position),
            )
            for position, stage in enumerate(room.agenda.stages)
        ]
    )


def asked(room: Room, position: int) -> str:
    """The prompt of a stage, with what the desk has added to it since it opened."""
    return f"{_prompt(room, position)} {room.agenda.stages[position].added}".strip()


def _prompt(room: Room, position: int) -> str:
    """Nobody is named before the stage has come."""
    stage = room.agenda.stages[position]
    if stage.kind not in NAMES or TELLER not in stage.prompt:
        return stage.prompt
    say = languages().translator(room.state.language)
    if not _hears_a_story(room, position):
        return say(PROMPT_NO_STORY)
    return stage.prompt.replace(TELLER, _teller(room, position) or say(THE_TELLER))


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
    return _where_few_talk(room, position, "second_prompt", TOGETHER)


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
