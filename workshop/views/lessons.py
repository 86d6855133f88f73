"""Lessons as views show them: on the list, and at the desk also those that it reads first."""

from collections.abc import Mapping

from workshop.protocol import entries
from workshop.protocol.desk_entries import Fitting, UnreadEntry
from workshop.protocol.entries import Entries
from workshop.rules.lessons import KEEPERS, by_marks, keeps, still_apart
from workshop.rules.limits import MOST_VOTED
from workshop.rules.text import one_line
from workshop.views.room import Room, Surroundings, once
from workshop.views.room_parts import RoomLesson
from workshop.views.votes import Tallies, on_paper, ranked, tallies


@once
def lessons(room: Room) -> Entries:
    """Returns the lessons that speak for themselves, each with the words merged into it."""
    seen = tallies(room)
    return {f"lessons/{one.id}": _lesson(room, one, seen) for one in room.roots}


def desk_lessons(room: Room, around: Surroundings) -> Entries:
    """Returns what the desk reads first, every lesson, which may say the same, and what fits."""
    seen, paper = tallies(room), on_paper(room)
    return {
        **_unread(room),
        **{f"lessons/{one.id}": _desk_lesson(room, one, seen, paper) for one in room.lessons},
        **_similar(room, around),
        **_fitting(room),
    }


def count_left_out(room: Room) -> int:
    """Counts the lessons that the desk has left out by hand; a story keeps what it taught."""
    stories = [one for one in (room.story, room.second_story) if one]
    told = {one_line(story.lesson) for story in stories}
    out = [one for one in room.lessons if one.left_out and not one.beyond]
    return sum(one.words.text not in told for one in out)


def count_unread(room: Room) -> int:
    """Counts the lessons that the desk has been shown and has not decided about."""
    return sum(not one.aside for one in room.unread)


def _lesson(room: Room, one: RoomLesson, seen: Tallies) -> entries.Lesson:
    return entries.Lesson(
        id=one.id,
        text=one.words.text,
        also=room.merged.get(one.id, []),
        language=one.words.language,
        **ranked(one.id, seen, room),
    )


def _desk_lesson(
    room: Room, one: RoomLesson, seen: Tallies, paper: Mapping[str, int]
) -> entries.DeskLessonEntry:
    return entries.DeskLessonEntry(
        id=one.id,
        text=one.words.text,
        language=one.words.language,
        parent=one.parent,
        left_out=one.left_out,
        beyond=one.beyond,
        **ranked(one.id, seen, room),
        paper=paper.get(one.id, 0),
    )


def _unread(room: Room) -> Entries:
    """Returns the lessons from phones that the desk reads before the room sees them."""
    return {
        f"unread/{one.handle}": UnreadEntry(
            handle=one.handle,
            text=one.words.text,
            language=one.words.language,
            aside=one.aside,  # type: ignore[arg-type]
        )
        for one in room.unread
    }


def _similar(room: Room, around: Surroundings) -> Entries:
    """Returns what may say the same thing and is still apart, while lessons are put together."""
    if room.stage.kind != "lessons":
        return {}
    groups = still_apart(around.similar, room.tops, {one.id for one in room.roots})
    return {"similar": entries.Similar(groups=groups)} if groups else {}


def _fitting(room: Room) -> Entries:
    """Returns the entry of what fits; none where all do, or once the voting has opened.

    Without marks each part stands in the order of the ids, as the list did before: a lesson that
    others are put under must not move away below the finger.
    """
    before = room.stage.kind == "lessons" or not room.state.vote_round
    if not before or len(room.roots) <= MOST_VOTED:
        return {}
    number = room.state.round
    shown = {item: n for (round_, item), n in room.released.items() if round_ == number}
    ordered = by_marks([one.id for one in room.roots], keeps(shown, room.parents), room.merged)
    fits, beyond, marked = ordered[:MOST_VOTED], ordered[MOST_VOTED:], shown.get(KEEPERS, 0) > 0
    if not marked:
        fits, beyond = sorted(fits), sorted(beyond)
    return {"fitting": Fitting(fits=fits, beyond=beyond, marked=marked)}
