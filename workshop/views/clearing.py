"""The part of a stage that is cleared if a flood of devices is turned away; see decision 0040."""

from workshop.protocol.stage_commands import Clears
from workshop.rules.stages import SENDS_LESSONS
from workshop.views.finish import answers_shown
from workshop.views.room import Room


def clears(room: Room) -> Clears:
    """Returns what is cleared: only what nobody has been shown, in this round or in one before. Of
    what was shown, the part that is missing at the next look would be read as that of someone who
    was turned away."""
    kind, state = room.stage.kind, room.state
    if kind == "vote":
        return _votes(room)
    if not room.collecting:
        return "nothing"
    if kind == "write":
        return "shown" if state.live_wall else "cards"
    if kind in SENDS_LESSONS:
        return "lessons_back" if room.lessons_seen else "lessons"
    if kind == "finish":
        return "shown" if answers_shown(room) or _came_before(room) else "answers"
    return "nothing"


def _votes(room: Room) -> Clears:
    if room.state.phase not in {"open", "run_off"}:
        return "nothing"
    shown = room.state.bars or room.state.phase == "run_off" or _came_before(room)
    return "shown" if shown else "votes"


def _came_before(room: Room) -> bool:
    """True if an earlier round of this kind may have shown what people chose."""
    kind, rounds = room.agenda.kind_of, enumerate(room.rounds, start=1)
    others = {n for n, stage in rounds if kind(stage) == room.stage.kind} - {room.state.round}
    return bool(others - {*room.state.cleared})
