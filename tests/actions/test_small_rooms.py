"""The size of a room decides how many cards each device sends, and what few authors show."""

import os

import pytest

from tests.support.room import TestRoom, done, new_room, refusal, writing
from workshop.actions.read_first import cards_on_desk
from workshop.protocol import commands
from workshop.rules.agenda import Agenda, Stage
from workshop.rules.stage_settings import StageSettings
from workshop.storage.bodies import CardWords
from workshop.storage.context import Context
from workshop.storage.store import Store

KEPT_BACK = "It would be plain that this is mine"


def limit(room: TestRoom) -> int:
    """Counts the cards that the server takes of one device."""
    sent = 0
    while done(room.people[0].writes(f"Card {sent}")):
        sent += 1
    return sent


def asking(store: Store, cards_each: int) -> TestRoom:
    """A room whose agenda says how many cards each device sends."""
    write = Stage("write", 5, settings=StageSettings(cards_each=cards_each))
    return new_room(store, agenda=Agenda((Stage("arrive", 1), write, Stage("finish", 1))))


@pytest.mark.parametrize(("here", "each"), [(2, 2), (16, 2), (17, 1)])
def test_the_larger_the_room_the_fewer_cards_each_device_sends(
    room: TestRoom, here: int, each: int
) -> None:
    writing(room, here)
    assert room.view("participant")["now"]["cards_each"] == each
    assert limit(room) == each


def test_the_limit_is_fixed_as_writing_opens_and_a_new_round_has_its_own(room: TestRoom) -> None:
    writing(room, 8)
    room.participants(20)
    room.desk.goes("story")
    room.desk.goes("write")
    assert room.view("participant")["now"]["cards_each"] == 2
    room.people[0].writes("One")
    for person in room.people[1:3]:
        person.adds_nothing()
    room.desk.goes("reveal")
    room.desk.goes("write")
    room.desk.presses(commands.OpenAgain)
    assert limit(room) == 1


def test_the_agenda_may_ask_for_fewer_and_never_for_more(store: Store) -> None:
    assert limit(writing(asking(store, 1), 4)) == 1
    assert limit(writing(asking(store, 2), 17)) == 1


def test_the_refusal_names_the_limit(room: TestRoom) -> None:
    writing(room, 17)
    room.people[0].writes("One")
    answer = room.people[0].writes("Two")
    assert (refusal(answer), getattr(answer, "about", "")) == ("cards_used_up", "1")


@pytest.mark.parametrize(("here", "asks"), [(8, True), (9, False)])
def test_only_a_small_room_is_asked_what_becomes_of_cards_where_few_write(
    room: TestRoom, here: int, asks: bool
) -> None:
    writing(room, here)
    assert room.view("participant")["now"]["asks_if_few"] is asks


def few_write(room: TestRoom, authors: int = 2) -> int:
    """Five take part; the first says that the card may be shown anyway. Gives the round."""
    writing(room, 5)
    room.people[0].writes("Show mine", show_few=True)
    for person in room.people[1:authors]:
        person.writes(KEPT_BACK, show_few=False)
    for person in room.people[authors:]:
        person.adds_nothing()
    return room.round


def test_of_few_authors_only_cards_with_consent_reach_the_desk_or_the_room(room: TestRoom) -> None:
    round_ = few_write(room)
    for kind in ("look_through", "reveal", "talk"):
        room.desk.goes(kind)
        assert KEPT_BACK not in str(room.views())
    assert [card.words.happened for card in room.read().cards] == ["Show mine"]
    assert room.view("participant")["now"]["given_back"] == [round_]


def test_what_the_desk_does_not_see_is_no_batch_to_read(room: TestRoom) -> None:
    writing(room, 5)
    for i in range(2):
        room.people[0].writes(f"{KEPT_BACK} {i}", show_few=False)
    room.people[1].writes("Show mine", show_few=True)
    for person in room.people[2:]:
        person.adds_nothing()
    room.desk.goes("look_through")
    shown = room.view("desk")
    assert shown["desk"]["cards_waiting"] == 1
    assert len([path for path in shown if path.startswith("review/")]) == 1
    file = room.store.workshops.open(room.id)
    assert file is not None
    with file.begin(Context(room.here, room.now, room.memory)) as tx:
        assert len(cards_on_desk(tx)) == 1


def test_of_three_authors_every_card_is_shown(room: TestRoom) -> None:
    few_write(room, authors=3)
    room.desk.goes("reveal")
    assert room.read().revealed == 3
    assert room.view("participant")["now"]["given_back"] == []


def test_several_cards_of_one_device_are_one_author_until_the_last_is_withdrawn(
    room: TestRoom,
) -> None:
    few_write(room)
    keys = [os.urandom(16), os.urandom(16)]
    for key in keys:
        room.people[2].writes("A third", key=key, show_few=False)
    for key in keys:
        room.people[2].does(commands.WithdrawCard(round=room.round, card=key.hex()))
    room.desk.goes("reveal")
    assert room.read().revealed == 1


def test_consent_can_be_taken_back_by_an_edit(room: TestRoom) -> None:
    writing(room, 5)
    key = os.urandom(16)
    room.people[0].writes("Show mine", key=key, show_few=True)
    edit = commands.EditCard(round=room.round, card=key.hex(), happened="Keep mine")
    assert done(room.people[0].does(edit))
    for person in room.people[1:]:
        person.adds_nothing()
    room.desk.goes("reveal")
    assert room.read().revealed == 0


def test_where_one_alone_takes_part_paper_is_shown_and_what_its_writer_lets_be_shown(
    room: TestRoom,
) -> None:
    writing(room, 5)
    room.people[0].writes("Show mine")
    room.people[0].writes(KEPT_BACK, show_few=False)
    room.desk.goes("look_through")
    room.desk.does(commands.PaperCard(round=room.round, happened="On paper"))
    room.desk.goes("reveal")
    assert {card.words.happened for card in room.read().cards} == {"Show mine", "On paper"}
    assert room.phase == "open"


@pytest.mark.parametrize(("people", "enough"), [(6, 3), (7, 4), (12, 4), (13, 5), (16, 6), (30, 8)])
def test_the_more_are_here_the_more_must_have_written(
    store: Store, people: int, enough: int
) -> None:
    for wrote in (enough - 1, enough):
        room = writing(new_room(store), people)
        for i, person in enumerate(room.people):
            person.writes(KEPT_BACK, show_few=False) if i < wrote else person.adds_nothing()
        room.sleeps(*room.people[wrote:])
        room.desk.goes("reveal")
        assert room.read().revealed == (wrote if wrote == enough else 0)
        assert (KEPT_BACK in str(room.views())) is (wrote == enough)


def test_a_paper_card_is_shown_however_few_devices_wrote(room: TestRoom) -> None:
    few_write(room)
    room.desk.does(commands.PaperCard(round=room.round, happened="On paper"))
    room.desk.goes("reveal")
    assert {card.words.happened for card in room.read().cards} == {"Show mine", "On paper"}
    assert {card.words.show_few for card in room.read().cards} == {False}, "nothing marks it"


def test_whether_few_or_none_wrote_the_views_say_the_same(store: Store) -> None:
    seen = []
    for authors in (0, 2):
        room = writing(new_room(store), 5)
        for i, person in enumerate(room.people):
            person.writes(KEPT_BACK, show_few=False) if i < authors else person.adds_nothing()
        room.desk.goes("look_through")
        looked = room.view("desk")
        room.desk.goes("reveal")
        shown = room.view("participant")["now"]
        seen.append((looked["now"], looked["desk"]["cards_waiting"], shown))
    assert seen[0] == seen[1]


def test_of_a_live_wall_s_rest_only_cards_with_consent_come_up(store: Store) -> None:
    room = writing(new_room(store, template="all_hands", live_wall=True), 6)
    for person in room.people[:5]:
        person.writes("In a batch", show_few=False)
    assert len(room.on_wall()) == 5
    room.people[5].writes(KEPT_BACK, show_few=False)
    room.people[4].writes("Show mine", show_few=True)
    room.desk.goes("lessons")
    assert KEPT_BACK not in str(room.views()) and room.read().revealed == 6


def test_nothing_on_a_card_says_which_others_are_of_the_same_device() -> None:
    assert {*CardWords.__struct_fields__} == {
        "happened", "learned", "may_stand", "language", "show_few"
    }  # fmt: skip
