"""Each device hides others once for what is counted: changed minds and restarts show nothing."""

import pytest

from tests.support.room import TestRoom, done, new_room, writing
from workshop.storage.context import Memory
from workshop.storage.store import Store

PLACES = ("story", "1")


def at(room: TestRoom, item: str, people: int) -> TestRoom:
    """So many people before the story, or before a card."""
    if item == "story":
        room.participants(people)
        room.desk.goes("story")
        return room
    writing(room, people)
    for person in room.people:
        assert done(person.writes("It fell."))
    room.desk.goes("reveal")
    return room


@pytest.mark.parametrize("restarts", [False, True])
@pytest.mark.parametrize("item", PLACES)
def test_who_taps_again_and_again_shows_nobody_elses_tap(
    room: TestRoom, item: str, restarts: bool
) -> None:
    own, others = at(room, item, 9).people[:3], room.people[3:]
    for on in (True, False) * 3:
        for person in own:
            assert done(person.been_there(item, on))
            room.memory = Memory() if restarts else room.memory
    assert room.read().been_there(item) == 0
    others[0].been_there(item)
    shown = room.read().been_there(item)
    assert shown == 1, "four have counted, and three took it back"
    for n, person in enumerate(others[1:4]):
        person.been_there(item)
        for on in (True, False) * 2:
            assert done(own[n].been_there(item, on))
        assert room.read().been_there(item) == shown
    others[4].been_there(item)
    assert room.read().been_there(item) == 5


@pytest.mark.parametrize(("people", "needed"), [(6, 3), (7, 4), (12, 4), (15, 5), (30, 8)])
def test_how_many_hide_each_other_goes_by_how_many_are_here(
    room: TestRoom, people: int, needed: int
) -> None:
    at(room, "story", people)
    for person in room.people[: needed - 1]:
        person.been_there("story")
    assert room.view("projector")["story_been"]["amount"] == "none"
    room.people[needed - 1].been_there("story")
    assert room.view("projector")["story_been"]["amount"] != "none"


def test_nobody_lowers_the_number_by_sending_phones_away(room: TestRoom) -> None:
    at(room, "story", 15).people[0].been_there("story")
    room.sleeps(*room.people[6:])
    for person in room.people[1:4]:
        person.been_there("story")
    assert room.read().been_there("story") == 0
    room.people[4].been_there("story")
    assert room.read().been_there("story") == 5


def test_nobody_lowers_the_number_by_waiting_until_phones_sleep(room: TestRoom) -> None:
    at(room, "story", 15)
    room.sleeps(*room.people[6:])
    room.desk.goes("lessons")
    for person in room.people[:4]:
        assert done(person.adds(f"A word of {id(person)}."))
    room.desk.closes_adding()
    assert not room.read().unread


def test_where_not_all_processes_answer_all_that_are_known_of_count_as_here(
    room: TestRoom,
) -> None:
    at(room, "story", 6)
    room.whole, room.known = False, 30
    for person in room.people:
        person.been_there("story")
    assert room.read().been_there("story") == 0


def written_wall(store: Store, taps: int) -> TestRoom:
    """A live wall of fifteen people that is read after its writing. So many of them have tapped its
    first card meanwhile."""
    room = writing(new_room(store, live_wall=True, template="all_hands"), 15)
    for n, person in enumerate(room.people):
        assert done(person.writes(f"It fell {n}."))
    room.desk.reads()
    for person in room.people[:taps]:
        assert done(person.been_there("1"))
    assert done(room.desk.ends_writing(room.read().state.stage))
    assert not room.read().collecting
    return room


def test_taps_on_a_wall_go_on_counting_as_they_did_while_it_was_written_on(store: Store) -> None:
    room = written_wall(store, taps=4)
    for person in room.people[:4]:
        for on in (False, True):
            assert done(person.been_there("1", on))
    assert room.read().been_there("1") == 0
    assert done(room.people[4].been_there("1"))
    assert room.read().been_there("1") == 5


def test_after_a_restart_no_tap_counts_on_a_wall_that_was_written_on_before(store: Store) -> None:
    """Which devices have tapped is forgotten then: the same ones would hide others once more."""
    room = written_wall(store, taps=3)
    room.memory = Memory()
    for _ in range(2):
        for person in room.people[:4]:
            assert done(person.been_there("1"))
            assert room.read().been_there("1") == 0
        room.desk.goes("finish")
        room.desk.goes("write")
