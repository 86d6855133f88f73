"""Questions to phones: two at the finish, and those of the pulse."""

from sqlalchemy import delete, select

from workshop.actions.answers import OK, Answered, Participant, action, not_collecting, stage_kind
from workshop.actions.hiding import hides_others, needed_in, show_group
from workshop.protocol import commands
from workshop.protocol.messages import Refused
from workshop.rules.pulse import ITEMS, PulseAnswers, sum_up
from workshop.rules.thresholds import FEWEST_ANSWERS, only_the_end_shows
from workshop.storage.bodies import PulseWords, hide, show
from workshop.storage.orders import NO_ROUND, PULSE_LANE
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import PulseAnswer

QUESTION_CHOICES = ("yes", "partly", "no")
END_QUESTIONS = ("worth", "use")


@action
def answer(tx: Tx, who: Participant, _key: bytes, command: commands.Answer) -> Answered:
    """Answers a question; the newest answer of a device counts."""
    refused = not_collecting(tx, "finish", command.round)
    if refused:
        return refused
    keys = tx.own.round(command.round)
    marks = {
        choice: keys.mark(who.secret, command.round, command.question, choice)
        for choice in QUESTION_CHOICES
    }
    standing = tx.present(marks.values())
    if marks[command.choice] in standing:
        return OK  # it has changed nothing, and hides nobody who has
    for choice, mark in marks.items():
        _set(tx, mark, f"{command.question}:{choice}", mark in standing, choice == command.choice)
    hides_others(tx, who, command.round, command.question)
    tx.at_end(command.question, lambda tx: _show(tx, command.round, command.question))
    return OK


def _show(tx: Tx, number: int, question: str) -> None:
    """Shows how people have answered once it is enough, with all that came in with it; so many of
    those here are to answer still that the end shows enough again."""
    given = sum(tx.tally(item, number) for item in _items(question))
    goes_on = tx.context.whole and stage_kind(tx) == "finish" and number == tx.state.round
    left = only_the_end_shows(tx.context.here, given, needed_in(tx, number))
    if goes_on and given >= FEWEST_ANSWERS and not left:
        show_group(tx, number, question, _items(question))


def release_answers(tx: Tx) -> None:
    """Shows how people answered, if enough of them have since it was shown last; the views say
    nothing under five answers."""
    stages = tx.agenda.ids("finish")
    number = max((one.n for one in tx.state.rounds if one.stage in stages), default=0)
    for question in END_QUESTIONS:
        show_group(tx, number, question, _items(question))
    tx.changed = True


def _items(question: str) -> tuple[str, ...]:
    return tuple(f"{question}:{choice}" for choice in QUESTION_CHOICES)


FINISH_ITEMS = frozenset(item for question in END_QUESTIONS for item in _items(question))
"""The tallies of both questions at the finish."""


def _set(tx: Tx, mark: bytes, item: str, stands: bool, wanted: bool) -> None:
    if wanted and not stands:
        tx.add_marks(tx.state.round, [mark])
        tx.count(item, 1)
    elif stands and not wanted:
        tx.drop_marks([mark])
        tx.count(item, -1)


ROUND = NO_ROUND
"""The round number for pulse answers: no stage has it, because totals outlive every round."""


@action
def answer_pulse(tx: Tx, who: Participant, _key: bytes, command: commands.AnswerPulse) -> Answered:
    """Keeps a device's answers at one end, in place of what it answered there before."""
    if not is_taken(tx):
        return Refused(refused="round_closed", about="pulse")
    if stage_kind(tx) != command.at:
        return Refused(refused="wrong_stage", about=command.at)
    if len(command.answers) not in {0, ITEMS}:
        return Refused(refused="malformed", about="answers")
    row = answer_row(tx, who.secret)
    words = _standing(tx, row)
    words = PulseWords(
        arrive=command.answers if command.at == "arrive" else words.arrive,
        finish=command.answers if command.at == "finish" else words.finish,
    )
    _keep(tx, row, words)
    return OK


def is_taken(tx: Tx) -> bool:
    """True if this workshop takes the pulse, and is not over with it."""
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
    # Where there may be more than are known here, no sum is told of a part that only seems enough.
    here = tx.context.here if tx.context.whole else max(tx.context.here, tx.context.known)
    devices = max(tx.state.devices, here)
    answered = (PulseAnswers(tuple(one.arrive), tuple(one.finish)) for one in words)
    counts = sum_up(answered, devices)
    tx.connection.execute(delete(PulseAnswer))
    for item, count in counts.items():
        tx.count(item, count, ROUND)
    tx.end_counts(ROUND)
    tx.end_order(ROUND, (PULSE_LANE,))
    tx.put(pulse_over=True, owes_rewrite=True)
    tx.changed = tx.keys_over = True


def answer_row(tx: Tx, secret: bytes) -> bytes:
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
    tx.put_row(PulseAnswer, row, body)
