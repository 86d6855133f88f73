"""Late copies: a command that comes again, or comes late, on whichever connection.

A process that stood still and goes on, or an older connection with bytes under way, may bring a
command long after its phone has moved on. Each command has a number that grows on its device, and a
key: what was stored last is answered as it was the first time, and what is older changes nothing.
"""

from typing import NamedTuple, get_args

from workshop.actions.answers import OK, Answered, Participant
from workshop.actions.commitments import offer_again
from workshop.protocol import commands
from workshop.protocol.messages import Refused
from workshop.storage.orders import ALONE_LANE, ASKS, BEATS, LETTERS, NO_ROUND, PULSE_LANE, SHORT
from workshop.storage.transaction import Tx

_WITHOUT_ROUND: dict[type, str] = {
    commands.AskOff: ASKS,
    commands.CheckIn: ASKS,
    commands.WithdrawCheckIn: ASKS,
    commands.AnswerPulse: PULSE_LANE,
    commands.WriteLetter: LETTERS,
}


class OwnCommand(NamedTuple):
    """A command of a device, with its key and number."""

    who: Participant
    key: bytes
    number: int
    command: commands.Command


def answered(tx: Tx, sent: OwnCommand) -> Answered | None:
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


def keep_command(tx: Tx, sent: OwnCommand) -> None:
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


def _key(tx: Tx, sent: OwnCommand) -> bytes:
    return tx.keys.mark("done", sent.key)[:SHORT]


def _device(tx: Tx, sent: OwnCommand, round_: int, lane: str) -> bytes:
    return tx.keys.mark(sent.who.secret, "order", round_, lane)
