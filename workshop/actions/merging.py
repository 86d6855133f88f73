"""Merging lessons that say the same thing, or rewording one: what the room sees of them.

Votes are never touched. A lesson is known by its words, so new words are a lesson of their own,
with the others under it: what phones have marked and offered stays with those, and an undo brings
them back as they stood."""

from msgspec.structs import replace

from workshop.actions.answers import OK, Answered, AtDesk, action, cleaned
from workshop.actions.lesson_list import lesson_id, place_of
from workshop.actions.lessons import (
    all_parents,
    change_places,
    frozen_list,
    no_room,
    place,
    unknown_lesson,
)
from workshop.protocol import commands
from workshop.protocol.messages import Refused
from workshop.rules.lessons import root
from workshop.rules.limits import LESSON_CHARS
from workshop.rules.text import one_line
from workshop.storage.bodies import LessonWords
from workshop.storage.handles import RowKey
from workshop.storage.state import LessonPlace
from workshop.storage.transaction import Tx


@action
def merge(tx: Tx, _who: AtDesk, _key: bytes, command: commands.Merge) -> Answered:
    """Puts a lesson under another one."""
    parents, lesson = all_parents(tx), tx.handles.key(command.lesson)
    into = tx.handles.key(command.into)
    refused = frozen_list(tx) or unknown_lesson(parents, lesson, into)
    if refused is None and not parents[lesson] and root(into, parents) == lesson:
        refused = Refused(refused="not_allowed", about="lesson")
    return refused or _join(tx, parents, [lesson], into, command.words)


@action
def merge_all(tx: Tx, _who: AtDesk, _key: bytes, command: commands.MergeAll) -> Answered:
    """Puts several lessons under one of them, as one step."""
    parents, into = all_parents(tx), tx.handles.key(command.into)
    lessons = [tx.handles.key(one) for one in command.lessons]
    refused = frozen_list(tx) or unknown_lesson(parents, into, *lessons)
    return refused or _join(tx, parents, lessons, into, command.words)


@action
def reword(tx: Tx, _who: AtDesk, _key: bytes, command: commands.Reword) -> Answered:
    """Puts a lesson under one that says it in other words."""
    parents, lesson = all_parents(tx), tx.handles.key(command.lesson)
    refused = frozen_list(tx) or unknown_lesson(parents, lesson)
    return refused or _join(tx, parents, [], lesson, command.words)


def _join(
    tx: Tx, parents: dict[RowKey, RowKey], lessons: list[RowKey], into: RowKey, words: str
) -> Answered:
    """Puts lessons, and the one that speaks for `into`, under the one that has the words."""
    text = cleaned("words", words, LESSON_CHARS, needed=False)
    if isinstance(text, Refused):
        return text
    top = root(into, parents)
    others = [bytes.fromhex(one) for one in lessons if root(one, parents) != top]
    last = bytes.fromhex(top)
    said = LessonWords(text=one_line(text), language=tx.state.language)
    head = lesson_id(tx, said) if said.text else last
    if head == last:
        if others:
            change_places(tx, _under(tx, head, others))
        return OK
    refused = no_room(tx) if place_of(tx, last).left_out else None
    return refused or _under_words(tx, said, [*others, last], new=head.hex() not in parents)


def _under_words(tx: Tx, said: LessonWords, lessons: list[bytes], *, new: bool) -> Answered:
    """Puts lessons under one with these words, which speaks for itself from then on."""
    head = lesson_id(tx, said)
    if new:
        place(tx, said)
        tx.put(merged_words=sorted([*tx.state.merged_words, head]))
    alone = replace(place_of(tx, head), parent=b"", left_out=False, beyond=False)
    places = {head: alone, **_under(tx, head, lessons)}
    change_places(tx, places, new=head if new else b"")
    return OK


def _under(tx: Tx, head: bytes, lessons: list[bytes]) -> dict[bytes, LessonPlace]:
    return {one: replace(place_of(tx, one), parent=head) for one in lessons if one != head}
