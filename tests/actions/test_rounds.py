"""Rounds of writing: how many must write, who is told, and what going back may show."""

import os

import pytest

from tests.support.room import TestRoom, done, new_room, refusal, writing
from workshop.protocol import commands
from workshop.protocol.stage_commands import Loss
from workshop.rules.agenda import Agenda, Stage
from workshop.rules.limits import LAST_CALL_S, WITHDRAW_S
from workshop.storage.store import Store

VIEWS = ("participant", "projector", "desk")


def test_whoever_sends_a_card_has_taken_part_and_need_press_nothing_more(room: TestRoom) -> None:
    writing(room, 6)
    for i, person in enumerate(room.people):
        person.writes(f"Card {i}")
    room.here = 0  # all phones sleep
    room.desk.goes("look_through")
    assert len(room.read().waiting) == 6
    room.desk.goes("reveal")
    assert room.read().revealed == 6


def test_under_three_the_desk_is_refused_until_it_says_that_cards_go_back(room: TestRoom) -> None:
    writing(room, 3)
    round_ = room.round
    room.people[0].writes("Too few of us", show_few=False)
    room.people[1].writes("Just two", show_few=False)
    for _ in range(2):
        room.desk.presses(commands.Go, stage="look_through")
    back = [Loss(what="cards_back")]
    assert {
        "act": "go",
        "to": "look_through",
        "takes": [{"what": "cards_back", "n": None, "stage": ""}],
    } in (room.view("desk")["desk"]["goes"])
    assert refusal(room.desk.presses(commands.Go, stage="look_through", said=[])) == "not_said"
    assert room.view("participant")["now"]["given_back"] == []
    assert done(room.desk.presses(commands.Go, stage="look_through", said=back))
    assert room.view("participant")["now"]["given_back"] == [round_]
    room.desk.goes("talk")
    assert room.view("participant")["now"]["given_back"] == [round_], "also for a phone that slept"


@pytest.mark.parametrize("cards", [0, 2])
def test_under_three_the_screens_show_the_same_with_cards_and_without(
    room: TestRoom, cards: int
) -> None:
    writing(room, 3)
    round_ = room.round
    for i, person in enumerate(room.people[:2]):
        person.writes("Just two", show_few=False) if i < cards else person.adds_nothing()
    room.desk.goes("reveal")
    for view in VIEWS:
        now = room.view(view)["now"]
        assert (now["phase"], now["given_back"]) == ("too_few", [round_])


def test_going_back_before_anything_went_back_lets_a_third_write(room: TestRoom) -> None:
    writing(room, 3)
    room.people[0].writes("Too few of us", show_few=False)
    room.people[1].writes("Just two", show_few=False)
    room.desk.goes("story")
    assert "cards_back" in str(room.view("desk")["desk"]["goes"])
    room.desk.goes("write")
    room.people[2].writes("A third", show_few=False)
    room.desk.goes("look_through")
    assert "cards_back" not in str(room.view("desk")["desk"]["goes"])
    room.desk.goes("reveal")
    assert (room.read().revealed, room.view("desk")["now"]["given_back"]) == (3, [])


def test_a_writer_who_withdraws_a_card_has_taken_part(room: TestRoom) -> None:
    writing(room, 3)
    key = os.urandom(16)
    room.people[0].writes("Not this", key=key)
    room.people[0].does(commands.WithdrawCard(round=room.round, card=key.hex()))
    for person in room.people[1:]:
        person.writes("This")
        person.adds_nothing()
    assert room.read().took_part == 3


def test_under_three_nothing_is_revealed_and_the_cards_go_back(room: TestRoom) -> None:
    writing(room, 3)
    room.people[0].writes("Too few of us", show_few=False)
    room.people[1].adds_nothing()
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


def test_the_last_call_has_one_minute_more_once(room: TestRoom) -> None:
    room.withdraw = WITHDRAW_S
    writing(room, 3)
    room.desk.presses(commands.Go, stage=room.desk.stage("look_through"))
    ends_at = room.now + LAST_CALL_S
    assert room.view("desk")["now"]["last_call_ends_at"] == ends_at
    assert room.view("desk")["desk"]["can_last_longer"] is True
    assert done(room.desk.presses(commands.MoreTime))
    assert room.view("desk")["now"]["last_call_ends_at"] == ends_at + 60
    assert room.view("desk")["desk"]["can_last_longer"] is False
    assert refusal(room.desk.presses(commands.MoreTime)) == "not_allowed"


def test_each_last_call_has_a_minute_of_its_own(store: Store) -> None:
    kinds = ("arrive", "write", "lessons", "write", "reveal", "finish")
    room = new_room(store, agenda=Agenda(tuple(Stage(kind, 1) for kind in kinds)))
    room.participants(5)
    for here, to in (("write", "lessons"), ("write-2", "reveal")):
        room.desk.ends_writing(here)
        for i, person in enumerate(room.people[:4]):
            person.writes(f"{here} {i}")
        room.desk.presses(commands.Go, stage=to)
        assert room.phase == "last_call"
        assert done(room.desk.presses(commands.MoreTime))
        assert refusal(room.desk.presses(commands.MoreTime)) == "not_allowed"


def test_who_came_while_the_others_wrote_ends_the_warning_of_the_few(room: TestRoom) -> None:
    writing(room, 4)
    room.participants(4)
    room.desk.presses(commands.Go, stage="reveal")
    now = room.view("participant")["now"]
    assert (now["phase"], now["few"]) == ("last_call", False)


def test_going_back_to_write_before_anything_was_seen_opens_the_same_round_again(
    room: TestRoom,
) -> None:
    writing(room, 3)
    round_ = room.round
    for person in room.people:
        person.adds_nothing()
    room.desk.goes("story")
    room.desk.goes("write")
    assert (room.round, room.read().collecting) == (round_, True)


def test_what_was_looked_through_takes_no_card_more_and_waits_for_its_reveal(
    room: TestRoom,
) -> None:
    writing(room, 4)
    for i, person in enumerate(room.people[:3]):
        person.writes(f"First {i}")
        person.adds_nothing()
    room.desk.goes("look_through")
    room.desk.goes("write")
    assert refusal(room.people[3].writes("Known to whoever compares")) == "round_closed"
    room.desk.presses(commands.OpenAgain)
    room.people[3].writes("Alone in the second round", show_few=False)
    room.people[3].adds_nothing()
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
        person.adds_nothing()
    room.desk.goes("reveal")
    room.desk.goes("write")
    assert (room.round, room.read().collecting) == (round_, False)
    room.desk.presses(commands.OpenAgain)
    assert room.round > round_
    room.people[0].writes("Alone in the second round", show_few=False)
    room.people[0].adds_nothing()
    room.desk.goes("reveal")
    assert len(room.read().cards) == 3
    assert "Alone in the second round" not in str(room.views())


def test_nothing_to_add_is_taken_however_late_and_changes_nothing_once_the_desk_was_quicker(
    room: TestRoom,
) -> None:
    writing(room, 3)
    round_ = room.round
    room.people[0].writes("In time")
    room.desk.goes("look_through")
    before = room.views()
    for person in room.people:
        assert done(person.does(commands.NothingToAdd(round=round_)))
    assert room.views() == before
    room.desk.goes("reveal")
    before = room.views()
    assert done(room.people[0].does(commands.NothingToAdd(round=round_)))
    assert room.views() == before
    never = commands.NothingToAdd(round=round_ + 9)
    assert refusal(room.people[0].does(never)) == "round_closed"


def test_a_reveal_without_a_card_spends_its_round_too(room: TestRoom) -> None:
    writing(room, 4)
    for person in room.people:
        person.adds_nothing()
    room.desk.goes("reveal")
    room.desk.goes("write")
    assert refusal(room.people[0].writes("Alone")) == "round_closed"


def test_a_second_round_of_too_few_goes_back_and_hides_nothing_of_the_first(room: TestRoom) -> None:
    writing(room, 3)
    for person in room.people:
        person.writes("First")
        person.adds_nothing()
    room.desk.goes("reveal")
    room.desk.goes("write")
    room.desk.presses(commands.OpenAgain)
    room.people[0].writes("Second", show_few=False)
    room.people[0].adds_nothing()
    second = room.round
    room.desk.goes("reveal")
    now = room.view("participant")["now"]
    assert (now["phase"], now["given_back"]) == ("open", [second])
    assert room.read().revealed == 3 and "Second" not in str(room.views())


def test_a_card_of_an_older_round_frees_no_slot_of_this_one(room: TestRoom) -> None:
    writing(room, 1)
    person, key = room.people[0], os.urandom(16)
    person.writes("Old", key=key)
    room.desk.goes("talk")
    room.desk.goes("lessons")
    room.desk.goes("write")
    room.desk.presses(commands.OpenAgain)
    for i in range(2):
        person.writes(f"card {i}")
    person.does(commands.WithdrawCard(round=room.round, card=key.hex()))
    assert refusal(person.writes("a third")) == "cards_used_up"
