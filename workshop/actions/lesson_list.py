"""The list of lessons: what comes onto it by itself, and what phones would keep of it.

What is said anew changes where it stands. Of many lessons each phone marks what it would keep, and
the desk's list stands in that order. A device counts once, by a stored mark, when it first marks
anything. The order moves once as many such devices have as hide each other, with all that others
have changed since: moved for one, it would tell what that one has marked. No view has a figure of
it."""

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace
from sqlalchemy import delete, select, update

from workshop.actions.answers import OK, Answered, Participant, action, not_collecting, stage_kind
from workshop.actions.as_it_stands import AsItStands
from workshop.actions.hiding import hides_others, show_group
from workshop.protocol import commands
from workshop.protocol.messages import Refused
from workshop.rules.lessons import KEEP, KEEPERS, is_kept, keep_item
from workshop.rules.text import one_line
from workshop.storage.bodies import (
    CardWords,
    CarriedWords,
    LessonWords,
    card_row,
    carried_row,
    hide,
    show,
)
from workshop.storage.handles import NO_ROW, RowKey, row_key
from workshop.storage.state import FOR_ITSELF, LessonPlace
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import Carried, Lesson, OpenCard


def taught(tx: Tx) -> Iterator[LessonWords]:
    """Yields the lessons of the stories, of the earlier commitments and of the cards."""
    yield from taught_by_stories(tx)
    yield from taught_here(tx)


def taught_by_stories(tx: Tx) -> Iterator[LessonWords]:
    """Yields the lessons of the stories."""
    for story in AsItStands(tx).told():
        yield LessonWords(text=one_line(story.lesson), language=story.language)


def taught_here(tx: Tx) -> Iterator[LessonWords]:
    """Yields the lessons of the earlier commitments and of the cards."""
    for n, body in tx.connection.execute(select(Carried.n, Carried.body).order_by(Carried.n)).all():
        text = show(tx.keys, "carried", carried_row(n), body, CarriedWords).learned
        if text:
            yield LessonWords(text=text, language=tx.state.language)
    for row in tx.connection.execute(select(OpenCard.n, OpenCard.body)).all():
        if row.n in tx.state.cards.off:
            continue
        words = show(tx.keys, "open_card", card_row(row.n), row.body, CardWords)
        text = one_line(words.learned)
        if text:
            yield LessonWords(text=text, language=words.language)


def lesson_id(tx: Tx, words: LessonWords) -> bytes:
    """The id of a lesson: the HMAC of its words."""
    return tx.keys.mark("lesson", words.text)


def say_anew(tx: Tx, old: str, new: str) -> None:
    """Puts what was learned in its new words where its old ones stand on the list; "" takes it off.

    The old ones stay where something else taught the same, and once there was a vote: what the room
    has voted on keeps its words. What had been put under words that go stands for itself again.
    """
    gone = lesson_id(tx, LessonWords(text=old, language=""))
    where = Lesson.id == gone
    stands = tx.connection.execute(select(Lesson.id).where(where)).first()
    if not stands or tx.state.vote_round or any(one.text == old for one in taught(tx)):
        return
    tx.touch(Lesson)
    words = LessonWords(text=new, language=tx.state.language)
    heir = lesson_id(tx, words)
    if new and not tx.connection.execute(select(Lesson.id).where(Lesson.id == heir)).first():
        body = hide(tx.keys, "lesson", heir, words)
        tx.connection.execute(update(Lesson).where(where).values(id=heir, body=body))
    else:
        tx.connection.execute(delete(Lesson).where(where))
        heir = b""
    _inherit(tx, gone, heir)


def leave_list(tx: Tx, text: str, *, voted: bool) -> RowKey:
    """Takes off the list what a card taught that was taken off the screen, and the words that the
    desk wrote as it merged that with others; gives the id of what stood on the ballot. It stays
    where something else taught the same, or the desk wrote it down or let it on.

    What had been put under it stands for itself again; once there was a vote it is left out, as
    nothing comes onto a ballot that people have voted on.
    """
    gone = lesson_id(tx, LessonWords(text=text, language=""))
    row = tx.connection.execute(select(Lesson.id).where(Lesson.id == gone)).first()
    if row is None or gone in tx.state.added_lessons or any(one.text == text for one in taught(tx)):
        return NO_ROW
    leaving = [gone, *_written_above(tx, gone)]
    stood = {one: place_of(tx, one) for one in leaving}
    for one in leaving:
        _take_off(tx, one)
        _inherit(tx, one, b"", **({"left_out": True} if voted else {}))
    on_list = (one for one, at in stood.items() if not at.parent and not at.left_out)
    return row_key(next(on_list, b""))


def _written_above(tx: Tx, lesson: bytes) -> Iterator[bytes]:
    """Yields the lessons above one, as long as their words are only those of a merge."""
    while (lesson := place_of(tx, lesson).parent) in tx.state.merged_words:
        yield lesson


def end_merged(tx: Tx, lessons: list[bytes]) -> None:
    """Takes off the list what a merge had made, unless something else has taught it since."""
    for one in lessons:
        if one in tx.state.merged_words:
            _take_off(tx, one)


def _take_off(tx: Tx, lesson: bytes) -> None:
    tx.touch(Lesson)
    tx.connection.execute(delete(Lesson).where(Lesson.id == lesson))
    tx.put(merged_words=[one for one in tx.state.merged_words if one != lesson])


def place_of(tx: Tx, lesson: bytes) -> LessonPlace:
    """Returns where a lesson stands on the list."""
    found: LessonPlace = tx.state.lessons.get(lesson, FOR_ITSELF)
    return found


def put_places(tx: Tx, places: dict[bytes, LessonPlace]) -> None:
    """Writes down where all lessons stand, in an order that does not tell which one was moved when;
    not those that speak for themselves."""
    moved = {id_: one for id_, one in sorted(places.items()) if one != FOR_ITSELF}
    tx.put(lessons=moved)


def _inherit(tx: Tx, gone: bytes, heir: bytes, **values: Any) -> None:
    """Gives the place of a lesson that has gone to its heir, if there is one, and puts what was
    under it under the heir, or under none."""
    places = {
        id_: replace(one, parent=heir, **values) if one.parent == gone else one
        for id_, one in tx.state.lessons.items()
        if id_ != gone
    }
    if heir and gone in tx.state.lessons:
        places[heir] = tx.state.lessons[gone]
    put_places(tx, places)
    steps = [_step(step, gone.hex(), heir.hex()) for step in tx.state.undo]
    tx.put(undo=[step for step in steps if step])


def _step(step: list[str], gone: str, heir: str) -> list[str]:
    """A step of the undo, three words for each lesson, with the heir in place of what has gone.

    Without an heir only ties are cut: others than those that stood once could close a circle.
    """
    said = [heir if word == gone else word for word in step]
    lessons = zip(*[iter(said)] * 3, strict=True)
    return [word for lesson in lessons if lesson[0] for word in lesson]


@action
def keep_lessons(tx: Tx, who: Participant, _key: bytes, command: commands.KeepLessons) -> Answered:
    """Marks these lessons as those that a device would keep, and no others."""
    known = tx.recall("lessons", lambda: _known(tx))
    wanted = {tx.handles.key(one) for one in command.lessons}
    refused = not_collecting(tx, "lessons", command.round)
    if refused or not wanted <= known:
        return refused or Refused(refused="no_such", about="lesson")
    keys = tx.own.round(command.round)
    marks = {one: keys.mark(who.secret, command.round, keep_item(one)) for one in known}
    standing = tx.present(marks.values())
    before = {one for one, mark in marks.items() if mark in standing}
    if wanted != before:
        tx.add_marks(command.round, [marks[one] for one in wanted - before])
        tx.drop_marks([marks[one] for one in before - wanted])
        _count(tx, known, wanted - before, before - wanted)
    if wanted and hides_others(tx, who, command.round, KEEP):
        tx.count(KEEPERS, 1)
        tx.at_end(KEEP, lambda tx: _show_order(tx, command.round))
    return OK


def _count(tx: Tx, known: set[RowKey], more: set[RowKey], fewer: set[RowKey]) -> None:
    """Counts for each lesson of the list, also nothing: how long the row is tells of no mark."""
    for one in known:
        tx.count(keep_item(one), (one in more) - (one in fewer))


def _show_order(tx: Tx, number: int) -> None:
    """Puts the desk's list in order once enough more devices have marked something."""
    if stage_kind(tx) == "lessons":
        show_group(tx, number, KEEP, tuple(item for item in tx.counts(number) if is_kept(item)))


def _known(tx: Tx) -> set[RowKey]:
    return {row_key(id_) for id_ in tx.connection.execute(select(Lesson.id)).scalars()}
