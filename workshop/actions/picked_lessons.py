"""The desk's pick: the chosen lessons of a workshop without a vote."""

from workshop.actions.answers import OK, Answered, AtDesk, action, stage_kind
from workshop.actions.lessons import ballot_lessons
from workshop.protocol import commands
from workshop.protocol.messages import Refused
from workshop.rules.limits import MOST_CHOSEN
from workshop.rules.stages import decides_at
from workshop.storage.transaction import Tx


def desk_picks(tx: Tx) -> bool:
    """True if the desk picks the lessons now, as nobody votes."""
    decides = decides_at([stage.kind for stage in tx.agenda.stages])
    return decides == "commit" == stage_kind(tx)


@action
def pick_lesson(tx: Tx, _who: AtDesk, _key: bytes, command: commands.PickLesson) -> Answered:
    """Chooses a lesson at the desk, or no longer; three at most."""
    lesson, others = tx.handles.key(command.lesson), {*tx.state.chosen}
    if not desk_picks(tx):
        return Refused(refused="wrong_stage", about="commit")
    if lesson not in ballot_lessons(tx):
        return Refused(refused="no_such", about="lesson")
    chosen = others | {lesson} if command.on else others - {lesson}
    if command.on and len(chosen) > MOST_CHOSEN:
        return Refused(refused="not_allowed", about=f"chosen:{MOST_CHOSEN}")
    tx.put(chosen=sorted(chosen))
    tx.changed = True
    return OK
