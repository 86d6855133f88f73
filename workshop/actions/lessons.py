"""Lessons: what the cards and the story taught, new ones, and merging by hand with undo."""

from sqlalchemy import func, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from workshop.actions.answers import (
    OK,
    Answer,
    AtDesk,
    Participant,
    cleaned,
    not_collecting,
    stage_kind,
)
from workshop.actions.taught import lesson_id, taught
from workshop.protocol import commands
from workshop.protocol.messages import Refused
from workshop.rules.grouping import root
from workshop.rules.limits import BALLOT, LESSON, LESSONS_EACH
from workshop.rules.text import one_line
from workshop.rules.thresholds import LESSON_BATCH
from workshop.rules.votes import PAPER
from workshop.storage.bodies import LessonWords, hide
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import Lesson

UNDO_STEPS = 50
_BALLOT = (
    select(Lesson.id)
    .where(Lesson.released, ~Lesson.left_out, Lesson.parent == b"")
    .order_by(Lesson.id)
)


def collect(tx: Tx) -> None:
    """Puts on the list, once, what the stories, the earlier commitments and the cards taught."""
    for words in list(taught(tx)):
        place(tx, words, released=True)


def place(tx: Tx, words: LessonWords, *, released: bool) -> None:
    """Puts a lesson on the list; the same words are the same lesson, and what is shown stays so."""
    id_ = lesson_id(tx, words)
    body = hide(tx.keys, "lesson", id_, words)
    tx.touch(Lesson)
    row = upsert(Lesson).values(id=id_, body=body, released=released)
    shown = {"released": or_(Lesson.released, row.excluded.released)}
    tx.connection.execute(row.on_conflict_do_update(index_elements=[Lesson.id], set_=shown))


def add_lesson(tx: Tx, who: Participant, _key: bytes, command: commands.AddLesson) -> Answer:
    """Adds a lesson; it appears with two more, so that nobody sees whose it is."""
    text = cleaned("text", command.text, LESSON)
    if isinstance(text, Refused):
        return text
    words = LessonWords(text=one_line(text), language=tx.state.language)
    refused = not_collecting(tx, "lessons", command.round)
    if _stands(tx, who, words):
        return OK
    slot = None if refused else _free_slot(tx, who)
    if refused or slot is None:
        return refused or Refused(refused="lessons_used_up", about=str(LESSONS_EACH))
    tx.add_marks(command.round, [slot, _own(tx, who, words)])
    place(tx, words, released=False)
    authors = tx.note("lessons", tx.keys.mark(who.secret, command.round, "author"))
    if _waiting(tx) >= LESSON_BATCH and authors >= LESSON_BATCH:
        release(tx)
    return OK


def _stands(tx: Tx, who: Participant, words: LessonWords) -> bool:
    """Whether the lesson is on the list, or waits and came from this device too. Of somebody else's
    that waits nothing is told, else whoever has no lesson left could try guesses for nothing."""
    there = select(Lesson.released).where(Lesson.id == lesson_id(tx, words))
    released = tx.connection.execute(there).scalar()
    return bool(released) or bool(tx.present([_own(tx, who, words)]))


def _own(tx: Tx, who: Participant, words: LessonWords) -> bytes:
    """The mark of a device on a lesson that it added."""
    return tx.keys.mark(who.secret, tx.state.round, "lesson", lesson_id(tx, words).hex())


def release(tx: Tx) -> None:
    """Shows the lessons that waited."""
    waited = tx.connection.execute(
        update(Lesson).where(~Lesson.released).values(released=True)
    ).rowcount
    tx.memory.clear("lessons")
    tx.changed |= waited > 0


def desk_lesson(tx: Tx, _who: AtDesk, _key: bytes, command: commands.DeskLesson) -> Answer:
    """A lesson written down at the desk, for the room."""
    text = cleaned("text", command.text, LESSON)
    refused = text if isinstance(text, Refused) else _frozen(tx) or _full(tx)
    if refused:
        return refused
    place(tx, LessonWords(text=one_line(str(text)), language=tx.state.language), released=True)
    tx.changed = True
    return OK


def merge(tx: Tx, _who: AtDesk, _key: bytes, command: commands.Merge) -> Answer:
    """Puts a lesson under another one; votes are never touched."""
    lesson, into = command.lesson, command.into
    parents = _parents(tx)
    refused = _frozen(tx) or _unknown(parents, lesson, into)
    if refused:
        return refused
    top = root(into, parents)
    if top == root(lesson, parents):
        return OK if parents[lesson] else Refused(refused="not_allowed", about="lesson")
    _change(tx, lesson, parent=bytes.fromhex(top))
    return OK


def merge_all(tx: Tx, _who: AtDesk, _key: bytes, command: commands.MergeAll) -> Answer:
    """Puts several lessons under one of them, as one step."""
    parents = _parents(tx)
    refused = _frozen(tx) or _unknown(parents, command.into, *command.lessons)
    if refused:
        return refused
    top = root(command.into, parents)
    others = [one for one in dict.fromkeys(command.lessons) if root(one, parents) != top]
    if others:
        _change(tx, *others, parent=bytes.fromhex(top))
    return OK


def leave_rest(tx: Tx, _who: AtDesk, _key: bytes, _command: commands.LeaveRest) -> Answer:
    """Leaves out all that is beyond twelve, as one step."""
    refused = _frozen(tx)
    if refused:
        return refused
    beyond = _beyond(tx)
    if beyond:
        _change(tx, *beyond, left_out=True)
    return OK


def split(tx: Tx, _who: AtDesk, _key: bytes, command: commands.Split) -> Answer:
    """Takes a lesson out of its group."""
    refused = _frozen(tx) or _unknown(_parents(tx), command.lesson) or _full(tx)
    if refused:
        return refused
    _change(tx, command.lesson, parent=b"")
    return OK


def leave_out(tx: Tx, _who: AtDesk, _key: bytes, command: commands.LeaveOut) -> Answer:
    """Leaves a lesson off the ballot, or puts it back while there is room for it."""
    refused = _frozen(tx) or _unknown(_parents(tx), command.lesson)
    if refused:
        return refused
    full = None if command.on else _full(tx)
    if full:
        return full
    _change(tx, command.lesson, left_out=command.on)
    return OK


def undo_lessons(tx: Tx, _who: AtDesk, key: bytes, _command: commands.UndoLessons) -> Answer:
    """Takes back the last merge, split or leave-out."""
    sent = tx.keys.mark("undo", key)
    if sent in tx.memory.ended:
        return OK  # sent again, since its answer was lost: it takes back no second step
    before = list(zip(*[iter(next(reversed(tx.state.undo), []))] * 3, strict=True))
    refused = _frozen(tx) or _overfull(tx, before)
    if refused or not before:
        return refused or Refused(refused="nothing_to_undo")
    for lesson, parent, left_out in before:
        where = Lesson.id == bytes.fromhex(lesson)
        values = {"parent": bytes.fromhex(parent), "left_out": left_out == "out"}
        tx.connection.execute(update(Lesson).where(where).values(**values))
    tx.put(undo=tx.state.undo[:-1])
    tx.memory.ended |= {sent}
    tx.changed = True
    return OK


def ballot(tx: Tx) -> list[str]:
    """The lessons that can be voted on, sorted by id."""
    return [id_.hex() for id_ in tx.connection.execute(_BALLOT).scalars()]


def cut_ballot(tx: Tx) -> None:
    """Leaves out what is beyond twelve, by chance, where no stage came in which to choose."""
    for lesson in _beyond(tx):
        where = Lesson.id == bytes.fromhex(lesson)
        tx.connection.execute(update(Lesson).where(where).values(left_out=True))


def _beyond(tx: Tx) -> list[str]:
    """What is beyond twelve. Those under which others were put say what several say, and stay
    first; for the others their ids are chance."""
    merged = {parent for parent in _parents(tx).values() if parent}
    return sorted(ballot(tx), key=lambda lesson: (lesson not in merged, lesson))[BALLOT:]


def _change(tx: Tx, *lessons: str, **values: object) -> None:
    """Changes lessons, as one step of the undo: three words for each of them."""
    before: list[str] = []
    for lesson in lessons:
        where = Lesson.id == bytes.fromhex(lesson)
        row = tx.connection.execute(select(Lesson.parent, Lesson.left_out).where(where)).one()
        before += [lesson, row.parent.hex(), "out" if row.left_out else "in"]
        tx.connection.execute(update(Lesson).where(where).values(**values))
    tx.put(undo=[*tx.state.undo, before][-UNDO_STEPS:])
    tx.changed = True


def _frozen(tx: Tx) -> Refused | None:
    """The list is open in its stage, and at the vote until the first vote is placed."""
    kind = stage_kind(tx)
    if tx.state.chosen or tx.state.cut_tie:
        return Refused(refused="wrong_stage", about="lessons")
    if tx.state.vote_paused and _voted(tx):
        return Refused(refused="voting_paused")
    if kind == "lessons" or (kind == "vote" and tx.state.phase == "open" and not _voted(tx)):
        return None
    return Refused(refused="wrong_stage", about="lessons")


def _voted(tx: Tx) -> bool:
    number = tx.state.vote_round if tx.state.vote_paused else tx.state.round
    return bool(tx.tally("ballots", number) or tx.tally(PAPER, number))


def _full(tx: Tx) -> Refused | None:
    """At the vote a lesson more than twelve finds no room."""
    if stage_kind(tx) == "vote" and len(ballot(tx)) >= BALLOT:
        return Refused(refused="ballot_full", about=str(BALLOT))
    return None


def _overfull(tx: Tx, before: list[tuple[str, ...]]) -> Refused | None:
    """At the vote a step is not undone that would put more than twelve on the ballot."""
    moved = {lesson for lesson, _, _ in before}
    again = {lesson for lesson, parent, left_out in before if not parent and left_out == "in"}
    if stage_kind(tx) == "vote" and len({*ballot(tx)} - moved | again) > BALLOT:
        return Refused(refused="ballot_full", about=str(BALLOT))
    return None


def _unknown(parents: dict[str, str], *lessons: str) -> Refused | None:
    if all(lesson in parents for lesson in lessons):
        return None
    return Refused(refused="no_such", about="lesson")


def _parents(tx: Tx) -> dict[str, str]:
    rows = tx.connection.execute(select(Lesson.id, Lesson.parent).where(Lesson.released)).all()
    return {row.id.hex(): row.parent.hex() for row in rows}


def _waiting(tx: Tx) -> int:
    waiting = select(func.count()).select_from(Lesson).where(~Lesson.released)
    return tx.connection.execute(waiting).scalar_one()


def _free_slot(tx: Tx, who: Participant) -> bytes | None:
    number = tx.state.round
    slots = [tx.keys.mark(who.secret, number, "lesson", i) for i in range(1, LESSONS_EACH + 1)]
    taken = tx.present(slots)
    return next((slot for slot in slots if slot not in taken), None)
