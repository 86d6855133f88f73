"""Cards: written in private, owned by who has the key, revealed together or not at all."""

import os

import pytest

from tests.support.room import TestRoom, done, new_room, refusal, writing
from workshop.protocol import commands
from workshop.storage.context import Memory
from workshop.storage.store import Store

VIEWS = ("participant", "projector", "desk")


def test_a_card_sent_twice_under_one_key_is_kept_once(room: TestRoom) -> None:
    writing(room, 3)
    key = os.urandom(16)
    first, second = (room.people[0].writes("It broke", key=key) for _ in range(2))
    assert first == second
    for person in room.people:
        person.adds_nothing()
    room.desk.goes("reveal")
    assert len(room.read().cards) == 1


@pytest.mark.parametrize("wall", [False, True], ids=["together", "live wall"])
@pytest.mark.parametrize("restarts", [pytest.param(False, marks=pytest.mark.long), True])
def test_a_card_sent_again_gets_its_first_answer_until_the_end(
    store: Store, wall: bool, restarts: bool
) -> None:
    room = writing(new_room(store, live_wall=wall), 5)
    keys = [os.urandom(16) for _ in room.people]
    round_ = room.round
    for person, key in zip(room.people, keys, strict=True):
        assert done(person.writes("It broke", key=key))
    again = commands.WriteCard(round=round_, happened="It broke")
    for stage in ("reveal", "talk", "lessons", "vote", "commit", "finish"):
        room.desk.goes(stage)
        room.memory = Memory() if restarts else room.memory
        for person, key in zip(room.people, keys, strict=True):
            assert done(person.does(again, key)), stage
        assert not done(room.people[0].does(again, os.urandom(16)))
    assert len(room.read().cards) == 5


def test_a_card_that_waits_for_a_later_reveal_gets_its_first_answer_too(room: TestRoom) -> None:
    writing(room, 3)
    round_, key = room.round, os.urandom(16)
    for person in room.people[1:]:
        person.writes("It broke")
    assert done(room.people[0].writes("It fell", key=key))
    room.desk.goes("lessons")
    again = commands.WriteCard(round=round_, happened="It fell")
    assert (done(room.people[0].does(again, key)), room.read().cards) == (True, ())


def test_a_third_card_is_refused_until_one_is_withdrawn(room: TestRoom) -> None:
    writing(room, 1)
    person = room.people[0]
    keys = [os.urandom(16) for _ in range(2)]
    for i, key in enumerate(keys):
        assert done(person.writes(f"card {i}", key=key))
    assert refusal(person.writes("a third")) == "cards_used_up"
    person.does(commands.WithdrawCard(round=room.round, card=keys[1].hex()))
    assert done(person.writes("a third"))


def test_a_withdrawn_card_is_not_revealed_and_withdrawing_twice_is_harmless(
    room: TestRoom,
) -> None:
    writing(room, 3)
    key = os.urandom(16)
    room.people[0].writes("Never mind", key=key)
    room.people[1].writes("Kept")
    withdraw = commands.WithdrawCard(round=room.round, card=key.hex())
    assert [done(room.people[0].does(withdraw)) for _ in range(2)] == [True, True]
    for person in room.people:
        person.adds_nothing()
    room.desk.goes("reveal")
    assert [card.words.happened for card in room.read().cards] == ["Kept"]


def test_a_card_is_edited_by_who_has_its_key_only(room: TestRoom) -> None:
    writing(room, 3)
    key = os.urandom(16)
    room.people[0].writes("frist", key=key)
    edit = commands.EditCard(round=room.round, card=key.hex(), happened="first", show_few=True)
    other = commands.EditCard(round=room.round, card=os.urandom(16).hex(), happened="mine now")
    assert done(room.people[0].does(edit))
    assert refusal(room.people[1].does(other)) == "not_yours"
    for person in room.people:
        person.adds_nothing()
    room.desk.goes("reveal")
    assert [card.words.happened for card in room.read().cards] == ["first"]


@pytest.mark.parametrize(
    ("happened", "learned", "refused", "about"),
    [
        ("", "", "empty", "happened"),
        (" \u200b\n ", "", "empty", "happened"),
        ("x" * 281, "", "too_long", "happened:280"),
        ("x" * 5000, "", "too_long", "happened:280"),
        ("x", "y" * 141, "too_long", "learned:140"),
    ],
)
def test_a_card_that_cannot_be_kept_is_refused_by_field(
    room: TestRoom, happened: str, learned: str, refused: str, about: str
) -> None:
    writing(room, 1)
    answer = room.people[0].writes(happened, learned)
    assert (refusal(answer), getattr(answer, "about", "")) == (refused, about)


def test_the_longest_card_is_kept_in_any_script(room: TestRoom) -> None:
    writing(room, 3)
    assert done(room.people[0].writes("\U0001f9d1" * 280, "\U0001f9d1" * 140))


def test_a_card_in_another_stage_is_refused(room: TestRoom) -> None:
    person = room.participant()
    card = commands.WriteCard(round=1, happened="Too early")
    assert refusal(person.does(card)) == "wrong_stage"


def test_a_card_of_a_round_that_has_ended_is_refused(room: TestRoom) -> None:
    writing(room, 1)
    card = commands.WriteCard(round=room.round - 1, happened="Too late")
    assert refusal(room.people[0].does(card)) == "round_closed"


def test_while_cards_are_collected_no_view_and_no_rev_tells_of_them(room: TestRoom) -> None:
    writing(room, 8)
    before, rev = room.views(), room.read().rev
    answers = [person.writes(f"card of {i}") for i, person in enumerate(room.people)]
    answers += [person.adds_nothing() for person in room.people]
    assert len(set(map(repr, answers))) == 1
    assert (room.views(), room.read().rev) == (before, rev)


def test_cards_are_shuffled_and_numbered_by_their_words_whoever_came_first(store: Store) -> None:
    orders = set()
    for turn in range(6):
        room = writing(new_room(store), 6)
        for i in range(6):
            person = room.people[(i + turn) % 6]
            person.writes(f"card {(i + turn) % 6}")
            person.adds_nothing()
        room.desk.goes("reveal")
        cards = sorted(room.read().cards, key=lambda card: card.n)
        assert [card.words.happened for card in cards] == [f"card {i}" for i in range(6)]
        orders.add(tuple(card.n for card in room.read().cards))
    assert len(orders) > 1


def test_cards_still_arrive_in_the_last_call(room: TestRoom) -> None:
    writing(room, 3)
    for person in room.people:
        person.adds_nothing()
    room.desk.presses(commands.Go, stage="look_through")
    assert room.view("desk")["now"]["going_to"] == "look_through"
    assert done(room.people[0].writes("At the last moment"))
    room.desk.ends_writing("look_through")
    room.desk.goes("reveal")
    assert len(room.read().cards) == 1


def test_a_card_taken_off_loses_its_words_for_the_room_and_keeps_them_at_the_desk(
    room: TestRoom,
) -> None:
    writing(room, 3)
    room.people[0].writes("Please not this one")
    for person in room.people:
        person.adds_nothing()
    room.desk.goes("reveal")
    assert done(room.people[1].does(commands.AskOff(card="1")))
    assert room.view("desk")["cards/1"]["asked"] is True
    assert "asked" not in room.view("participant")["cards/1"]
    room.desk.does(commands.TakeOff(card="1", on=True))
    for view in ("participant", "projector"):
        assert "Please not this one" not in str(room.view(view))
    assert room.view("desk")["cards/1"]["happened"] == "Please not this one"


def test_on_the_live_wall_cards_appear_in_batches_of_five(store: Store) -> None:
    room = writing(new_room(store, template="all_hands", live_wall=True), 8)
    for i, person in enumerate(room.people[:4]):
        person.writes(f"card {i}")
    assert room.on_wall() == ()
    room.people[4].writes("card 4")
    assert len(room.on_wall()) == 5
    for person in room.people[5:]:
        person.writes("a late one")
    assert len(room.on_wall()) == 5
    for person in room.people:
        person.adds_nothing()
    room.desk.goes("lessons")
    assert len(room.on_wall()) == 8


def test_four_cards_of_two_people_stay_off_the_live_wall(store: Store) -> None:
    room = writing(new_room(store, template="all_hands", live_wall=True), 8)
    for person in room.people[:2]:
        for i in range(2):
            person.writes(f"card {i}")
    assert room.on_wall() == ()


def test_on_the_live_wall_nobody_has_more_than_a_quarter_of_a_batch(store: Store) -> None:
    room = writing(new_room(store, template="all_hands", live_wall=True), 8)
    room.participants(2)
    for i in range(2):
        room.people[0].writes(f"Most are mine {i}")
    for person in room.people[1:6]:
        person.writes("One of many")
    assert room.on_wall() == ()
    room.people[6].writes("Now there are four times as many")
    assert len(room.on_wall()) == 8


def test_cards_that_were_withdrawn_neither_hold_the_live_wall_up_nor_hide_anybody(
    store: Store,
) -> None:
    room = writing(new_room(store, template="all_hands", live_wall=True), 8)
    for person in room.people[:3]:
        for key in (os.urandom(16), os.urandom(16)):
            person.writes("Taken back", key=key)
            person.does(commands.WithdrawCard(round=room.round, card=key.hex()))
    for person in room.people[4:]:
        person.writes("One of many")
    assert room.on_wall() == ()
    room.people[3].writes("The fifth")
    assert len(room.on_wall()) == 5


def test_after_a_restart_cards_on_the_live_wall_may_be_of_one_author(store: Store) -> None:
    room = writing(new_room(store, template="all_hands", live_wall=True), 8)
    room.participants(1)
    for i in range(2):
        room.people[0].writes(f"All mine {i}")
    room.memory = Memory()
    for person in room.people[1:6]:
        person.writes("One of many")
    assert room.on_wall() == (), "two of seven were too many"
    room.people[6].writes("One more")
    assert len(room.on_wall()) == 8


def test_after_a_restart_a_live_wall_still_knows_that_four_have_written(store: Store) -> None:
    room = writing(new_room(store, template="all_hands", live_wall=True), 8)
    for i, person in enumerate(room.people[:4]):
        assert done(person.writes(f"It broke {i}", show_few=False))
    room.memory = Memory()
    room.desk.goes("lessons")
    assert (len(room.read().cards), room.read().given_back) == (4, ())


def test_a_card_on_the_live_wall_is_not_said_to_be_withdrawn(store: Store) -> None:
    room = writing(new_room(store, template="all_hands", live_wall=True), 8)
    shown, waiting = os.urandom(16), os.urandom(16)
    room.people[0].writes("On the wall", key=shown)
    for person in room.people[1:5]:
        person.writes("Others")
    room.people[0].writes("Still waiting", key=waiting)
    withdraw = [commands.WithdrawCard(round=room.round, card=key.hex()) for key in (shown, waiting)]
    assert refusal(room.people[0].does(withdraw[0])) == "not_yours"
    key = os.urandom(16)
    assert done(room.people[0].does(withdraw[1], key))
    assert done(room.people[0].does(withdraw[1], key)), "a repeat gets the first answer"
    assert len(room.on_wall()) == 5


def test_a_live_wall_that_has_ended_takes_no_single_card(store: Store) -> None:
    room = writing(new_room(store, template="all_hands", live_wall=True), 6)
    for person in room.people:
        person.writes("On the wall")
        person.adds_nothing()
    room.desk.goes("story")
    assert len(room.on_wall()) == 6
    room.desk.goes("write")
    assert refusal(room.people[0].writes("Alone")) == "round_closed"


def test_a_live_wall_of_too_few_gives_back_what_waited(store: Store) -> None:
    room = writing(new_room(store, template="all_hands", live_wall=True), 6)
    room.people[0].writes("Never shown", show_few=False)
    room.people[0].adds_nothing()
    room.desk.goes("lessons")
    room.desk.goes("write")
    room.desk.presses(commands.OpenAgain)
    for person in room.people:
        person.writes("Shown")
        person.adds_nothing()
    room.desk.goes("lessons")
    assert {card.words.happened for card in room.on_wall()} == {"Shown"}
