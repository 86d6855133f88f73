""" "Check in with me": somebody asks the facilitator to come and speak with them."""

from sqlalchemy import delete, select

from workshop.actions.answers import OK, Answered, AtDesk, Participant, action, cleaned
from workshop.protocol import commands
from workshop.protocol.messages import Refused
from workshop.rules.limits import NOTE_CHARS
from workshop.rules.text import one_line
from workshop.storage.bodies import CheckInWords, hide, show
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import CheckIn


@action
def check_in(tx: Tx, who: Participant, key: bytes, command: commands.CheckIn) -> Answered:
    """Asks for the facilitator, at any stage; a newer line of a device takes the older one's
    place."""
    text = cleaned("text", command.text, NOTE_CHARS, needed=False)
    if isinstance(text, Refused):
        return text
    sent = tx.keys.mark("check_in", key)
    row = check_in_row(tx, who.secret)
    words = CheckInWords(text=one_line(text), sent=sent)
    body = hide(tx.own.of("check_in"), "check_in", row, words)
    tx.touch(CheckIn)
    tx.put_row(CheckIn, row, body)
    tx.changed = True
    return OK


@action
def withdraw_check_in(
    tx: Tx, who: Participant, _key: bytes, _command: commands.WithdrawCheckIn
) -> Answered:
    """Takes it back; harmless when the desk has seen it already."""
    _drop(tx, check_in_row(tx, who.secret))
    return OK


@action
def checked_in(tx: Tx, _who: AtDesk, _key: bytes, command: commands.CheckedIn) -> Answered:
    """Puts away one that the desk has read; said twice it is harmless.

    With other words since, it stays.
    """
    keys = tx.own.of("check_in")
    for row in tx.connection.execute(select(CheckIn.key, CheckIn.body)).all():
        words = show(keys, "check_in", row.key, row.body, CheckInWords)
        if words.sent.hex() == command.check_in:
            _drop(tx, row.key)
            tx.memory.ended |= {words.sent}
            tx.keys_over = True
            return OK
    away = command.check_in in {mark.hex() for mark in tx.memory.ended}
    return OK if away else Refused(refused="no_such", about="check_in")


def check_in_row(tx: Tx, secret: bytes) -> bytes:
    """The key of a device's one row: it leads to nothing else of the device."""
    return tx.own.of("check_in").mark(secret, "check_in")


def _drop(tx: Tx, row: bytes) -> None:
    tx.touch(CheckIn)
    gone = tx.connection.execute(delete(CheckIn).where(CheckIn.key == row))
    tx.changed |= gone.rowcount > 0
