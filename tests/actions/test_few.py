"""Where few took part, everybody is told and may withdraw; where too few did, cards go back."""

import os

import pytest

from tests.support.room import TestRoom, done, new_room, refusal, writing
from workshop.actions.one_device import fates
from workshop.protocol import commands
from workshop.protocol.stage_commands import Loss
from workshop.rules.agenda import Agenda, Stage
from workshop.rules.limits import WITHDRAW
from workshop.settings import read_settings
from workshop.storage.store import Store
from workshop.views.losses import takes

KEY = os.urandom(16)


def after_last_call(room: TestRoom, people: int) -> TestRoom:
    """The room after its last call, with so many who have taken part."""
    room.withdraw = WITHDRAW
    writing(room, people)
    for i, person in enumerate(room.people):
        person.writes(f"Card {i}", key=KEY if i == 0 else None)
    for _ in range(2):
        room.desk.presses(commands.Go, stage="look_through")
    return room


@pytest.mark.parametrize(("people", "phase"), [(3, "few"), (4, "few"), (5, "open")])
def test_fewer_than_five_may_withdraw_before_anything_is_read(
    room: TestRoom, people: int, phase: str
) -> None:
    after_last_call(room, people)
    now = room.view("participant")["now"]
    assert (now["phase"], now["kind"]) == (phase, "write" if phase == "few" else "look_through")


def test_the_desk_waits_until_the_time_is_over(room: TestRoom) -> None:
    after_last_call(room, 3)
    now = room.view("desk")["now"]
    assert now["last_call_ends_at"] == room.now + WITHDRAW
    room.now += WITHDRAW - 1
    assert refusal(room.desk.presses(commands.Go, stage="look_through")) == "not_allowed"
    room.now += 1
    assert done(room.desk.presses(commands.Go, stage="look_through"))
    assert len(room.read().waiting) == 3


def test_a_card_is_withdrawn_then_and_none_is_written_or_changed(room: TestRoom) -> None:
    after_last_call(room, 3)
    round_ = room.round
    edit = commands.EditCard(round=round_, card=KEY.hex(), happened="Other words")
    assert refusal(room.people[0].does(edit)) == "round_closed"
    assert refusal(room.people[0].writes("One more")) == "round_closed"
    assert done(room.people[0].does(commands.WithdrawCard(round=round_, card=KEY.hex())))
    room.now += WITHDRAW
    room.desk.presses(commands.Go, stage="look_through")
    assert {card.words.happened for card in room.read().waiting} == {"Card 1", "Card 2"}


def test_where_cards_go_back_by_the_same_press_nobody_waits(room: TestRoom) -> None:
    room.withdraw = WITHDRAW
    writing(room, 3)
    room.people[0].writes("Alone")
    room.desk.presses(commands.Go, stage="reveal")
    assert done(room.desk.presses(commands.Go, stage="reveal"))
    assert room.read().state.phase == "too_few"


def two_rounds(store: Store, until: str = "reveal") -> TestRoom:
    """Writes twice before the only reveal: two in the first round, three in the second. `until` the
    last call of the first round, or the end."""
    kinds = ("arrive", "write", "lessons", "write", "reveal", "finish")
    room = new_room(store, agenda=Agenda(tuple(Stage(kind, 1) for kind in kinds)))
    room.participants(5)
    for stage, writers in (("write", 2), ("write-2", 3)):
        for _ in range(2):
            room.desk.presses(commands.Go, stage=stage)
        for person in room.people[:writers]:
            person.writes(f"In {stage}")
        if stage == "write":
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
    for _ in range(2):
        assert done(room.desk.presses(commands.Go, stage="reveal"))
    assert room.read().state.phase == "open"
    assert {card.words.happened for card in room.read().cards} == {"In write-2"}
    assert room.view("participant")["now"]["given_back"] == [1]


def test_where_others_come_nobody_shortens_the_time_to_withdraw() -> None:
    short = {"WORKSHOP_WITHDRAW_SECONDS": "0"}
    assert read_settings(short, host="127.0.0.1").withdraw_seconds == 0
    assert read_settings(short, host="0.0.0.0").withdraw_seconds == WITHDRAW
    assert read_settings({}).withdraw_seconds == WITHDRAW


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
    assert room.view("participant")["now"]["few_wrote"] == [round_]


def test_a_way_that_is_refused_meanwhile_puts_nothing_on_the_list(store: Store) -> None:
    kinds = ("arrive", "story", "write", "reveal", "vote", "finish")
    room = new_room(store, agenda=Agenda(tuple(Stage(kind, 3) for kind in kinds)))
    room.withdraw = WITHDRAW
    room.participants(3)
    room.desk.goes("story")
    room.desk.goes("write")
    for person in room.people:
        person.writes("Card")
    for _ in range(2):
        room.desk.presses(commands.Go, stage="reveal")
    assert refusal(room.desk.presses(commands.Go, stage="vote")) == "not_allowed"
    assert room.lessons() == {}
