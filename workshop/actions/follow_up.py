"""What became of the commitments of earlier workshops: said at the desk, for the room."""

from msgspec.structs import replace
from sqlalchemy import select, update

from workshop.actions.answers import OK, Answer, AtDesk, action, cleaned
from workshop.actions.taught import say_anew
from workshop.protocol import commands
from workshop.protocol.messages import Refused
from workshop.rules.limits import LESSON, WILL
from workshop.rules.text import one_line
from workshop.rules.times import is_day
from workshop.storage.bodies import CarriedWords, carried_row, hide, show
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import Carried


@action
def follow_up(tx: Tx, _who: AtDesk, _key: bytes, command: commands.FollowUp) -> Answer:
    """Says what became of one, with what was learned and its new words; "" takes all that back."""
    if not tx.agenda.has_reached("follow_up", tx.position):
        return Refused(refused="wrong_stage", about="follow_up")
    where = Carried.n == command.n
    body = tx.connection.execute(select(Carried.body).where(where)).scalar()
    if body is None:
        return Refused(refused="no_such", about="n")
    stood = show(tx.keys, "carried", carried_row(command.n), body, CarriedWords)
    words = _words(stood, command)
    if isinstance(words, Refused):
        return words
    body = hide(tx.keys, "carried", carried_row(command.n), words)
    tx.connection.execute(update(Carried).where(where).values(body=body))
    if words.learned != stood.learned:
        say_anew(tx, stood.learned, words.learned)
    tx.changed = True
    return OK


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
        outcome=command.outcome,
    )
