"""Merging lessons: the room sees the words of one of them, or those that the desk has written."""

import pytest

from tests.support.room import TestRoom, done, refusal
from workshop.protocol import commands

BOTH = "Ask, and test, before the weekend."


@pytest.fixture
def ids(room: TestRoom) -> dict[str, str]:
    """Three lessons on the list; by their words, their ids."""
    room.participants(3)
    room.desk.goes("lessons")
    for text in ("Ask.", "Test.", "Call."):
        room.desk.does(commands.DeskLesson(text=text))
    return room.lessons()


def merge(room: TestRoom, ids: dict[str, str], words: str = "") -> None:
    command = commands.Merge(lesson=ids["Ask."], into=ids["Test."], words=words)
    assert done(room.desk.does(command))


def listed(room: TestRoom) -> dict[str, list[str]]:
    """Returns each lesson that the room sees, with what was merged into it, without the story's."""
    seen = [room.view("projector")[f"lessons/{one.id}"] for one in room.read().roots]
    return {one["text"]: sorted(one["also"]) for one in seen if one["text"] in {BOTH, *WORDS}}


WORDS = ("Ask.", "Test.", "Call.")


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("", {"Test.": ["Ask."], "Call.": []}),
        ("Test.", {"Test.": ["Ask."], "Call.": []}),
        ("Ask.", {"Ask.": ["Test."], "Call.": []}),
        (f"  {BOTH} ", {BOTH: ["Ask.", "Test."], "Call.": []}),
        ("Call.", {"Call.": ["Ask.", "Test."]}),
    ],
)
def test_the_desk_chooses_the_words_or_writes_them(
    room: TestRoom, ids: dict[str, str], words: str, seen: dict[str, list[str]]
) -> None:
    before = room.read().lessons
    merge(room, ids, words)
    assert listed(room) == seen
    assert done(room.desk.does(commands.UndoLessons()))
    assert (room.read().lessons, room.read().state.merged_words) == (before, [])


def test_one_lesson_is_said_in_other_words(room: TestRoom, ids: dict[str, str]) -> None:
    before = room.read().lessons
    reword = commands.Reword(lesson=ids["Ask."], words=BOTH)
    assert done(room.desk.does(reword))
    assert listed(room) == {BOTH: ["Ask."], "Test.": [], "Call.": []}
    assert refusal(room.desk.does(commands.Reword(lesson="0" * 32, words=BOTH))) == "no_such"
    assert done(room.desk.does(commands.UndoLessons()))
    assert (room.read().lessons, room.read().state.merged_words) == (before, [])


def test_several_are_merged_with_new_words_in_one_step(room: TestRoom, ids: dict[str, str]) -> None:
    several = commands.MergeAll(lessons=[*ids.values()], into=ids["Ask."], words=BOTH)
    assert done(room.desk.does(several))
    (one,) = room.read().roots
    assert one.words.text == BOTH and len(room.read().merged[one.id]) == len(ids)
    assert done(room.desk.does(several)), "sent again, it is there already"
    room.desk.does(commands.UndoLessons())
    assert room.lessons() == ids


def test_the_room_votes_on_the_new_words_and_commits_to_them(
    room: TestRoom, ids: dict[str, str]
) -> None:
    merge(room, ids, BOTH)
    room.desk.goes("vote")
    for person in room.people:
        assert done(person.votes(BOTH))
    room.desk.ends_voting()
    assert room.read().state.chosen == [room.lessons()[BOTH]]
    room.desk.goes("commit")
    offer = {"when": "it is Friday", "will": "ask first"}
    lesson = room.lessons()[BOTH]
    answer = room.people[0].does(commands.Offer(round=room.round, lesson=lesson, **offer))
    assert done(answer)


def test_what_is_split_from_new_words_stands_for_itself(
    room: TestRoom, ids: dict[str, str]
) -> None:
    merge(room, ids, BOTH)
    assert done(room.desk.does(commands.Split(lesson=ids["Ask."])))
    assert listed(room) == {BOTH: ["Test."], "Ask.": [], "Call.": []}
    for _ in range(2):
        assert done(room.desk.does(commands.UndoLessons()))
    assert room.lessons() == ids


def test_new_words_that_were_also_typed_as_a_lesson_outlive_the_undo(
    room: TestRoom, ids: dict[str, str]
) -> None:
    merge(room, ids, BOTH)
    assert done(room.desk.does(commands.DeskLesson(text=BOTH)))
    assert done(room.desk.does(commands.UndoLessons()))
    assert listed(room) == {BOTH: [], "Ask.": [], "Test.": [], "Call.": []}


def test_words_that_are_too_long_change_nothing(room: TestRoom, ids: dict[str, str]) -> None:
    long = commands.Merge(lesson=ids["Ask."], into=ids["Test."], words="x" * 1000)
    assert refusal(room.desk.does(long)) == "too_long"
    assert room.lessons() == ids
