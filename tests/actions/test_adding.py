"""Lessons from phones come to the desk in one batch as adding closes, of a large room in several;
what groups send in their talk comes at once."""

import pytest

from tests.actions.test_sent_lessons import TEXTS, each_adds, lessons, unread
from tests.support.room import Person, TestRoom, done, refusal
from workshop.protocol import commands
from workshop.protocol.stage_commands import Loss
from workshop.rules.limits import ADDING_CLOSES
from workshop.storage.context import Memory
from workshop.views.losses import takes

MANY_TEXTS = (*TEXTS, "Four.", "Five.")
"""As many as a room of thirteen devices needs."""


def groups_talk(room: TestRoom, people: int = 8) -> list[Person]:
    """So many people, in their talk."""
    here = room.participants(people)
    room.desk.goes("talk")
    return here


def test_in_a_small_room_nothing_reaches_the_desk_before_adding_closes(room: TestRoom) -> None:
    people = lessons(room, 12)
    before, rev = room.views(), room.read().rev
    each_adds(people, tuple(f"Lesson {n}." for n in range(12)))
    assert (room.views(), room.read().rev) == (before, rev)
    assert done(room.desk.closes_adding())
    assert len(unread(room)) == 12


@pytest.mark.parametrize(("people", "needed"), [(3, 3), (6, 3), (7, 4), (12, 4)])
def test_as_adding_closes_the_desk_is_shown_all_or_nothing(
    room: TestRoom, people: int, needed: int
) -> None:
    here = lessons(room, people)
    keys = each_adds(here[: needed - 1], tuple(f"Lesson {n}." for n in range(needed - 1)))
    assert done(here[0].adds("One more of the same device."))
    assert done(room.desk.closes_adding())
    assert not unread(room)
    assert not room.view("desk")["desk"]["all_added"]
    assert takes(room.read(), "go", room.desk.stage("vote")) == [Loss(what="lessons_back")]
    room.desk.goes("vote")
    assert {*room.fates(*keys)} == {"back"}


def test_once_closed_a_list_takes_nothing_and_says_so_on_every_screen(room: TestRoom) -> None:
    people = lessons(room)
    assert room.view("participant")["now"]["adding"]
    each_adds(people)
    room.desk.closes_adding()
    assert unread(room) == {*TEXTS}
    assert [view["now"]["adding"] for view in room.views().values()] == [False] * 3
    assert refusal(people[3].adds("Late.")) == "too_late"
    for _ in range(2):
        room.desk.presses(commands.MoreTime)
        room.desk.goes("talk")
        room.desk.goes("lessons")
        assert refusal(people[3].adds("Late.")) == "too_late", "the desk has looked"
    assert done(room.desk.closes_adding())
    assert unread(room) == {*TEXTS}


def test_where_the_desk_was_shown_all_that_was_added_the_vote_is_a_press(room: TestRoom) -> None:
    each_adds(lessons(room))
    room.desk.closes_adding()
    assert room.view("desk")["desk"]["all_added"]
    room.desk.lets_on()
    assert takes(room.read(), "go", room.desk.stage("vote")) == []
    assert done(room.desk.presses(commands.Go, stage=room.desk.stage("vote"), said=[]))


def test_a_minute_before_the_end_the_servers_clock_closes_the_list(room: TestRoom) -> None:
    people = lessons(room)
    now = room.view("participant")["now"]
    assert now["adding_closes"] == now["ends_at"] - ADDING_CLOSES
    room.now = now["adding_closes"] - 0.1
    assert done(people[0].adds("In time."))
    room.now += 0.1
    assert refusal(people[0].adds("Late.")) == "too_late"
    room.desk.presses(commands.MoreTime)
    assert done(people[0].adds("Nobody has looked.")), "the desk has not closed it"


def test_a_stopped_clock_closes_no_list(room: TestRoom) -> None:
    people = lessons(room)
    room.now = room.view("participant")["now"]["ends_at"] - 1
    room.desk.presses(commands.Pause, on=True)
    assert room.view("participant")["now"]["adding_closes"] is None
    assert done(people[0].adds("There is time."))


def test_going_on_closes_the_list_and_stays_where_that_brings_something(room: TestRoom) -> None:
    each_adds(lessons(room))
    vote = room.desk.stage("vote")
    assert done(room.desk.presses(commands.Go, stage=vote))
    assert (room.read().stage.kind, unread(room)) == ("lessons", {*TEXTS})
    room.desk.lets_on()
    assert done(room.desk.presses(commands.Go, stage=vote))
    assert {*TEXTS} < {*room.lessons()}


def test_going_on_where_too_few_have_added_anything_goes_on(room: TestRoom) -> None:
    people = lessons(room)
    (key,) = each_adds(people, ("Alone.",))
    assert done(room.desk.presses(commands.Go, stage=room.desk.stage("vote")))
    assert (room.read().stage.kind, room.fates(key)) == ("vote", ["back"])


@pytest.mark.parametrize("restarts", [False, True])
def test_in_a_large_room_each_device_hides_others_once(room: TestRoom, restarts: bool) -> None:
    people = lessons(room, 13)
    each_adds(people, MANY_TEXTS[:4])
    assert unread(room) == set()
    each_adds(people[4:], MANY_TEXTS[4:])
    assert unread(room) == {*MANY_TEXTS}
    room.memory = Memory() if restarts else room.memory
    for person in people[:5]:
        for n in range(2):
            assert done(person.adds(f"Again {n} of {id(person)}."))
    each_adds(people[5:], ("A.", "B.", "C.", "D."))
    assert unread(room) == {*MANY_TEXTS}, "ten more of who was shown, and four new ones"
    assert done(people[9].adds("E."))
    assert len(unread(room)) == 5 + 10 + 5


def test_the_rest_of_a_large_room_goes_back_as_its_list_ends(room: TestRoom) -> None:
    people = lessons(room, 13)
    each_adds(people, MANY_TEXTS)
    rest = each_adds(people[5:], ("A.", "B.", "C.", "D."))
    room.desk.closes_adding()
    assert unread(room) == {*MANY_TEXTS}
    room.desk.goes("vote")
    assert room.fates(*rest) == ["back"] * 4


def test_a_room_that_grows_shows_its_batches_from_then_on(room: TestRoom) -> None:
    people = lessons(room, 12)
    each_adds(people, MANY_TEXTS)
    assert unread(room) == set()
    room.participant().adds("The thirteenth.")
    assert len(unread(room)) == 6


def test_going_away_and_back_brings_nothing_that_waits(room: TestRoom) -> None:
    people = lessons(room)
    each_adds(people, TEXTS[:2])
    room.desk.goes("reveal")
    room.desk.goes("lessons")
    assert unread(room) == set()
    each_adds(people[2:], TEXTS[2:])
    room.desk.closes_adding()
    assert unread(room) == {*TEXTS}


def test_a_sentence_of_a_group_is_at_the_desk_at_once_and_on_no_other_screen(
    room: TestRoom,
) -> None:
    people = groups_talk(room)
    before = room.views()
    (key,) = each_adds(people, ("Group one.",))
    after = room.views()
    assert unread(room) == {"Group one."}
    assert [view for view in after if after[view] != before[view]] == ["desk"]
    assert refusal(people[0].adds("One more.")) == "lessons_used_up"
    room.desk.sets_aside("Group one.")
    room.desk.goes("lessons")
    room.desk.goes("vote")
    assert room.fates(key) == ["care"]


def test_sentences_of_groups_are_let_on_in_the_talk_or_with_the_lessons(room: TestRoom) -> None:
    each_adds(groups_talk(room), ("Group one.",))
    room.desk.lets_on()
    each_adds(room.people[1:], ("Group two.",))
    room.desk.goes("lessons")
    assert ("Group one." in room.lessons(), unread(room)) == (True, {"Group two."})
    room.desk.lets_on()
    assert "Group two." in room.lessons()


def test_sentences_of_groups_hide_nobody_who_adds_a_lesson(room: TestRoom) -> None:
    people = groups_talk(room)
    each_adds(people, ("Group one.", "Group two."))
    room.desk.goes("lessons")
    each_adds(people[3:], TEXTS)
    room.desk.closes_adding()
    assert unread(room) == {"Group one.", "Group two."}


def test_a_sentence_that_nobody_has_decided_about_is_named_before_it_goes(room: TestRoom) -> None:
    (key,) = each_adds(groups_talk(room), ("Group one.",))
    assert Loss(what="lessons_unread", n=1) in takes(room.read(), "go", room.desk.stage("vote"))
    assert takes(room.read(), "go", room.desk.stage("lessons")) == []
    room.desk.goes("vote")
    assert room.fates(key) == ["late"]


def test_a_list_that_was_left_by_the_way_back_is_named_before_what_is_undecided_on_it_goes(
    room: TestRoom,
) -> None:
    keys = each_adds(lessons(room))
    room.desk.closes_adding()
    room.desk.goes("reveal")
    vote = room.desk.stage("vote")
    assert Loss(what="lessons_back") in takes(room.read(), "go", vote)
    room.desk.goes("lessons")
    room.desk.lets_on()
    room.desk.goes("reveal")
    assert Loss(what="lessons_back") not in takes(room.read(), "go", vote), "all is decided"
    room.desk.goes("vote")
    assert {*TEXTS} < {*room.lessons()}
    assert {*room.fates(*keys)} == {"none"}
