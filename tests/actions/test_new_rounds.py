"""Which act opens a new round, what ends with it, and what of that was said."""

import os

import pytest

from tests.support.put_state import spend_rounds
from tests.support.room import TestRoom, done, new_room, refusal, writing
from workshop.actions.one_device import fates
from workshop.protocol import commands
from workshop.rules.agenda import Agenda, Stage, StageKind
from workshop.storage.store import Store
from workshop.views.losses import LosingAct, takes

LESSON = "Ask first."


def agenda(*kinds: StageKind) -> Agenda:
    return Agenda(tuple(Stage(kind, 3) for kind in kinds))


def told(room: TestRoom, act: LosingAct, to: str = "") -> list[str]:
    return [one.what for one in takes(room.read(), act, to)]


def listed(room: TestRoom) -> TestRoom:
    """Six people, and one lesson on the list."""
    room.participants(6)
    room.desk.goes("story")
    room.desk.goes("lessons")
    room.desk.does(commands.DeskLesson(text=LESSON))
    return room


def given_up(room: TestRoom) -> TestRoom:
    """The room at its lessons, where the votes of a voting were given up."""
    listed(room).desk.goes("vote")
    room.people[0].votes(LESSON)
    room.desk.goes("lessons")
    assert done(room.desk.presses(commands.VoteAnew))
    return room


def committing(room: TestRoom) -> TestRoom:
    """The room at its commitments, with a chosen lesson."""
    listed(room).desk.goes("vote")
    for person in room.people:
        person.votes_all(LESSON)
    room.desk.goes("commit")
    return room


def finished(room: TestRoom) -> TestRoom:
    """The room at its finish, with the answers of five of its six people."""
    committing(room).desk.goes("finish")
    answer(room, 5, "no")
    return room


def answer(room: TestRoom, people: int, choice: str) -> None:
    for person in room.people[:people]:
        command = commands.Answer(round=room.round, question="worth", choice=choice)  # type: ignore[arg-type]
        assert done(person.does(command))


def worth(room: TestRoom) -> object:
    return room.view("projector")["finish"]["worth"]


def test_opening_a_vote_again_says_that_cards_of_too_few_go_back(store: Store) -> None:
    room = new_room(store, agenda=agenda("arrive", "story", "write", "reveal", "vote", "finish"))
    room.participants(6)
    room.desk.goes("write")
    for i, person in enumerate(room.people):
        person.writes(f"Card {i}", f"Learn {i}.")
    room.desk.goes("reveal")
    room.desk.goes("vote")
    room.desk.ends_voting()
    room.desk.goes("write")
    room.desk.presses(commands.OpenAgain)
    second = room.round
    room.people[0].writes("One of too few")
    room.desk.goes("vote")
    assert room.read().given_back == ()
    assert "cards_back" in told(room, "open_again")
    assert done(room.desk.presses(commands.OpenAgain))
    assert room.read().given_back == (second,)


def test_a_vote_whose_votes_were_given_up_says_what_its_new_round_gives_back(
    room: TestRoom,
) -> None:
    given_up(room).desk.presses(commands.OpenAgain)
    key = os.urandom(16)
    assert done(room.people[0].does(commands.AddLesson(round=room.round, text="Mine."), key))
    room.desk.goes("talk")
    assert "lessons_back" in told(room, "go", "vote")
    room.desk.goes("vote")
    file = room.store.workshops.open(room.id)
    assert file and fates(file, (key,)) == ["back"]


def test_such_a_vote_says_after_the_last_call_that_cards_of_too_few_go_back(room: TestRoom) -> None:
    given_up(room).desk.goes("write")
    for person in room.people[:2]:
        assert done(person.writes("One of too few", show_few=False))
    room.desk.presses(commands.Go, stage="vote")
    assert (room.read().state.phase, told(room, "go", "vote")) == ("last_call", [])
    room.desk.presses(commands.Go, stage="vote")
    assert (room.read().state.phase, told(room, "go", "vote")) == ("few", ["cards_back"])
    room.desk.goes("vote")
    assert room.read().given_back


def test_a_list_stays_open_where_the_room_goes_back_to_write_for_the_first_time(
    room: TestRoom,
) -> None:
    listed(room)
    for i, person in enumerate(room.people[:3]):
        assert done(person.adds(f"Lesson {i}."))
    assert told(room, "go", "write") == []
    room.desk.goes("write")
    room.desk.goes("lessons")
    assert done(room.people[3].adds("One more."))
    room.desk.closes_adding()
    assert len(room.read().unread) == 4


@pytest.mark.parametrize("stage", ["commit", "vote", "lessons", "write"])
def test_what_is_opened_again_before_the_finish_leaves_its_answers(
    room: TestRoom, stage: str
) -> None:
    finished(room).desk.goes(stage)
    room.desk.presses(commands.OpenAgain)
    assert "answers_replaced" not in told(room, "open_again")
    room.desk.goes("finish")
    assert worth(room) is None, "of six people only the end shows the answers"
    answer(room, 6, "yes")
    assert done(room.desk.presses(commands.Seal))
    assert worth(room) == {"yes": 6, "partly": 0, "no": 0}


def test_answers_that_are_replaced_are_gone_and_added_to_no_others(room: TestRoom) -> None:
    finished(room)
    # As a program left it whose finish ended with whatever was opened again.
    spend_rounds(room)
    assert told(room, "open_again") == ["answers_replaced"]
    assert done(room.desk.presses(commands.OpenAgain))
    assert "worth:no" not in str(room.read().counts)
    answer(room, 6, "yes")
    assert done(room.desk.presses(commands.Seal))
    assert worth(room) == {"yes": 6, "partly": 0, "no": 0}


def test_a_vote_that_is_opened_again_leaves_the_offers_open(room: TestRoom) -> None:
    committing(room).desk.goes("vote")
    room.desk.presses(commands.OpenAgain)
    for person in room.people:
        person.votes_all(LESSON)
    room.desk.goes("commit")
    (lesson,) = room.read().state.chosen
    offer = commands.Offer(round=room.round, lesson=lesson, when="it breaks", will="ask")
    assert done(room.people[0].does(offer))


@pytest.mark.parametrize("withdraw", [0, 20])
def test_a_last_call_that_ends_elsewhere_says_what_that_passes_over_and_leaves_unread(
    room: TestRoom, withdraw: int
) -> None:
    room.withdraw = withdraw
    writing(room, 4)
    for person in room.people:
        person.writes("Read by nobody yet")
    room.desk.presses(commands.Go, stage="look_through")
    if withdraw:
        room.now = room.ends_at
        room.desk.presses(commands.Go, stage="look_through")
    assert room.read().state.phase == ("few" if withdraw else "last_call")
    room.now += withdraw
    assert told(room, "go", "look_through") == []
    assert told(room, "go", "reveal") == ["stage_passed", "cards_unread"]
    assert refusal(room.desk.presses(commands.Go, stage="reveal", said=[])) == "not_said"
    assert not room.read().cards
