"""Lessons from phones: they reach the desk in batches, and the room once the desk has let them on.

The desk, too, is not to see whose a lesson is. In a small room all come in one batch, once adding
has closed; in a larger one a batch comes whenever as many devices as hide each other have added
something for the first time. What is too little for that goes back to its phone.

What groups send while they talk is known to be theirs: it reaches the desk at once, one by one.
"""

from collections.abc import Collection, Iterable

from msgspec.structs import replace
from sqlalchemy import delete, insert, select, update

from workshop.actions.answers import (
    OK,
    Answered,
    AtDesk,
    Participant,
    action,
    cleaned,
    not_collecting,
    stage_kind,
)
from workshop.actions.as_it_stands import AsItStands
from workshop.actions.hiding import are_enough, begin_group, hides_others, most_here
from workshop.actions.lesson_list import lesson_id, place_of
from workshop.actions.lessons import put_on
from workshop.actions.marks import delete_marks
from workshop.actions.read_first import (
    desk_read,
    keep_read,
    rows_called,
    together,
    waits,
    with_fates,
)
from workshop.protocol import commands
from workshop.protocol.base import Handle
from workshop.protocol.messages import Refused
from workshop.rules.agenda import StageKind
from workshop.rules.lessons import LESSONS_TALLY, adding_closes
from workshop.rules.limits import LESSON_CHARS, LESSONS_EACH, LESSONS_IN_TALK
from workshop.rules.stages import SENDS_LESSONS
from workshop.rules.text import one_line
from workshop.rules.thresholds import one_batch
from workshop.storage.bodies import LessonWords, ReadWords, hide, show
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import DeskRead, Lesson, SentLesson
from workshop.views.on_show import is_adding


@action
def add_lesson(tx: Tx, who: Participant, key: bytes, command: commands.AddLesson) -> Answered:
    """Keeps a lesson for the desk; what is on the list already is only answered again."""
    text = cleaned("text", command.text, LESSON_CHARS)
    if isinstance(text, Refused):
        return text
    words = LessonWords(text=one_line(text), language=tx.state.language)
    if _is_on_the_list(tx, words) or waits(tx, SentLesson, tx.keys.mark("sent_lesson", key)):
        return OK
    kind: StageKind = "talk" if stage_kind(tx) == "talk" else "lessons"
    refused = not_collecting(tx, kind, command.round) or _adding_is_over(tx)
    slot = None if refused else _free_slot(tx, who)
    if refused or slot is None:
        return refused or Refused(refused="lessons_used_up", about=str(_each(tx)))
    tx.add_marks(command.round, [slot])
    _keep(tx, key, words)
    if kind == "talk":
        _show_waiting(tx)
    else:
        hides_others(tx, who, command.round, LESSONS_TALLY)
        _show_batch(tx)
    return OK


def end_adding(tx: Tx) -> bool:
    """Closes the list for phones, if it is open, and shows the desk what waits if enough of them
    have added something; True if this has shown it anything.

    It stays closed as long as its round: opened again after the desk has looked, it would show the
    few that were added since alone.
    """
    number = tx.state.round
    if not is_adding(AsItStands(tx)):
        return False
    enough = are_enough(tx, number, LESSONS_TALLY)
    tx.put(closed_lists=[*tx.state.closed_lists, number])
    tx.changed = True
    if enough:
        tx.put(read_lists=[*tx.state.read_lists, number])
        _show_waiting(tx)
    return enough


def let_lessons_on(tx: Tx, _who: AtDesk, _key: bytes, command: commands.LetOn) -> Answered:
    """Puts on the list what the desk has read; what was decided already stays as it is."""
    refused = _not_here(tx)
    read = desk_read(tx, tx.state.round)
    named = _named(tx, read, command.unread)
    if refused or not named:
        return refused or OK  # another desk was faster
    news = named - read.decided
    for words in _words(tx, news):
        put_on(tx, words)
    _write(tx, replace(read, let_on=sorted({*read.let_on, *news})))
    tx.changed = True
    return OK


def put_lesson_aside(tx: Tx, _who: AtDesk, _key: bytes, command: commands.PutAside) -> Answered:
    """Keeps a lesson off the list for a reason, which its phone is told; "" puts it back."""
    refused = _not_here(tx)
    read = desk_read(tx, tx.state.round)
    named = _named(tx, read, [command.unread])
    if refused or not named:
        return refused or Refused(refused="no_such", about="unread")
    others = {key: why for key, why in read.fates.items() if key not in named}
    fates = others | (dict.fromkeys(named, command.reason) if command.reason else {})
    _write(tx, replace(read, fates=dict(sorted(fates.items()))))
    tx.changed = True
    return OK


def give_unread_back(tx: Tx) -> None:
    """Gives back the lessons that the desk was shown and has not decided about."""
    if not tx.state.round:
        return  # a vote waits for the room to come back: nothing is sent meanwhile
    read = desk_read(tx, tx.state.round)
    _write(tx, with_fates(read, read.undecided, "unread"))


def carry_lessons(tx: Tx, number: int, ended: Collection[int]) -> None:
    """Takes along into the lessons' round that opens what those have that end with it: it waits
    with what is added there, or is at the desk already."""
    earlier = _rounds(tx, ended)
    reads = [desk_read(tx, one) for one in earlier]
    if not reads:
        return
    _move(tx, number, earlier)
    tx.connection.execute(delete(DeskRead).where(DeskRead.round.in_(earlier)))
    keep_read(tx, number, together(reads))


def _move(tx: Tx, number: int, earlier: Collection[int]) -> None:
    """Takes all that waits of these rounds into another one, under its key."""
    where = SentLesson.round.in_(earlier)
    columns = SentLesson.key, SentLesson.round, SentLesson.body
    for row in tx.connection.execute(select(*columns).where(where)).all():
        words = show(tx.own.round(row.round), "lesson", row.key, row.body, LessonWords)
        body = hide(tx.own.round(number), "lesson", row.key, words)
        same = update(SentLesson).where(SentLesson.key == row.key)
        tx.connection.execute(same.values(round=number, body=body))


def give_lessons_back(tx: Tx, ended: Collection[int]) -> None:
    """Ends what phones have sent in rounds that end: the phones of what nobody has let on are told,
    when they ask."""
    over = _rounds(tx, ended)
    for number in over:
        read = desk_read(tx, number)
        read = with_fates(read, read.undecided, "unread")
        waiting = _keys_of(tx, number) - {*read.at_desk}
        read = with_fates(read, waiting, "back")
        read = ReadWords(fates=read.fates)
        keep_read(tx, number, read, over=True)
    tx.touch(SentLesson)
    tx.connection.execute(delete(SentLesson).where(SentLesson.round.in_(over)))


def end_lessons(tx: Tx) -> None:
    """Ends what phones have sent in rounds that no other round has ended, as the last stage begins:
    the room has been there before and was in the talk, or at the lessons, once more."""
    stages = [*tx.agenda.ids("talk"), *tx.agenda.ids("lessons")]
    rounds = [one.n for one in tx.state.rounds if one.stage in stages and not one.spent]
    if not rounds:
        return
    give_lessons_back(tx, rounds)
    delete_marks(tx, rounds)
    tx.put_rounds(rounds, spent=True)


def _is_on_the_list(tx: Tx, words: LessonWords) -> bool:
    """True if the room sees the lesson. Of one that waits nothing is told."""
    id_ = lesson_id(tx, words)
    there = tx.connection.execute(select(Lesson.id).where(Lesson.id == id_)).first()
    return there is not None and not place_of(tx, id_).left_out


def _keep(tx: Tx, key: bytes, words: LessonWords) -> None:
    row = tx.keys.mark("sent_lesson", key)
    body = hide(tx.own.round(tx.state.round), "lesson", row, words)
    tx.touch(SentLesson)
    values = {"key": row, "round": tx.state.round, "body": body}
    tx.connection.execute(insert(SentLesson).values(values))


def _show_batch(tx: Tx) -> None:
    """Shows the desk of a large room what waits, once enough devices have added something."""
    number = tx.state.round
    if not one_batch(most_here(tx, number)) and are_enough(tx, number, LESSONS_TALLY):
        begin_group(tx, number, LESSONS_TALLY)
        _show_waiting(tx)


def _show_waiting(tx: Tx) -> None:
    read = desk_read(tx, tx.state.round)
    _write(tx, replace(read, at_desk=sorted({*read.at_desk, *_waiting(tx, read)})))
    tx.changed = True


def _adding_is_over(tx: Tx) -> Refused | None:
    """Returns why a phone adds no lesson any more: the desk has closed the list, or its time is
    over, by the server's own clock; None otherwise."""
    if stage_kind(tx) != "lessons":
        return None
    closes = adding_closes(tx.state.ends_at, tx.agenda.stages[tx.position].minutes)
    late = closes is not None and tx.context.now >= closes
    goes_on = not late and is_adding(AsItStands(tx))
    return None if goes_on else Refused(refused="too_late", about="lesson")


def _waiting(tx: Tx, read: ReadWords) -> set[bytes]:
    """Returns the lessons that no desk has been shown yet."""
    return _keys_of(tx, tx.state.round) - {*read.at_desk}


def _keys_of(tx: Tx, number: int) -> set[bytes]:
    where = SentLesson.round == number
    return set(tx.connection.execute(select(SentLesson.key).where(where)).scalars().all())


def _named(tx: Tx, read: ReadWords, handles: Iterable[Handle]) -> set[bytes]:
    """Returns the lessons with these handles that the desk was shown and may still decide about."""
    return rows_called(tx, handles) & read.shown


def _words(tx: Tx, keys: set[bytes]) -> list[LessonWords]:
    sent = select(SentLesson.key, SentLesson.body).where(SentLesson.key.in_(keys))
    rows, own = tx.connection.execute(sent).all(), tx.own.round(tx.state.round)
    return [show(own, "lesson", row.key, row.body, LessonWords) for row in rows]


def _write(tx: Tx, read: ReadWords) -> None:
    keep_read(tx, tx.state.round, read)


def _not_here(tx: Tx) -> Refused | None:
    if stage_kind(tx) in SENDS_LESSONS:
        return None
    return Refused(refused="wrong_stage", about="lessons")


def _rounds(tx: Tx, among: Collection[int]) -> list[int]:
    """Returns which of these rounds have lessons that wait."""
    waits = select(SentLesson.round).where(SentLesson.round.in_(among))
    return list(tx.connection.execute(waits.distinct().order_by(SentLesson.round)).scalars())


def _each(tx: Tx) -> int:
    """Returns how many lessons each device may send in the current stage."""
    return LESSONS_IN_TALK if stage_kind(tx) == "talk" else LESSONS_EACH


def _free_slot(tx: Tx, who: Participant) -> bytes | None:
    number = tx.state.round
    keys = tx.own.round(number)
    slots = [keys.mark(who.secret, number, "lesson", i) for i in range(1, _each(tx) + 1)]
    taken = tx.present(slots)
    return next((slot for slot in slots if slot not in taken), None)
