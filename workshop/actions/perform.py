"""The door to all actions: which command is done by which function, and for whom."""

from importlib import import_module
from pkgutil import iter_modules

from workshop import actions
from workshop.actions.answers import ACTIONS, OK, Action, Answered, AtDesk, Participant, each_done
from workshop.actions.hiding import note_here
from workshop.actions.late_copies import OwnCommand, answered, keep_command
from workshop.actions.stage import LEADS_BY_COMMAND
from workshop.protocol import commands
from workshop.protocol.messages import Ok, Refused
from workshop.storage.transaction import Tx

# Each module registers what it does.
for _module in iter_modules(actions.__path__):
    import_module(f"{actions.__name__}.{_module.name}")

CommandActor = Participant | AtDesk
PARTICIPANT_ACTIONS = each_done(commands.ParticipantCommand, ACTIONS)
DESK_ACTIONS = each_done(commands.DeskCommand, ACTIONS)
# All stage commands are one action, which asks this table for each of them.
each_done(commands.StageCommand, LEADS_BY_COMMAND)
TAPS = (
    commands.Vote, commands.DoneVoting, commands.BeenThere, commands.NothingToAdd,
    commands.Unclear, commands.Answer, commands.KeepLessons,
)  # fmt: skip
"""The many small ones. They change no lesson and open no round: what one of them has read, the
next one in the same transaction need not read again."""
_BY_ACTOR: dict[type, dict[type, Action]] = {Participant: PARTICIPANT_ACTIONS, AtDesk: DESK_ACTIONS}


def perform(
    tx: Tx, actor: CommandActor, key: bytes, command: commands.Command, number: int = 0
) -> Answered:
    """Does a command in a savepoint of its own; refuses what this actor may not do. `number` is its
    place in the order of its device; the desk has none."""
    action = _BY_ACTOR[type(actor)].get(type(command))
    if action is None:
        return Refused(refused="not_allowed", about=str(command.__struct_config__.tag))
    if tx.state.phase == "closed":
        # A seal that was interrupted may be asked for again.
        return OK if isinstance(command, commands.Seal) else Refused(refused="sealed")
    note_here(tx)
    if not isinstance(actor, Participant) or not number:
        return _do(tx, actor, key, command, action)
    sent = OwnCommand(actor, key, number, command)
    answer = answered(tx, sent)
    if answer is None:
        answer = _do(tx, actor, key, command, action)
        if isinstance(answer, Ok):
            keep_command(tx, sent)
    return answer


def _do(
    tx: Tx, actor: CommandActor, key: bytes, command: commands.Command, action: Action
) -> Answered:
    if isinstance(command, TAPS):
        with tx.savepoint():
            return action(tx, actor, key, command)
    tx.forget()
    try:
        with tx.savepoint():
            return action(tx, actor, key, command)
    finally:
        tx.forget()
