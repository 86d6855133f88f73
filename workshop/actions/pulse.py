"""The pulse: answers that nobody sees one by one, and their sums once it is over."""

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from workshop.actions.answers import OK, Answer, Participant, action, stage_kind
from workshop.protocol import commands
from workshop.protocol.messages import Refused
from workshop.rules.pulse import ITEMS, Answered, sum_up
from workshop.storage.bodies import PulseWords, hide, show
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import PulseAnswer

ROUND = 0
"""That of no stage: what is summed up outlives every round."""


@action
def answer_pulse(tx: Tx, who: Participant, _key: bytes, command: commands.AnswerPulse) -> Answer:
    """Keeps a device's answers at one end, in place of what it answered there before."""
    if not is_taken(tx):
        return Refused(refused="round_closed", about="pulse")
    if stage_kind(tx) != command.at:
        return Refused(refused="wrong_stage", about=command.at)
    if len(command.answers) not in {0, ITEMS}:
        return Refused(refused="malformed", about="answers")
    row = device_row(tx, who.secret)
    words = _standing(tx, row)
    words = PulseWords(
        arrive=command.answers if command.at == "arrive" else words.arrive,
        finish=command.answers if command.at == "finish" else words.finish,
    )
    _keep(tx, row, words)
    return OK


def is_taken(tx: Tx) -> bool:
    """Whether this workshop takes the pulse, and is not over with it."""
    return bool(tx.state.pulse) and not tx.state.pulse_over


def end_pulse(tx: Tx) -> None:
    """Sums up what may be told, once and for good, and erases every answer.

    A second sum, with one answer more, would tell that one.
    """
    if not is_taken(tx):
        return
    keys = tx.own.of("pulse_answer")
    rows = tx.connection.execute(select(PulseAnswer.key, PulseAnswer.body)).all()
    words = [show(keys, "pulse_answer", row.key, row.body, PulseWords) for row in rows]
    devices = max(tx.state.devices, tx.context.here)
    answered = (Answered(tuple(one.arrive), tuple(one.finish)) for one in words)
    counts = sum_up(answered, devices)
    tx.connection.execute(delete(PulseAnswer))
    for item, count in counts.items():
        tx.count(item, count, ROUND)
    tx.end_counts(ROUND)
    tx.put(pulse_over=True, owes_rewrite=True)
    tx.changed = tx.keys_over = True


def device_row(tx: Tx, secret: bytes) -> bytes:
    """The key of a device's one row."""
    return tx.own.of("pulse_answer").mark(secret, "pulse")


def _standing(tx: Tx, row: bytes) -> PulseWords:
    found = select(PulseAnswer.body).where(PulseAnswer.key == row)
    body = tx.connection.execute(found).scalar()
    if body is None:
        return PulseWords(arrive=[], finish=[])
    return show(tx.own.of("pulse_answer"), "pulse_answer", row, body, PulseWords)


def _keep(tx: Tx, row: bytes, words: PulseWords) -> None:
    tx.touch(PulseAnswer)
    if not words.arrive and not words.finish:
        tx.connection.execute(delete(PulseAnswer).where(PulseAnswer.key == row))
        return
    body = hide(tx.own.of("pulse_answer"), "pulse_answer", row, words)
    kept = upsert(PulseAnswer).values(key=row, body=body)
    same = [PulseAnswer.key]
    tx.connection.execute(kept.on_conflict_do_update(index_elements=same, set_={"body": body}))
