"""The rules are a page of the arrival, and phones say there that something is unclear."""

import pytest

from tests.support.room import Person, TestRoom, done, new_room, refusal
from workshop.actions.answers import Answered
from workshop.protocol import commands
from workshop.rules.agenda import TEMPLATES, Agenda, Stage
from workshop.storage.store import Store


def is_unclear(person: Person) -> Answered:
    return person.does(commands.Unclear(round=person.room.round, on=True))


def found_unclear(room: TestRoom) -> object:
    return room.view("desk")["desk"]["unclear"]


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_what_is_unclear_is_told_once_the_room_reads_the_rules(store: Store, name: str) -> None:
    room = new_room(store, template=name)
    people = room.participants(3)
    assert refusal(is_unclear(people[0])) == "round_closed"
    assert room.view("participant")["now"]["collecting"] is False
    assert done(room.desk.presses(commands.Step, step=1))
    assert room.view("participant")["now"]["collecting"] is True
    assert done(is_unclear(people[0])) and done(is_unclear(people[1]))
    assert found_unclear(room) == 2


def test_turning_back_and_forth_keeps_what_was_unclear(room: TestRoom) -> None:
    (person,) = room.participants(1)
    room.desk.presses(commands.Step, step=1)
    is_unclear(person)
    room.desk.presses(commands.Step, step=0)
    room.desk.presses(commands.Step, step=1)
    assert (room.round, found_unclear(room)) == (1, 1)


def test_the_desk_comes_back_to_the_arrival_and_goes_on_counting(room: TestRoom) -> None:
    one, other = room.participants(2)
    room.desk.presses(commands.Step, step=1)
    is_unclear(one)
    room.desk.goes("story")
    assert refusal(is_unclear(other)) == "wrong_stage"
    room.desk.goes("arrive")
    assert done(is_unclear(other))
    assert found_unclear(room) == 2


def test_before_the_rules_are_on_show_there_is_nothing_to_open_again(room: TestRoom) -> None:
    assert room.view("desk")["now"]["can_open_again"] is False
    assert refusal(room.desk.presses(commands.OpenAgain)) == "not_allowed"


def test_an_arrival_before_a_stage_for_the_rules_collects_nothing(store: Store) -> None:
    stages = [Stage(kind, 2) for kind in ("arrive", "ground_rules", "write", "finish")]
    room = new_room(store, agenda=Agenda(tuple(stages)))
    (person,) = room.participants(1)
    assert refusal(room.desk.presses(commands.Step, step=1)) == "no_such"
    assert refusal(is_unclear(person)) == "round_closed"
    room.desk.goes("ground_rules")
    assert done(is_unclear(person))
    assert found_unclear(room) == 1
