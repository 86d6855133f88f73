"""Lessons that do not fit on the ballot are named: on the desk, and in the summary."""

from datetime import date

from tests.support.room import TestRoom, done, new_room, refusal
from workshop.protocol import commands
from workshop.protocol.summary import Summary
from workshop.rules.agenda import Agenda, template
from workshop.storage.store import Store
from workshop.summary.build import build

WITHOUT_LESSONS = Agenda(tuple(one for one in template("60", str).stages if one.kind != "lessons"))
"""Where the list is made before the vote."""
TEXTS = [f"Lesson {i:02}." for i in range(14)]


def crowded(room: TestRoom) -> TestRoom:
    """A list of fourteen lessons."""
    room.participants(3)
    room.desk.goes("lessons")
    for text in TEXTS:
        room.desk.does(commands.DeskLesson(text=text))
    return room


def summary(room: TestRoom) -> Summary:
    return build(room.read(), date(2026, 11, 27))


def named(room: TestRoom) -> set[str]:
    return {one.text for one in summary(room).did_not_fit}


def at_desk(room: TestRoom) -> set[str]:
    """Returns the lessons of which the desk is told that they did not fit."""
    shown = [value for path, value in room.view("desk").items() if path.startswith("lessons/")]
    return {one["text"] for one in shown if one["beyond"]}


def test_what_the_limit_cuts_is_named_at_the_desk_and_in_the_summary(room: TestRoom) -> None:
    crowded(room)
    assert done(room.desk.does(commands.LeaveRest()))
    beyond = {*TEXTS} - {one.words.text for one in room.read().roots}
    assert len(beyond) == 2 and at_desk(room) == named(room) == beyond
    assert done(room.desk.goes("vote"))
    assert named(room) == beyond and summary(room).lessons_left_out == 0


def test_what_the_desk_leaves_out_by_hand_is_counted_and_not_named(room: TestRoom) -> None:
    crowded(room)
    for text in TEXTS[:2]:
        room.desk.does(commands.LeaveOut(lesson=room.lessons()[text], on=True))
    assert (named(room), at_desk(room), summary(room).lessons_left_out) == (set(), set(), 2)


def test_a_lesson_that_is_put_back_and_left_out_again_was_left_out_by_hand(room: TestRoom) -> None:
    crowded(room)
    room.desk.does(commands.LeaveRest())
    text = min(named(room))
    for on in (False, True):
        assert done(room.desk.does(commands.LeaveOut(lesson=room.lessons()[text], on=on)))
    assert text not in named(room) and summary(room).lessons_left_out == 1


def test_undo_knows_what_was_cut_and_what_was_left_out_by_hand(room: TestRoom) -> None:
    crowded(room)
    by_hand = room.lessons()[TEXTS[0]]
    room.desk.does(commands.LeaveOut(lesson=by_hand, on=True))
    room.desk.does(commands.LeaveRest())
    (cut,) = named(room)
    for lesson in (by_hand, room.lessons()[cut]):
        room.desk.does(commands.LeaveOut(lesson=lesson, on=False))
    assert named(room) == set() and summary(room).lessons_left_out == 0
    for _ in range(2):
        assert done(room.desk.does(commands.UndoLessons()))
    assert named(room) == {cut} and summary(room).lessons_left_out == 1
    room.desk.does(commands.UndoLessons())
    assert named(room) == set()


def test_words_merged_into_a_lesson_that_is_cut_are_named_below_it(room: TestRoom) -> None:
    crowded(room)
    room.desk.does(commands.LeaveRest())
    cut = room.lessons()[min(named(room))]
    other = next(one.id for one in room.read().roots)
    words = next(one.words.text for one in room.read().lessons if one.id == other)
    room.desk.does(commands.Merge(lesson=other, into=cut))
    assert [one.also for one in summary(room).did_not_fit if one.also] == [[words]]


def test_the_desk_does_not_say_that_what_is_named_is_erased(room: TestRoom) -> None:
    crowded(room)
    room.desk.does(commands.LeaveOut(lesson=room.lessons()[TEXTS[0]], on=True))
    room.desk.does(commands.LeaveRest())
    room.desk.goes("vote")
    room.desk.goes("finish")
    (takes,) = [one["takes"] for one in room.view("desk")["desk"]["goes"] if one["act"] == "seal"]
    assert {"what": "lessons_left_out", "n": 1} in [
        {"what": one["what"], "n": one["n"]} for one in takes
    ]


def test_what_the_vote_itself_cuts_is_named_too(store: Store) -> None:
    room = new_room(store, agenda=WITHOUT_LESSONS)
    room.participants(15)
    room.desk.goes("story")
    room.desk.goes("write")
    for i, person in enumerate(room.people):
        person.writes(f"Broke {i}", f"Mend {i}.")
    room.desk.goes("reveal")
    room.desk.goes("commit")
    room.desk.goes("vote")
    assert len(room.read().roots) == 12 and len(named(room)) == 3


def test_lessons_after_a_vote_keep_nobody_from_its_result(room: TestRoom) -> None:
    people = room.participants(6)
    room.desk.goes("lessons")
    room.desk.does(commands.DeskLesson(text=TEXTS[0]))
    room.desk.goes("vote")
    for person in people:
        person.votes_all(TEXTS[0])
    room.desk.ends_voting()
    room.desk.goes("lessons")
    room.desk.presses(commands.OpenAgain)
    for number, text in enumerate(TEXTS):
        people[number % 6].adds(text)
    room.desk.closes_adding()
    room.desk.lets_on()
    assert len(room.lessons()) > 12
    assert refusal(room.desk.does(commands.LeaveRest())) == "wrong_stage", "the list has a result"
    assert done(room.desk.goes("vote"))
