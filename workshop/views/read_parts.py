"""Reads the parts of a room that it calls by handles, in the order of these.

The order of the keys would lead to the rows.
"""

from collections.abc import Iterable, Mapping
from types import SimpleNamespace
from typing import Any

from msgspec.structs import replace

from workshop.storage.bodies import CommitmentWords, LessonWords
from workshop.storage.handles import Handles, RowKey
from workshop.storage.state import FOR_ITSELF, LessonPlace
from workshop.views.desk_reading import OfferedRead, Words
from workshop.views.room_parts import RoomCommitment, RoomLesson, RoomOffer


def state_in_handles(row: Any, handles: Handles) -> SimpleNamespace:
    """Returns the fields of the state, with the handles of the lessons that they name."""
    lessons = {
        name: sorted(handles.named(RowKey(one)) for one in getattr(row, name))
        for name in ("chosen", "cut_tie", "run_off", "drawn")
    }
    return SimpleNamespace(**{**row.__dict__, **lessons})


def read_lessons(
    rows: Iterable[Any],
    places: Mapping[bytes, LessonPlace],
    handles: Handles,
    words: Words,
) -> tuple[RoomLesson, ...]:
    """Reads the list of lessons."""
    found = [
        RoomLesson(
            handles.of(row.id),
            words("lesson", row.id, row.body, LessonWords),
            handles.of(place.parent),
            place.left_out,
            place.beyond,
        )
        for row, place in ((row, places.get(row.id, FOR_ITSELF)) for row in rows)
    ]
    return tuple(sorted(found, key=lambda one: one.id))


def read_offered(
    rows: Iterable[Any], read: OfferedRead, handles: Handles, words: Words
) -> tuple[tuple[RoomCommitment, ...], tuple[RoomOffer, ...]]:
    """Reads the commitments that the desk has let on, and the offers that it has not."""
    shown: list[RoomCommitment] = []
    waiting: list[RoomOffer] = []
    for row in rows:
        if row.id in read.gone:
            continue
        said = words("commitment", row.id, row.body, CommitmentWords)
        said = replace(said, owner=read.owners.get(row.id, said.owner))
        id_, lesson = handles.of(row.id), handles.of(said.lesson)
        if row.id in read.hidden:
            waiting.append(RoomOffer(id_, lesson, said, read.hidden[row.id]))
        else:
            shown.append(RoomCommitment(id_, lesson, said, row.id in read.picked))
    return (
        tuple(sorted(shown, key=lambda one: one.id)),
        tuple(sorted(waiting, key=lambda one: one.id)),
    )
