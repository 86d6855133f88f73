"""What a stage asks everybody, with the name of a story's teller where the question has one."""

from workshop.languages import languages
from workshop.rules.agenda import PROMPT_NO_STORY, TELLER, THE_TELLER, StageKind
from workshop.views.room import Room
from workshop.views.standing import heard, story_on_show

NAMES: frozenset[StageKind] = frozenset({"look_through"})
"""The stages whose question may name the teller."""


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
