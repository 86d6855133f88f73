"""Lessons from phones: read at the desk together, once enough devices have sent some, and let on
or not. How they come is in test_adding."""

import os

import pytest

from tests.support.room import Person, TestRoom, done, new_room, refusal
from tests.support.stored import selected
from workshop.protocol import commands
from workshop.protocol.stage_commands import Loss
from workshop.rules.agenda import Agenda, Stage
from workshop.storage.context import Memory
from workshop.storage.store import Store
from workshop.views.losses import takes

TEXTS = ("One.", "Two.", "Three.")


def lessons(room: TestRoom, people: int = 5) -> list[Person]:
    """So many people, at the lessons."""
    people_here = room.participants(people)
    room.desk.goes("story")
    room.desk.goes("lessons")
    return people_here


def each_adds(people: list[Person], texts: tuple[str, ...] = TEXTS) -> list[bytes]:
    """One lesson from each; gives the keys under which they went out."""
    keys = [os.urandom(16) for _ in texts]
    for person, text, key in zip(people, texts, keys, strict=False):
        command = commands.AddLesson(round=person.room.round, text=text)
        assert done(person.does(command, key))
    return keys


def brought(room: TestRoom, people: int = 5) -> list[bytes]:
    """Three people's lessons, which have come to the desk as adding closed; gives their keys."""
    keys = each_adds(lessons(room, people))
    assert done(room.desk.closes_adding())
    return keys


def unread(room: TestRoom) -> set[str]:
    return {one.words.text for one in room.read().unread}


def test_what_the_desk_lets_on_is_on_the_list_at_once(room: TestRoom) -> None:
    brought(room)
    known = set(room.lessons())
    assert done(room.desk.lets_on())
    assert set(room.lessons()) - known == {*TEXTS}
    assert unread(room) == set()
    assert "One." in str(room.view("participant"))


def test_what_came_since_the_desk_looked_is_not_let_on_with_the_rest(room: TestRoom) -> None:
    people = lessons(room, 13)
    each_adds(people, ("One.", "Two.", "Three.", "Four.", "Five."))
    seen = [one.handle for one in room.read().unread]
    news = ("Six.", "Seven.", "Eight.", "Nine.", "Ten.")
    each_adds(people[5:], news)
    room.desk.does(commands.LetOn(unread=seen))
    assert unread(room) == {*news}
    assert not {*news} & {*room.lessons()}


def test_what_is_set_aside_is_on_no_list_and_can_be_put_back(room: TestRoom) -> None:
    brought(room)
    room.desk.sets_aside("Two.")
    room.desk.lets_on()
    assert {"One.", "Three."} < {*room.lessons()}
    assert ("Two." in room.lessons(), unread(room)) == (False, {"Two."})
    room.desk.sets_aside("Two.", "")
    room.desk.lets_on()
    assert "Two." in room.lessons()


def test_a_phone_hears_why_its_lesson_was_set_aside_once_the_round_is_over(room: TestRoom) -> None:
    keys = brought(room)
    for text, reason in zip(TEXTS, ("protect", "care", "elsewhere"), strict=True):
        room.desk.sets_aside(text, reason)
    assert room.fates(*keys) == ["none"] * 3, "the desk may change its mind"
    room.desk.goes("vote")
    assert room.fates(*keys, os.urandom(16)) == ["safe", "care", "away", "none"]
    for stage in ("commit", "finish"):
        room.desk.goes(stage)
        assert room.fates(*keys) == ["safe", "care", "away"]


def test_nothing_appears_in_the_vote_that_nobody_has_read(room: TestRoom) -> None:
    keys = brought(room)
    stage = room.desk.stage("vote")
    assert refusal(room.desk.presses(commands.Go, stage=stage, said=[])) == "not_said"
    takes_away = [Loss(what="lessons_unread", n=3)]
    assert takes(room.read(), "go", stage) == takes_away
    assert done(room.desk.presses(commands.Go, stage=stage))
    assert not {*TEXTS} & {*room.lessons()}
    assert room.fates(*keys) == ["late"] * 3


def test_lessons_that_wait_are_said_where_their_stage_is_passed_over(room: TestRoom) -> None:
    lessons(room)
    room.desk.goes("talk")
    assert "lessons_back" not in [one.what for one in takes(room.read(), "go", "lessons")]
    assert Loss(what="lessons_back") in takes(room.read(), "go", "vote")
    room.desk.goes("vote")
    room.desk.goes("talk")
    assert "lessons_back" not in [one.what for one in takes(room.read(), "go", "commit")]


def test_what_is_on_the_list_already_is_not_read_again(room: TestRoom) -> None:
    people = lessons(room)
    room.desk.does(commands.DeskLesson(text="Four."))
    for person in people:
        assert done(person.adds("Four."))
    assert (unread(room), rows(room)) == (set(), [])


def test_what_the_list_has_left_out_is_read_and_can_be_let_on(room: TestRoom) -> None:
    people = lessons(room)
    text = room.read().story.lesson
    each_adds(people, (text, *TEXTS[:2]))
    room.desk.closes_adding()
    assert text in unread(room)
    assert done(room.desk.lets_on())
    assert {one.words.text for one in room.read().roots} == {text, *TEXTS[:2]}


def test_a_talk_that_no_lessons_follow_takes_no_sentence(store: Store) -> None:
    kinds = ("arrive", "story", "talk", "finish")
    room = new_room(store, agenda=Agenda(tuple(Stage(kind, 3) for kind in kinds)))
    (person,) = room.participants(1)
    room.desk.goes("talk")
    assert not room.read().collecting
    assert refusal(person.adds("Ask.")) == "round_closed"


@pytest.mark.parametrize("act", ["let_on", "put_aside", "merge"])
def test_no_act_of_the_desk_touches_a_row_that_a_phone_has_made(room: TestRoom, act: str) -> None:
    brought(room)
    before = rows(room)
    assert len(before) == 3
    if act == "put_aside":
        room.desk.sets_aside("One.")
    else:
        room.desk.lets_on()
    if act == "merge":
        ids = room.lessons()
        room.desk.does(commands.Merge(lesson=ids["One."], into=ids["Two."]))
    assert rows(room) == before


def test_what_was_decided_is_never_written_twice_as_the_same_bytes(room: TestRoom) -> None:
    brought(room)
    bodies = set()
    for reason in ("care", "", "care", ""):
        room.desk.sets_aside("One.", reason)
        bodies.add(decided(room))
    assert (len(bodies), {len(body) for body in bodies}) == (4, {len(decided(room))})


def test_a_lesson_sent_again_is_answered_alike_and_kept_once(room: TestRoom) -> None:
    people = lessons(room)
    (key,) = each_adds(people[:1], ("One.",))
    again = commands.AddLesson(round=room.round, text="One.")
    assert done(people[0].does(again, key))
    assert len(rows(room)) == 1


def test_a_lesson_sent_again_once_the_list_is_closed_gets_its_first_answer(room: TestRoom) -> None:
    people = lessons(room)
    keys = each_adds(people)
    commands_sent = [commands.AddLesson(round=room.round, text=text) for text in TEXTS]
    (late,) = each_adds(people[3:], ("Late.",))
    commands_sent.append(commands.AddLesson(round=room.round, text="Late."))
    room.desk.closes_adding()
    room.desk.sets_aside("Two.")
    room.desk.lets_on()
    for stage in ("vote", "commit", "finish"):
        room.desk.goes(stage)
        room.memory = Memory()
        for person, key, command in zip(people, (*keys, late), commands_sent, strict=False):
            assert done(person.does(command, key)), stage
        assert refusal(people[0].does(commands_sent[1], os.urandom(16))) == "wrong_stage"


def test_a_sentence_of_a_group_sent_again_at_the_lessons_gets_its_first_answer(
    room: TestRoom,
) -> None:
    people = room.participants(3)
    room.desk.goes("talk")
    (key,) = each_adds(people[:1], ("Group one.",))
    again = commands.AddLesson(round=room.round, text="Group one.")
    room.desk.goes("lessons")
    assert done(people[0].does(again, key))
    assert len(rows(room)) == 1


def rows(room: TestRoom) -> list[tuple[object, ...]]:
    return selected(room, "SELECT * FROM sent_lesson ORDER BY key")


def decided(room: TestRoom) -> bytes:
    ((body,),) = selected(room, "SELECT body FROM desk_read")
    assert isinstance(body, bytes)
    return body
