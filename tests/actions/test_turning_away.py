"""After a flood of made-up devices the desk clears a stage, and nothing tells whose it was."""

import os

import pytest

from tests.actions.test_sent_lessons import TEXTS, brought, each_adds, lessons, unread
from tests.actions.test_votes import shown, votes_one_by_one, voting
from tests.support.room import TestRoom, done, new_room, refusal, writing
from tests.support.stored import selected
from workshop.protocol import commands
from workshop.storage.store import Store


def clears(room: TestRoom) -> str:
    return str(room.view("desk")["desk"]["clears"])


def turns_away(room: TestRoom) -> bool:
    """The desk turns away the devices of a flood, and says what that clears."""
    return done(room.desk.presses(commands.TurnAway, clears=clears(room)))


def test_cards_that_nobody_has_seen_go_back_to_all_phones_which_send_them_again(
    room: TestRoom,
) -> None:
    writing(room, 4)
    first, keys = room.round, [os.urandom(16) for _ in room.people]
    for person, key in zip(room.people, keys, strict=True):
        assert done(person.writes("It fell.", key=key))
    assert clears(room) == "cards"
    assert turns_away(room)
    for view in ("participant", "projector", "desk"):
        now = room.view(view)["now"]
        assert (now["cleared"], now["round"] > first, now["collecting"]) == ([first], True, True)
        assert room.view(view)["workshop"]["door_closed"]
    assert room.read().took_part == 0
    assert selected(room, "SELECT key FROM card") == []
    for person in room.people[:3]:
        assert done(person.writes("It fell again."))
    room.desk.goes("reveal")
    assert {card.words.happened for card in room.read().cards} == {"It fell again."}
    assert room.view("participant")["now"]["given_back"] == []


def test_a_card_that_was_cleared_counts_for_nobody(room: TestRoom) -> None:
    writing(room, 5)
    for person in room.people:
        assert done(person.writes("It fell."))
    assert turns_away(room)
    for person in room.people[:2]:
        assert done(person.writes("It fell again.", show_few=False))
    room.desk.goes("reveal")
    assert room.phase == "too_few"


def test_once_the_desk_may_have_read_a_card_nothing_is_cleared(room: TestRoom) -> None:
    writing(room, 3)
    for person in room.people:
        assert done(person.writes("It fell."))
    room.desk.goes("look_through")
    assert clears(room) == "nothing"
    before = len(room.read().waiting)
    assert turns_away(room)
    assert len(room.read().waiting) == before == 3


def test_cards_of_a_live_wall_stay_as_they_have_been_shown(store: Store) -> None:
    room = writing(new_room(store, live_wall=True), 16)
    for person in room.people:
        assert done(person.writes("It fell."))
    assert clears(room) == "shown"
    at_desk = len(room.read().waiting)
    assert at_desk and turns_away(room)
    assert len(room.read().waiting) == at_desk


def test_lessons_that_the_desk_was_shown_go_back_and_what_each_has_sent_counts(
    room: TestRoom,
) -> None:
    people = lessons(room, 13)
    keys = each_adds(people, (*TEXTS, "Four.", "Five."))
    assert len(unread(room)) == 5
    round_ = room.round
    assert clears(room) == "lessons_back"
    assert turns_away(room)
    assert (unread(room), room.round) == (set(), round_)
    assert room.view("participant")["now"]["cleared"] == []
    for _ in range(2):
        assert done(people[0].adds(os.urandom(4).hex()))
    assert refusal(people[0].adds("Once more.")) == "lessons_used_up"
    room.desk.goes("vote")
    assert room.fates(*keys) == ["anew"] * 5


def test_lessons_that_went_back_once_are_not_cleared_with_their_senders(room: TestRoom) -> None:
    brought(room)
    assert turns_away(room)
    assert (unread(room), clears(room)) == (set(), "lessons_back")
    room.desk.goes("vote")
    room.desk.goes("lessons")
    assert clears(room) in {"lessons_back", "nothing"}


def test_votes_of_which_a_result_was_shown_are_not_cleared_when_they_are_asked_for_anew(
    room: TestRoom,
) -> None:
    voting(room, 5)
    for person in room.people:
        assert done(person.votes_all("Ask first."))
    room.desk.ends_voting()
    assert clears(room) == "nothing"
    assert done(room.desk.presses(commands.OpenAgain))
    assert clears(room) == "shown"


def test_lessons_that_nobody_was_shown_go_back_and_their_list_begins_anew(room: TestRoom) -> None:
    people = lessons(room)
    keys = each_adds(people, ("One.", "Two."))
    first = room.round
    assert clears(room) == "lessons"
    assert turns_away(room)
    assert room.fates(*keys) == ["anew"] * 2
    assert room.view("participant")["now"]["cleared"] == [first]
    each_adds(people, (*TEXTS, "Four."))
    room.desk.closes_adding()
    assert unread(room) == {*TEXTS, "Four."}


def test_what_was_let_on_stays_on_the_list(room: TestRoom) -> None:
    brought(room)
    assert done(room.desk.lets_on())
    listed = set(room.lessons())
    assert {*TEXTS} <= listed
    assert turns_away(room)
    assert set(room.lessons()) == listed


def test_votes_that_nobody_was_shown_go_and_voting_begins_anew(room: TestRoom) -> None:
    voting(room, 5)
    for person in room.people:
        assert done(person.votes_all("Ask first."))
    assert clears(room) == "votes"
    assert turns_away(room)
    assert room.view("desk")["desk"]["ballots"] == 0
    for person in room.people[:4]:
        assert done(person.votes("Call people."))
    room.desk.ends_voting()
    assert shown(room, "Ask first.")["votes"] == 0
    assert shown(room, "Call people.")["votes"] == 4


def test_votes_that_bars_have_shown_are_not_cleared(room: TestRoom) -> None:
    voting(room, 8)
    votes_one_by_one(room, room.people, "Ask first.")
    assert room.read().state.bars
    assert clears(room) == "shown"
    before = room.view("projector")["ballot"]
    assert turns_away(room)
    assert room.view("projector")["ballot"] == before


def test_answers_that_nobody_was_shown_are_asked_for_anew(room: TestRoom) -> None:
    room.participants(4)
    room.desk.goes("finish")
    first = room.round
    for person in room.people:
        said = commands.Answer(round=first, question="worth", choice="yes")
        assert done(person.does(said))
    assert clears(room) == "answers"
    assert turns_away(room)
    late = commands.Answer(round=first, question="worth", choice="yes")
    assert refusal(room.people[0].does(late)) == "round_closed"


def test_a_desk_that_has_said_something_else_is_refused(room: TestRoom) -> None:
    writing(room, 3)
    assert refusal(room.desk.presses(commands.TurnAway, clears="votes")) == "not_said"
    assert not room.read().state.door_closed


@pytest.mark.parametrize("kind", ["story", "look_through", "reveal"])
def test_a_stage_that_collects_no_words_goes_on_as_it_is(room: TestRoom, kind: str) -> None:
    writing(room, 3)
    for person in room.people:
        assert done(person.writes("It fell."))
    room.desk.goes(kind)
    before = {**room.view("participant"), **{"workshop": None, "now": None}}
    assert turns_away(room)
    assert {**room.view("participant"), **{"workshop": None, "now": None}} == before


def test_the_largest_number_of_devices_falls_with_those_that_were_turned_away(
    room: TestRoom,
) -> None:
    room.participants(12)
    room.desk.goes("story")
    assert room.read().state.devices == 12
    room.sleeps(*room.people[4:])
    assert turns_away(room)
    assert room.read().state.devices <= 12
