"""The question for pairs in the look-through: about the teller, whose name comes with the stage."""

from tests.support.room import TestRoom, new_room
from workshop.rules.agenda import Agenda, Stage, template
from workshop.storage.store import Store
from workshop.stories.pack import built_in
from workshop.views.agenda import agenda


def prompt_of(room: TestRoom) -> str:
    """Returns the question of the look-through, as every screen gets it."""
    found = [one.prompt for one in agenda(room.read()).stages if one.kind == "look_through"]
    return found[0]


def test_the_question_names_the_teller_once_the_stage_has_come(store: Store) -> None:
    room = new_room(store, template="60")
    assert prompt_of(room) == "What would have helped the teller that day?"
    room.desk.goes("story")
    assert prompt_of(room) == "What would have helped the teller that day?"
    room.desk.goes("look_through")
    name = room.read().story.told_by.name
    assert name and prompt_of(room) == f"What would have helped {name} that day?"


def test_after_two_stories_the_question_names_the_second_teller(store: Store) -> None:
    second = built_in()[2]
    room = new_room(store, template="90", second_story=second)
    room.desk.goes("story")
    room.desk.goes("story")
    room.desk.goes("look_through")
    assert second.told_by.name in prompt_of(room)


def test_whose_story_was_skipped_is_not_asked_about(store: Store) -> None:
    room = new_room(store, template="60")
    room.desk.goes("look_through")
    assert prompt_of(room) == "What helps a team to speak about a failure early?"
    first = built_in()[9].told_by.name
    room = new_room(store, template="90", second_story=built_in()[2])
    room.desk.goes("story")
    room.desk.goes("look_through")
    assert first in prompt_of(room)


def test_where_no_story_was_told_the_question_names_nobody(store: Store) -> None:
    room = new_room(store, template="follow_up")
    room.desk.goes("look_through")
    nobody = "What helps a team to speak about a failure early?"
    assert prompt_of(room) == nobody
    stages = [one for one in template("60", str).stages if one.kind != "story"]
    room = new_room(store, agenda=Agenda(tuple(stages)))
    assert prompt_of(room) == nobody


def test_the_rules_are_the_second_page_of_an_arrival_without_a_stage_for_them(
    store: Store,
) -> None:
    hour = template("60", str).stages
    own = Agenda((hour[0], Stage("ground_rules", 2), *hour[1:]))
    assert [steps(new_room(store, agenda=one)) for one in (None, own)] == [2, 1]


def steps(room: TestRoom) -> object:
    """Returns how many pages the room's screen has."""
    return room.view("projector")["now"]["steps"]
