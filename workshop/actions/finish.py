"""The two questions at the finish."""

from workshop.actions.answers import OK, Answer, Participant, action, not_collecting, stage_kind
from workshop.protocol import commands
from workshop.rules.thresholds import ANSWERS, may_release, only_the_end_shows
from workshop.storage.counts import Count
from workshop.storage.transaction import Tx

CHOICES = ("yes", "partly", "no")
QUESTIONS = ("worth", "use")


@action
def answer(tx: Tx, who: Participant, _key: bytes, command: commands.Answer) -> Answer:
    """Answers a question; the newest answer of a device counts."""
    refused = not_collecting(tx, "finish", command.round)
    if refused:
        return refused
    keys = tx.own.round(command.round)
    marks = {
        choice: keys.mark(who.secret, command.round, command.question, choice) for choice in CHOICES
    }
    standing = tx.present(marks.values())
    if marks[command.choice] in standing:
        return OK  # it has changed nothing, and hides nobody who has
    for choice, mark in marks.items():
        _set(tx, mark, f"{command.question}:{choice}", mark in standing, choice == command.choice)
    tx.note(command.question, marks["yes"])
    tx.at_end(command.question, lambda tx: _show(tx, command.question))
    return OK


def _show(tx: Tx, question: str) -> None:
    """Shows how people have answered once it is enough, with all that came in with it; so many of
    those here are to answer still that the end shows enough again."""
    given = sum(tx.tally(item) for item in _items(question))
    changed = len(tx.memory.changed.get(question, ()))
    here, needed = tx.context.here, tx.context.release_ballots
    enough = given >= ANSWERS and may_release(changed, needed)
    if stage_kind(tx) == "finish" and enough and not only_the_end_shows(here, given, needed):
        tx.release(question, _items(question))


def release_answers(tx: Tx) -> None:
    """Shows how people answered, as three more of them have since it was shown last; the views say
    nothing under five answers."""
    stages = tx.agenda.ids("finish")
    number = max((one.n for one in tx.state.rounds if one.stage in stages), default=0)
    for question in QUESTIONS:
        if may_release(_since(tx, number, question), tx.context.release_ballots):
            tx.show(number, _items(question))
    tx.changed = True


def _since(tx: Tx, number: int, question: str) -> int:
    """How many devices have answered, or changed their answer, since it was shown; at least so many
    where this process was started since."""
    counts = [tx.counts(number).get(item, Count()) for item in _items(question)]
    more = sum(count.total - count.released for count in counts)
    return max(more, len(tx.memory.changed.get(question, ())))


def _items(question: str) -> tuple[str, ...]:
    return tuple(f"{question}:{choice}" for choice in CHOICES)


ITEMS = frozenset(item for question in QUESTIONS for item in _items(question))
"""The tallies of both questions."""


def _set(tx: Tx, mark: bytes, item: str, stands: bool, wanted: bool) -> None:
    if wanted and not stands:
        tx.add_marks(tx.state.round, [mark])
        tx.count(item, 1)
    elif stands and not wanted:
        tx.drop_marks([mark])
        tx.count(item, -1)
