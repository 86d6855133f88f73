"""What became of the commitments of earlier workshops: said at the desk, for the room."""

from msgspec.structs import replace
from sqlalchemy import select, update

from workshop.actions.answers import OK, Answer, AtDesk, cleaned
from workshop.protocol import commands
from workshop.protocol.messages import Refused
from workshop.rules.days import is_day
from workshop.rules.limits import LESSON, WILL
from workshop.rules.text import one_line
from workshop.storage.bodies import CarriedWords, carried_row, hide, show
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import Carried


def follow_up(tx: Tx, _who: AtDesk, _key: bytes, command: commands.FollowUp) -> Answer:
    """Says what became of one, with what was learned and its new words; "" takes all that back."""
    if not tx.agenda.has_reached("follow_up", tx.state.position):
        return Refused(refused="wrong_stage", about="follow_up")
    where = Carried.n == command.n
    body = tx.connection.execute(select(Carried.body).where(where)).scalar()
    if body is None:
        return Refused(refused="no_such", about="n")
    words = _words(show(tx.keys, "carried", carried_row(command.n), body, CarriedWords), command)
    if isinstance(words, Refused):
        return words
    body = hide(tx.keys, "carried", carried_row(command.n), words)
    tx.connection.execute(update(Carried).where(where).values(body=body, outcome=command.outcome))
    tx.changed = True
    return OK


def learned(tx: Tx) -> list[str]:
    """What the room draws from its earlier commitments."""
    rows = tx.connection.execute(select(Carried.n, Carried.body).order_by(Carried.n)).all()
    words = [show(tx.keys, "carried", carried_row(n), body, CarriedWords) for n, body in rows]
    return [one.learned for one in words if one.learned]


def _words(stood: CarriedWords, command: commands.FollowUp) -> CarriedWords | Refused:
    changed = command.outcome == "changed"
    learned = cleaned("learned", command.learned, LESSON, needed=False)
    will = cleaned("will", command.will if changed else "", WILL, needed=changed)
    for text in (learned, will):
        if isinstance(text, Refused):
            return text
    if changed and command.by and not is_day(command.by):
        return Refused(refused="malformed", about="by")
    return replace(
        stood,
        learned=one_line(str(learned)) if command.outcome else "",
        will_now=one_line(str(will)),
        by_now=command.by if changed else "",
    )
