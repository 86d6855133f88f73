"""Lessons: from cards, from the story, and new ones; merged by hand, with undo."""

import os

from tests.support.room import TestRoom, done, new_room, refusal
from workshop.protocol import commands
from workshop.protocol.stage_commands import Loss
from workshop.rules.agenda import Agenda, template
from workshop.storage.store import Store
from workshop.views.losses import takes

WITHOUT_LESSONS = Agenda(tuple(one for one in template("60", str).stages if one.kind != "lessons"))
"""Where the list is made before the vote."""


def listing(room: TestRoom, people: int = 3) -> TestRoom:
    room.participants(people)
    room.desk.goes("lessons")
    for text in ("Ask.", "Test.", "Call."):
        room.desk.does(commands.DeskLesson(text=text))
    return room


def test_what_the_cards_and_the_story_taught_is_on_the_list(room: TestRoom) -> None:
    room.participants(3)
    room.desk.goes("story")
    room.desk.goes("write")
    for person in room.people:
        person.writes("Broke", "Mend it.")
        person.adds_nothing()
    room.desk.goes("reveal")
    room.desk.goes("lessons")
    assert set(room.lessons()) == {"Mend it.", room.read().story.lesson}


def test_what_the_story_taught_is_off_the_ballot_until_the_desk_puts_it_on(room: TestRoom) -> None:
    room.participants(3)
    room.desk.goes("story")
    room.desk.goes("lessons")
    told = room.lessons()[room.read().story.lesson]
    assert f"lessons/{told}" not in room.view("participant")
    assert room.view("desk")[f"lessons/{told}"]["left_out"] is True
    assert Loss(what="lessons_left_out", n=1) not in takes(room.read(), "seal")
    assert done(room.desk.does(commands.LeaveOut(lesson=told, on=False)))
    assert f"lessons/{told}" in room.view("participant")
    room.desk.goes("story")
    room.desk.goes("lessons")
    assert room.view("desk")[f"lessons/{told}"]["left_out"] is False


def test_what_a_card_taught_as_well_as_the_story_is_on_the_ballot(room: TestRoom) -> None:
    room.participants(3)
    room.desk.goes("story")
    room.desk.goes("write")
    for person in room.people:
        person.writes("It broke", room.read().story.lesson)
    room.desk.goes("reveal")
    room.desk.goes("lessons")
    assert [one.left_out for one in room.read().lessons] == [False]


def test_what_the_desk_types_is_on_the_ballot_though_the_story_taught_it_too(
    room: TestRoom,
) -> None:
    room.participants(3)
    room.desk.goes("story")
    room.desk.goes("lessons")
    text = room.read().story.lesson
    assert done(room.desk.does(commands.DeskLesson(text=text)))
    assert [(one.words.text, one.left_out) for one in room.read().lessons] == [(text, False)]


def test_the_desk_s_own_lesson_stands_at_once_also_where_a_phone_s_like_it_waits(
    room: TestRoom,
) -> None:
    listing(room)
    room.people[0].adds("Phone.")
    assert "Phone." not in room.lessons()
    assert done(room.desk.does(commands.DeskLesson(text="Phone.")))
    assert "Phone." in room.lessons()


def test_three_lessons_for_each_device_and_a_repeat_costs_none(room: TestRoom) -> None:
    listing(room)
    person = room.people[0]
    key = os.urandom(16)
    two = commands.AddLesson(round=room.round, text="Two.")
    for answer in (person.adds("One."), person.does(two, key), person.does(two, key)):
        assert done(answer)
    assert done(person.adds("Three."))
    assert refusal(person.adds("Four.")) == "lessons_used_up"


def test_undo_takes_back_merges_splits_and_leave_outs_one_by_one(room: TestRoom) -> None:
    listing(room)
    ids = room.lessons()
    first = room.read().lessons
    room.desk.does(commands.Merge(lesson=ids["Ask."], into=ids["Test."]))
    room.desk.does(commands.Merge(lesson=ids["Test."], into=ids["Call."]))
    room.desk.does(commands.Split(lesson=ids["Ask."]))
    room.desk.does(commands.LeaveOut(lesson=ids["Ask."], on=True))
    for _ in range(4):
        assert done(room.desk.does(commands.UndoLessons()))
    assert room.read().lessons == first
    assert refusal(room.desk.does(commands.UndoLessons())) == "nothing_to_undo"


def test_a_lesson_cannot_be_merged_into_its_own_group(room: TestRoom) -> None:
    listing(room)
    ids = room.lessons()
    room.desk.does(commands.Merge(lesson=ids["Ask."], into=ids["Test."]))
    into_itself = commands.Merge(lesson=ids["Test."], into=ids["Ask."])
    assert refusal(room.desk.does(into_itself)) == "not_allowed"


def test_an_unknown_lesson_is_refused(room: TestRoom) -> None:
    listing(room)
    for command in (
        commands.Merge(lesson="00" * 16, into="11" * 16),
        commands.Split(lesson="nonsense"),
        commands.LeaveOut(lesson="00" * 16, on=True),
    ):
        assert refusal(room.desk.does(command)) == "no_such"


def test_more_than_twelve_must_be_merged_or_left_out_before_the_vote(room: TestRoom) -> None:
    room.participants(3)
    room.desk.goes("story")
    room.desk.goes("lessons")
    for i in range(13):
        room.desk.does(commands.DeskLesson(text=f"Lesson {i}."))
    assert refusal(room.desk.goes("vote")) == "ballot_full"
    room.desk.does(commands.LeaveOut(lesson=room.lessons()["Lesson 0."], on=True))
    assert done(room.desk.goes("vote"))


def test_without_a_lessons_stage_the_desk_chooses_before_the_vote(store: Store) -> None:
    room = new_room(store, agenda=WITHOUT_LESSONS)
    room.participants(16)
    room.desk.goes("story")
    room.desk.goes("write")
    for i, person in enumerate(room.people):
        person.writes(f"Broke {i}", f"Mend {i}.")
    room.desk.goes("reveal")
    assert done(room.desk.goes("vote"))
    lessons = room.lessons()
    assert (room.read().stage.kind, len(room.read().roots)) == ("reveal", 16)
    assert refusal(room.desk.goes("vote")) == "ballot_full"
    others = [lessons[f"Mend {i}."] for i in (1, 2)]
    assert done(room.desk.does(commands.MergeAll(lessons=others, into=lessons["Mend 0."])))
    assert done(room.desk.does(commands.LeaveOut(lesson=lessons["Mend 3."], on=True)))
    assert refusal(room.desk.goes("vote")) == "ballot_full"
    assert done(room.desk.does(commands.LeaveRest()))
    assert done(room.desk.goes("vote"))
    on = room.read().roots
    assert (len(on), "Mend 0." in {one.words.text for one in on}) == (12, True)


def test_twelve_lessons_without_a_stage_of_their_own_come_straight_to_the_vote(
    store: Store,
) -> None:
    room = new_room(store, agenda=WITHOUT_LESSONS)
    room.participants(12)
    room.desk.goes("story")
    room.desk.goes("write")
    for i, person in enumerate(room.people):
        person.writes(f"Broke {i}", f"Mend {i}.")
    room.desk.goes("reveal")
    assert done(room.desk.goes("vote"))
    assert len(room.read().roots) == 12


def test_at_the_vote_the_desk_may_still_swap_until_somebody_votes(
    store: Store,
) -> None:
    room = new_room(store, agenda=WITHOUT_LESSONS)
    room.participants(15)
    room.desk.goes("write")
    for i, person in enumerate(room.people):
        person.writes(f"Broke {i}", f"Mend {i}.")
    room.desk.goes("reveal")
    room.desk.goes("vote")
    room.desk.does(commands.LeaveRest())
    room.desk.goes("vote")
    lessons = room.read().lessons
    on = [lesson for lesson in lessons if not lesson.left_out]
    off = next(lesson for lesson in lessons if lesson.left_out)
    back = commands.LeaveOut(lesson=off.id, on=False)
    assert refusal(room.desk.does(back)) == "ballot_full"
    room.desk.does(commands.LeaveOut(lesson=on[0].id, on=True))
    assert done(room.desk.does(back))


def test_the_list_is_frozen_once_a_vote_is_placed(room: TestRoom) -> None:
    listing(room)
    room.desk.goes("vote")
    room.people[0].votes("Ask.")
    ids = room.lessons()
    merge = commands.Merge(lesson=ids["Ask."], into=ids["Test."])
    assert refusal(room.desk.does(merge)) == "wrong_stage"


def test_nobody_can_try_out_which_lesson_still_waits(room: TestRoom) -> None:
    author, curious = room.participants(2)
    room.desk.goes("lessons")
    for text in ("Ask first.", "Ask second."):
        author.adds(text)
    for text in ("Ask first.", "My own.", "My other."):
        assert done(curious.adds(text))
    guesses = [refusal(curious.adds(text)) for text in ("Ask second.", "Ask last.")]
    assert guesses == ["lessons_used_up"] * 2
