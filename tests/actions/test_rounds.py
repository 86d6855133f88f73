"""Rounds of writing: how many must take part, who is told, and what going back may show."""

import os

import pytest

from tests.support.room import TestRoom, done, refusal, writing
from workshop.protocol import commands

VIEWS = ("participant", "projector", "desk")


def test_under_three_done_nothing_is_revealed_and_the_cards_are_destroyed(room: TestRoom) -> None:
    writing(room, 3)
    room.people[0].writes("Too few of us")
    for person in room.people[:2]:
        person.is_done()
    room.desk.goes("reveal")
    assert room.read().state.phase == "too_few"
    for view in VIEWS:
        assert "Too few of us" not in str(room.view(view))
    room.desk.presses(commands.OpenAgain)
    room.desk.goes("write")
    assert room.read().cards == ()


@pytest.mark.parametrize(("people", "few"), [(3, True), (4, True), (5, False), (9, False)])
def test_devices_are_told_when_they_are_few(room: TestRoom, people: int, few: bool) -> None:
    writing(room, people)
    assert room.view("participant")["now"]["few"] is few


def test_few_who_are_done_are_told_in_the_last_call(room: TestRoom) -> None:
    writing(room, 9)
    for person in room.people[:4]:
        person.is_done()
    room.desk.presses(commands.Go, position=6)
    now = room.view("participant")["now"]
    assert (now["phase"], now["few"]) == ("last_call", True)


def test_who_came_while_the_others_wrote_ends_the_warning_of_the_few(room: TestRoom) -> None:
    writing(room, 4)
    room.participants(4)
    for person in room.people:
        person.is_done()
    room.desk.presses(commands.Go, position=6)
    now = room.view("participant")["now"]
    assert (now["phase"], now["few"]) == ("last_call", False)


@pytest.mark.parametrize(("stage", "finished"), [("story", 3), ("look_through", 2)])
def test_going_back_to_write_before_anything_was_seen_opens_the_same_round_again(
    room: TestRoom, stage: str, finished: int
) -> None:
    writing(room, 3)
    round_ = room.round
    for person in room.people[:finished]:
        person.is_done()
    room.desk.goes(stage)
    room.desk.goes("write")
    assert (room.round, room.read().collecting) == (round_, True)


def test_what_was_looked_through_takes_no_card_more_and_waits_for_its_reveal(
    room: TestRoom,
) -> None:
    writing(room, 4)
    first = room.round
    for i, person in enumerate(room.people[:3]):
        person.writes(f"First {i}")
        person.is_done()
    room.desk.goes("look_through")
    undo = commands.Done(round=first, on=False)
    assert refusal(room.people[0].does(undo)) == "round_closed"
    room.desk.goes("write")
    assert refusal(room.people[3].writes("Known to whoever compares")) == "round_closed"
    room.desk.presses(commands.OpenAgain)
    room.people[3].writes("Alone in the second round")
    room.people[3].is_done()
    room.desk.goes("look_through")
    assert len(room.read().waiting) == 3
    room.desk.goes("reveal")
    assert sorted(card.words.happened for card in room.read().cards) == [
        "First 0", "First 1", "First 2"
    ]  # fmt: skip


def test_going_back_to_write_after_the_reveal_shows_it_and_a_new_round_has_its_own_threshold(
    room: TestRoom,
) -> None:
    writing(room, 3)
    round_ = room.round
    for person in room.people:
        person.writes("First round")
        person.is_done()
    room.desk.goes("reveal")
    room.desk.goes("write")
    assert (room.round, room.read().collecting) == (round_, False)
    room.desk.presses(commands.OpenAgain)
    assert room.round > round_
    room.people[0].writes("Alone in the second round")
    room.people[0].is_done()
    room.desk.goes("reveal")
    assert len(room.read().cards) == 3
    assert "Alone in the second round" not in str(room.views())


def test_a_done_tap_counts_until_the_reveal_also_when_the_desk_was_quicker(room: TestRoom) -> None:
    writing(room, 3)
    round_ = room.round
    room.people[0].writes("In time")
    room.desk.goes("look_through")
    for person in room.people:
        assert done(person.does(commands.Done(round=round_, on=True)))
    room.desk.goes("reveal")
    assert len(room.read().cards) == 1
    late = commands.Done(round=round_, on=False)
    assert refusal(room.people[0].does(late)) == "round_closed"


def test_under_three_done_the_desk_sees_no_card_in_the_look_through_either(room: TestRoom) -> None:
    writing(room, 3)
    round_ = room.round
    room.people[0].writes("Too few of us")
    for person in room.people[:2]:
        person.is_done()
    room.desk.goes("look_through")
    assert "Too few of us" not in str(room.view("desk"))
    rev = room.read().rev
    room.people[2].does(commands.Done(round=round_, on=True))
    assert "Too few of us" in str(room.view("desk"))
    assert room.read().rev > rev


def test_a_reveal_without_a_card_spends_its_round_too(room: TestRoom) -> None:
    writing(room, 4)
    for person in room.people:
        person.is_done()
    room.desk.goes("reveal")
    room.desk.goes("write")
    assert refusal(room.people[0].writes("Alone")) == "round_closed"


def test_a_second_round_of_too_few_says_so(room: TestRoom) -> None:
    writing(room, 3)
    for person in room.people:
        person.writes("First")
        person.is_done()
    room.desk.goes("reveal")
    room.desk.goes("write")
    room.desk.presses(commands.OpenAgain)
    room.people[0].writes("Second")
    room.people[0].is_done()
    room.desk.goes("reveal")
    assert room.view("participant")["now"]["phase"] == "too_few"


def test_a_card_of_an_older_round_frees_no_slot_of_this_one(room: TestRoom) -> None:
    writing(room, 1)
    person, key = room.people[0], os.urandom(16)
    person.writes("Old", key=key)
    room.desk.goes("talk")
    room.desk.goes("lessons")
    room.desk.goes("write")
    room.desk.presses(commands.OpenAgain)
    for i in range(3):
        person.writes(f"card {i}")
    person.does(commands.WithdrawCard(round=room.round, card=key.hex()))
    assert refusal(person.writes("a fourth")) == "cards_used_up"


def test_who_is_few_is_told_also_when_the_desk_goes_to_the_reveal_by_another_way(
    room: TestRoom,
) -> None:
    writing(room, 6)
    for person in room.people[:3]:
        person.is_done()
    assert room.view("participant")["now"]["few"] is False
    room.desk.presses(commands.Go, position=room.read().agenda.position("story"))
    now = room.view("participant")["now"]
    assert (now["kind"], now["phase"], now["few"]) == ("write", "last_call", True)
