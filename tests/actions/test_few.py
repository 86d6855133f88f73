"""Where few wrote, everybody is told and may withdraw; where too few did, cards go back."""

import os

import pytest

from tests.support.room import TestRoom, done, new_room, refusal, writing
from workshop.actions.one_device import fates
from workshop.protocol import commands
from workshop.protocol.stage_commands import Loss
from workshop.rules.agenda import Agenda, Stage
from workshop.rules.limits import LAST_CALL_S, WITHDRAW_S
from workshop.settings import read_settings
from workshop.storage.store import Store
from workshop.views.losses import takes

KEY = os.urandom(16)


def after_last_call(room: TestRoom, people: int) -> TestRoom:
    """The room after its last call, in which so many have written."""
    room.withdraw = WITHDRAW_S
    writing(room, people)
    for i, person in enumerate(room.people):
        person.writes(f"Card {i}", key=KEY if i == 0 else None, show_few=False)
    return called(room, "look_through")


def called(room: TestRoom, stage: str) -> TestRoom:
    """The room after its last call on the way to a stage."""
    room.withdraw = WITHDRAW_S
    room.desk.presses(commands.Go, stage=stage)
    room.now = room.ends_at
    room.desk.presses(commands.Go, stage=stage)
    return room


@pytest.mark.parametrize(("people", "phase"), [(3, "few"), (4, "few"), (5, "open")])
def test_fewer_than_five_may_withdraw_before_anything_is_read(
    room: TestRoom, people: int, phase: str
) -> None:
    after_last_call(room, people)
    now = room.view("participant")["now"]
    assert (now["phase"], now["kind"]) == (phase, "write" if phase == "few" else "look_through")


def test_a_few_of_many_may_withdraw_too_and_those_who_wrote_nothing_do_not_count(
    room: TestRoom,
) -> None:
    writing(room, 9)
    for i, person in enumerate(room.people):
        person.writes(f"Card {i}") if i < 4 else person.adds_nothing()
    assert called(room, "look_through").view("participant")["now"]["phase"] == "few"


def test_the_desk_waits_until_the_time_is_over(room: TestRoom) -> None:
    after_last_call(room, 3)
    now = room.view("desk")["now"]
    assert now["last_call_ends_at"] == room.now + WITHDRAW_S
    room.now += WITHDRAW_S - 1
    assert refusal(room.desk.presses(commands.Go, stage="look_through")) == "not_allowed"
    room.now += 1
    assert done(room.desk.presses(commands.Go, stage="look_through"))
    assert len(room.read().waiting) == 3


def test_no_desk_shortens_a_last_call(room: TestRoom) -> None:
    room.withdraw = WITHDRAW_S
    writing(room, 6)
    for person in room.people:
        person.writes("Card")
    room.desk.presses(commands.Go, stage="look_through")
    room.now += LAST_CALL_S - 1
    for stage in ("look_through", "story", "reveal"):
        assert refusal(room.desk.presses(commands.Go, stage=stage)) == "not_allowed"
    room.now += 1
    assert done(room.desk.presses(commands.Go, stage="look_through"))
    assert room.read().stage.kind == "look_through"


def test_a_card_is_withdrawn_then_and_none_is_written_or_changed(room: TestRoom) -> None:
    after_last_call(room, 4)
    round_ = room.round
    edit = commands.EditCard(round=round_, card=KEY.hex(), happened="Other words")
    assert refusal(room.people[0].does(edit)) == "round_closed"
    assert refusal(room.people[0].writes("One more")) == "round_closed"
    assert done(room.people[0].does(commands.WithdrawCard(round=round_, card=KEY.hex())))
    room.now += WITHDRAW_S
    room.desk.presses(commands.Go, stage="look_through")
    assert {one.words.happened for one in room.read().waiting} == {"Card 1", "Card 2", "Card 3"}


def test_who_withdraws_is_counted_no_more_and_the_desk_is_told_by_its_own_press_alone(
    room: TestRoom,
) -> None:
    after_last_call(room, 3)
    before = room.views()
    room.people[0].does(commands.WithdrawCard(round=room.round, card=KEY.hex()))
    assert room.views() == before
    room.now += WITHDRAW_S
    assert done(room.desk.presses(commands.Go, stage="look_through"))
    assert room.read().stage.kind == "write"
    assert [one.what for one in takes(room.read(), "go", "look_through")] == ["cards_back"]
    assert refusal(room.desk.presses(commands.Go, stage="look_through", said=[])) == "not_said"
    assert done(room.desk.presses(commands.Go, stage="look_through"))
    assert (room.read().stage.kind, room.read().waiting) == ("look_through", ())


@pytest.mark.parametrize("wrote", [0, 1, 2])
def test_too_few_are_told_to_the_desk_once_the_last_call_is_over_and_never_how_many(
    room: TestRoom, wrote: int
) -> None:
    writing(room, 3)
    for i, person in enumerate(room.people):
        person.writes("Alone", show_few=False) if i < wrote else person.adds_nothing()
    room.desk.presses(commands.Go, stage="look_through")
    assert takes(room.read(), "go", "look_through") == []
    room.desk.presses(commands.Go, stage="look_through")
    assert (room.phase, room.read().given_back) == ("few", ())
    assert takes(room.read(), "go", "look_through") == [Loss(what="cards_back")]


def test_the_desk_may_wait_one_more_minute_in_which_others_write(room: TestRoom) -> None:
    after_last_call(room, 2)
    assert room.view("desk")["desk"]["can_last_longer"] is True
    assert done(room.desk.presses(commands.MoreTime))
    assert (room.phase, room.ends_at) == ("last_call", room.now + 60)
    assert takes(room.read(), "go", "look_through") == []
    room.participant().writes("A third")
    room.now += 60
    assert done(room.desk.presses(commands.Go, stage="look_through"))
    assert room.phase == "few" and takes(room.read(), "go", "look_through") == []
    assert room.view("desk")["desk"]["can_last_longer"] is False
    room.now += WITHDRAW_S
    room.desk.presses(commands.Go, stage="look_through")
    assert len(room.read().waiting) == 3


def test_where_enough_wrote_nobody_writes_any_more_after_the_last_call(room: TestRoom) -> None:
    after_last_call(room, 3)
    assert refusal(room.desk.presses(commands.MoreTime)) == "not_allowed"


def two_rounds(store: Store, until: str = "reveal") -> TestRoom:
    """Writes twice before the only reveal: two in the first round, three in the second. `until` the
    last call of the first round, or the end."""
    kinds = ("arrive", "write", "lessons", "write", "reveal", "finish")
    room = new_room(store, agenda=Agenda(tuple(Stage(kind, 1) for kind in kinds)))
    room.participants(5)
    for stage, writers in (("write", 2), ("write-2", 3)):
        room.desk.ends_writing(stage)
        for person in room.people[:writers]:
            person.writes(f"In {stage}", show_few=False)
        if stage == "write":
            for _ in range(2):
                room.desk.presses(commands.Go, stage="lessons")
            if until == stage:
                return room
            room.desk.presses(commands.Go, stage="lessons")
    return room


def test_a_round_of_too_few_goes_back_when_a_later_stage_ends_it_and_is_said(store: Store) -> None:
    room = two_rounds(store, "write")
    assert [one.what for one in takes(room.read(), "go", "lessons")] == ["cards_back"]
    assert refusal(room.desk.presses(commands.Go, stage="lessons", said=[])) == "not_said"
    assert done(room.desk.presses(commands.Go, stage="lessons"))
    assert room.view("participant")["now"]["given_back"] == [1]


def test_a_round_that_goes_back_hides_no_card_of_another(store: Store) -> None:
    room = two_rounds(store)
    assert done(room.desk.ends_writing("reveal"))
    assert room.read().state.phase == "open"
    assert {card.words.happened for card in room.read().cards} == {"In write-2"}
    assert room.view("participant")["now"]["given_back"] == [1]


def test_where_others_come_nobody_shortens_the_time_to_withdraw() -> None:
    short = {"WORKSHOP_WITHDRAW_SECONDS": "0"}
    assert read_settings(short, host="127.0.0.1").withdraw_seconds == 0
    assert read_settings(short, host="0.0.0.0").withdraw_seconds == WITHDRAW_S
    assert read_settings({}).withdraw_seconds == WITHDRAW_S


def test_cards_that_were_passed_over_go_back_as_the_last_stage_begins(room: TestRoom) -> None:
    writing(room, 6)
    for i, person in enumerate(room.people):
        person.writes(f"Card {i}", key=KEY if i == 0 else None)
    room.desk.goes("look_through")
    room.desk.goes("talk")
    file = room.store.workshops.open(room.id)
    assert file and fates(file, (KEY,)) == ["none"]
    assert Loss(what="cards_unshown", n=6) in takes(room.read(), "go", "finish")
    room.desk.goes("finish")
    assert fates(file, (KEY,)) == ["late"]
    room.desk.goes("reveal")
    assert room.read().cards == ()


def test_cards_without_consent_that_were_passed_over_go_back_with_their_round(
    room: TestRoom,
) -> None:
    writing(room, 6)
    round_ = room.round
    for person in room.people[:2]:
        person.writes("Not of so few", show_few=False)
    for person in room.people[2:]:
        person.adds_nothing()
    room.desk.goes("look_through")
    room.desk.goes("lessons")
    assert room.view("participant")["now"]["given_back"] == [round_]


def test_a_way_that_is_refused_meanwhile_puts_nothing_on_the_list(store: Store) -> None:
    kinds = ("arrive", "story", "write", "reveal", "vote", "finish")
    room = new_room(store, agenda=Agenda(tuple(Stage(kind, 3) for kind in kinds)))
    room.withdraw = WITHDRAW_S
    room.participants(3)
    room.desk.goes("story")
    room.desk.goes("write")
    for person in room.people:
        person.writes("Card")
    called(room, "reveal")
    assert refusal(room.desk.presses(commands.Go, stage="vote")) == "not_allowed"
    assert room.lessons() == {}
