"""What a talk says where so few take part that they talk in one group, not in pairs."""

from workshop.languages import languages
from workshop.rules.agenda import CUE_TOGETHER, TOGETHER
from workshop.rules.agenda_words import is_program_s
from workshop.views.room import Room


def second_prompt(room: Room, position: int) -> str:
    """The second prompt of a stage: how the room talks."""
    return _said(room, position, "second_prompt", TOGETHER)


def cue(room: Room, position: int) -> str:
    """The cue of a stage, for the desk."""
    return _said(room, position, "cue", CUE_TOGETHER)


def _said(room: Room, position: int, field: str, together: str) -> str:
    """A stage's words; of a talk among few the other ones, unless they are its own."""
    stage, text = room.agenda.stages[position], str(getattr(room.agenda.stages[position], field))
    if position != room.position or stage.kind != "talk" or not room.state.few:
        return text
    speak = [languages().translator(tag) for tag in languages().known]
    if not is_program_s(stage, field, speak):
        return text
    return languages().translator(room.state.language)(together)
