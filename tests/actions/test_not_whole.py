"""While another process can't be asked who is there, only ends show anything."""

from tests.actions.test_jumping import answers, worth
from tests.actions.test_pulse import HIGH
from tests.actions.test_pulse import answers as answers_pulse
from tests.actions.test_votes import votes_one_by_one, voting
from tests.support.room import TestRoom, new_room
from workshop.protocol.stage_commands import EndPulse
from workshop.storage.store import Store


def test_bars_wait_for_the_end_of_the_voting(room: TestRoom) -> None:
    voting(room, 9)
    room.whole = False
    for person in room.people[:4]:
        person.votes_all("Ask first.")
    assert not room.view("projector")["ballot"]["bars"]
    room.desk.ends_voting()
    assert room.view("projector")["ballot"]["bars"]
    assert room.read().state.chosen


def test_bars_move_again_with_the_next_vote_once_all_are_known(room: TestRoom) -> None:
    voting(room, 9)
    votes_one_by_one(room, room.people[:4], "Ask first.")
    room.whole = False
    votes_one_by_one(room, room.people[4:8], "Ask first.")
    room.whole = True
    assert not room.view("projector")["ballot"]["bars"]
    votes_one_by_one(room, room.people[8:], "Ask first.")
    assert room.view("projector")["ballot"]["bars"]


def test_answers_at_the_finish_wait(room: TestRoom) -> None:
    people = room.participants(12)
    room.desk.goes("finish")
    room.whole = False
    for person in people[:6]:
        answers(person, "yes")
    assert worth(room) is None
    room.whole = True
    answers(people[6], "yes")
    assert worth(room) == {"yes": 7, "partly": 0, "no": 0}


def pulse_of_five(store: Store, *, whole: bool) -> object:
    """Five answer of five that are here, where fifteen more are known of; what is told then."""
    room = new_room(store, pulse="summary")
    people = room.participants(5)
    room.desk.goes("finish")
    room.whole, room.known = whole, 20
    for person in people:
        assert answers_pulse(person, "finish", HIGH) == ""
    room.desk.presses(EndPulse)
    return room.view("desk")["pulse"]["items"]


def test_totals_of_the_pulse_are_told_of_a_third_of_all_that_are_known_of(store: Store) -> None:
    assert pulse_of_five(store, whole=True)
    assert not pulse_of_five(store, whole=False)
