"""The door to all that a desk does to the stages: a press counts once, and takes nothing away that
the desk has not said.

The acts themselves are in `going_on`, `within_stage` and `settling_votes`, which register them.
"""

from collections.abc import Callable
from typing import Any

from workshop.actions.answers import OK, Answered, AtDesk, action, does
from workshop.protocol import commands
from workshop.protocol.messages import Refused
from workshop.protocol.stage_commands import Ending
from workshop.storage.transaction import Tx
from workshop.views.losses import takes
from workshop.views.room_reading import room_in

LEADS_BY_COMMAND: dict[type, Callable[[Tx, Any], Refused | None]] = {}
"""The function that does each stage command."""
leads = does(LEADS_BY_COMMAND)
"""Registers a function as that which does a stage command."""


@action
def lead(tx: Tx, _who: AtDesk, key: bytes, command: commands.StageCommand) -> Answered:
    """Does what a desk presses, once: a second desk, or a second click, only redraws."""
    if key == tx.state.last_key:
        return OK
    if command.turn != tx.state.turn:
        return Refused(refused="moved_on")
    refused = _unsaid(tx, command) or LEADS_BY_COMMAND[type(command)](tx, command)
    if refused:
        return refused
    tx.put(turn=tx.state.turn + 1, last_key=key)
    tx.changed = True
    return OK


def _unsaid(tx: Tx, command: commands.StageCommand) -> Refused | None:
    """Refuses what takes anything away that the desk has not said, or not as it is by now.

    As where a third took part since: these cards would be shown, and nobody has read them.
    """
    if not isinstance(command, Ending):
        return None
    act, to = command.__struct_config__.tag, getattr(command, "stage", "")
    if to and tx.agenda.place(to) is None:
        return Refused(refused="no_such", about="stage")
    going = takes(room_in(tx), act, to)  # type: ignore[arg-type]
    if command.said == going:
        return None
    return Refused(refused="not_said", about=next((one.what for one in going), ""))
