"""The door to all actions: which command is done by which function, and for whom.

A command may come again, or late: a process that stood still and goes on, or an older connection
with bytes under way, brings it long after its phone has moved on. So each command has a number that
grows on its device, and a key: what was stored last is answered as it was the first time, and what
is older changes nothing.
"""

from importlib import import_module
from pkgutil import iter_modules
from typing import NamedTuple, get_args

from workshop import actions
from workshop.actions.answers import ACTIONS, OK, Action, Answered, AtDesk, Participant, each_done
from workshop.actions.commitments import offer_again
from workshop.actions.hiding import note_here
from workshop.actions.stage import LEADS_BY_COMMAND
from workshop.protocol import commands
from workshop.protocol.messages import Ok, Refused
from workshop.storage.orders import ALONE_LANE, ASKS, BEATS, LETTERS, NO_ROUND, PULSE_LANE, SHORT
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
    sent = _OwnCommand(actor, key, number, command)
    answer = _answered(tx, sent)
    if answer is None:
        answer = _do(tx, actor, key, command, action)
        if isinstance(answer, Ok):
            _keep_command(tx, sent)
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


_WITHOUT_ROUND: dict[type, str] = {
    commands.AskOff: ASKS,
    commands.CheckIn: ASKS,
    commands.WithdrawCheckIn: ASKS,
    commands.AnswerPulse: PULSE_LANE,
    commands.WriteLetter: LETTERS,
}


class _OwnCommand(NamedTuple):
    """A command of a device, with its key and number."""

    who: Participant
    key: bytes
    number: int
    command: commands.Command


def _answered(tx: Tx, sent: _OwnCommand) -> Answered | None:
    """Returns the answer to a command that was stored, or that is older than what was; None to one
    that is to be done."""
    round_, lane = _place(sent.command)
    order, key = tx.order(round_), _key(tx, sent)
    last, keys = order.last(lane, _device(tx, sent, round_, lane))
    if key in keys or key in order.over:
        return offer_again(tx, sent.command) if isinstance(sent.command, commands.Offer) else OK
    if sent.number <= last:
        return Refused(refused="out_of_date", about=str(last))
    return None


def _keep_command(tx: Tx, sent: _OwnCommand) -> None:
    """Keeps that a command was stored, as its device's last one.

    In a round that is over there is no order; nothing that comes there changes anything.
    """
    round_, lane = _place(sent.command)
    if round_ in {NO_ROUND, tx.state.round}:
        device = _device(tx, sent, round_, lane)
        tx.put_order(round_, tx.order(round_).with_(lane, device, sent.number, _key(tx, sent)))
        tx.wrote = True


def _place(command: commands.Command) -> tuple[int, str]:
    """Returns the round and the lane in which a command has its order."""
    lane = _WITHOUT_ROUND.get(type(command))
    if lane:
        return NO_ROUND, lane
    rides = isinstance(command, get_args(commands.TakenAlong))
    return command.round, BEATS if rides else ALONE_LANE  # type: ignore[attr-defined]


def _key(tx: Tx, sent: _OwnCommand) -> bytes:
    return tx.keys.mark("done", sent.key)[:SHORT]


def _device(tx: Tx, sent: _OwnCommand, round_: int, lane: str) -> bytes:
    return tx.keys.mark(sent.who.secret, "order", round_, lane)
