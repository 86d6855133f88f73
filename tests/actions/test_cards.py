"""Cards: written in private, owned by who has the key, revealed together or not at all."""

import os

import pytest

from tests.support.room import TestRoom, done, new_room, refusal
from workshop.protocol import commands
from workshop.storage.store import Store

VIEWS = ("participant", "projector", "desk")


def writing(room: TestRoom, people: int) -> TestRoom:
    room.participants(people)
    room.desk.goes("write")
    return room


def test_a_card_sent_twice_under_one_key_is_kept_once(room: TestRoom) -> None:
    writing(room, 3)
    key = os.urandom(16)
    first, second = (room.people[0].writes("It broke", key=key) for _ in range(2))
    assert first == second
    for person in room.people:
        person.is_done()
    room.desk.goes("reveal")
    assert len(room.read().cards) == 1


def test_a_card_sent_again_after_the_reveal_gets_its_first_answer(room: TestRoom) -> None:
    writing(room, 3)
    key = os.urandom(16)
    round_ = room.round
    room.people[0].writes("It broke", key=key)
    for person in room.people:
        person.is_done()
    room.desk.goes("reveal")
    again = commands.WriteCard(round=round_, happened="It broke")
    assert done(room.people[0].does(again, key))
    assert len(room.read().cards) == 1


def test_a_fourth_card_is_refused_until_one_is_withdrawn(room: TestRoom) -> None:
    writing(room, 1)
    person = room.people[0]
    keys = [os.urandom(16) for _ in range(3)]
    for i, key in enumerate(keys):
        assert done(person.writes(f"card {i}", key=key))
    assert refusal(person.writes("a fourth")) == "cards_used_up"
    person.does(commands.WithdrawCard(round=room.round, card=keys[1].hex()))
    assert done(person.writes("a fourth"))


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
        person.is_done()
    room.desk.goes("reveal")
    assert [card.words.happened for card in room.read().cards] == ["Kept"]


def test_a_card_is_edited_by_who_has_its_key_only(room: TestRoom) -> None:
    writing(room, 3)
    key = os.urandom(16)
    room.people[0].writes("frist", key=key)
    edit = commands.EditCard(round=room.round, card=key.hex(), happened="first")
    other = commands.EditCard(round=room.round, card=os.urandom(16).hex(), happened="mine now")
    assert done(room.people[0].does(edit))
    assert refusal(room.people[1].does(other)) == "not_yours"
    for person in room.people:
        person.is_done()
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
    answers += [person.is_done() for person in room.people]
    assert len(set(map(repr, answers))) == 1
    assert (room.views(), room.read().rev) == (before, rev)


def test_cards_are_shuffled_and_numbered_by_their_words_whoever_came_first(store: Store) -> None:
    orders = set()
    for turn in range(6):
        room = writing(new_room(store), 6)
        for i in range(6):
            person = room.people[(i + turn) % 6]
            person.writes(f"card {(i + turn) % 6}")
            person.is_done()
        room.desk.goes("reveal")
        cards = sorted(room.read().cards, key=lambda card: card.n)
        assert [card.words.happened for card in cards] == [f"card {i}" for i in range(6)]
        orders.add(tuple(card.n for card in room.read().cards))
    assert len(orders) > 1


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


def test_cards_still_arrive_in_the_last_call(room: TestRoom) -> None:
    writing(room, 3)
    for person in room.people:
        person.is_done()
    room.desk.presses(commands.Go, position=5)
    assert room.view("desk")["now"]["going_to"] == 5
    assert done(room.people[0].writes("At the last moment"))
    room.desk.goes("reveal")
    assert len(room.read().cards) == 1


def test_a_card_set_aside_is_never_revealed_and_its_author_can_ask_why(room: TestRoom) -> None:
    writing(room, 3)
    key = os.urandom(16)
    room.people[0].writes("About somebody", key=key)
    room.people[1].writes("About me")
    for person in room.people:
        person.is_done()
    room.desk.goes("look_through")
    handles = {card.words.happened: card.handle for card in room.read().waiting}
    aside = commands.SetAside(card=handles["About somebody"], reason="protect")
    assert done(room.desk.does(aside))
    room.desk.goes("reveal")
    assert [card.words.happened for card in room.read().cards] == ["About me"]
    assert fates(room, key) == ["protect", ""]
    room.desk.goes("lessons")
    assert fates(room, key) == ["", ""]


def fates(room: TestRoom, key: bytes) -> list[str]:
    from workshop.actions.cards import fates as read_fates

    file = room.store.file(room.id)
    assert file is not None
    return read_fates(file, (key, os.urandom(16)))


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


def test_who_came_while_the_others_wrote_ends_the_warning_of_the_few(room: TestRoom) -> None:
    writing(room, 4)
    room.participants(4)
    for person in room.people:
        person.is_done()
    room.desk.presses(commands.Go, position=6)
    now = room.view("participant")["now"]
    assert (now["phase"], now["few"]) == ("last_call", False)


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


def test_a_card_taken_off_loses_its_words_for_the_room_and_keeps_them_at_the_desk(
    room: TestRoom,
) -> None:
    writing(room, 3)
    room.people[0].writes("Please not this one")
    for person in room.people:
        person.is_done()
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
    assert room.read().cards == ()
    room.people[4].writes("card 4")
    assert len(room.read().cards) == 5
    for person in room.people[5:]:
        person.writes("a late one")
    assert len(room.read().cards) == 5
    for person in room.people:
        person.is_done()
    room.desk.goes("lessons")
    assert len(room.read().cards) == 8


def test_five_cards_of_two_people_stay_off_the_live_wall(store: Store) -> None:
    room = writing(new_room(store, template="all_hands", live_wall=True), 8)
    for person in room.people[:2]:
        for i in range(3):
            person.writes(f"card {i}")
    assert room.read().cards == ()


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


def test_a_live_wall_that_has_ended_takes_no_single_card(store: Store) -> None:
    room = writing(new_room(store, template="all_hands", live_wall=True), 6)
    for person in room.people:
        person.writes("On the wall")
        person.is_done()
    room.desk.goes("story")
    assert len(room.read().cards) == 6
    room.desk.goes("write")
    assert refusal(room.people[0].writes("Alone")) == "round_closed"


def test_a_live_wall_of_too_few_destroys_what_waited(store: Store) -> None:
    room = writing(new_room(store, template="all_hands", live_wall=True), 6)
    room.people[0].writes("Never shown")
    room.people[0].is_done()
    room.desk.goes("lessons")
    room.desk.goes("write")
    room.desk.presses(commands.OpenAgain)
    for person in room.people:
        person.writes("Shown")
        person.is_done()
    room.desk.goes("lessons")
    assert {card.words.happened for card in room.read().cards} == {"Shown"}


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
