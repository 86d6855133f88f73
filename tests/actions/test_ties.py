"""A tie for the last place: who decides it, and what is sure where nobody does."""

import pytest

from tests.actions.test_votes import shown, voting
from tests.support.room import TestRoom, done, new_room
from workshop.protocol import commands
from workshop.protocol.stage_commands import Loss
from workshop.storage.store import Store
from workshop.views.losses import takes

TEXTS = tuple(f"Lesson {n}." for n in range(7))
SURE, *OTHERS = TEXTS


def tied(room: TestRoom, count: int) -> TestRoom:
    """Nine people, all of whom chose one lesson; so many others have a vote each."""
    voting(room, 9, TEXTS)
    for person in room.people:
        person.votes(SURE)
    for person, text in zip(room.people, OTHERS[:count], strict=False):
        person.votes(text)
    return room


def chosen(room: TestRoom) -> set[str]:
    ids = room.lessons()
    return {text for text in TEXTS if ids[text] in room.read().state.chosen}


def said(room: TestRoom, to: str) -> list[Loss]:
    return takes(room.read(), "go", room.desk.stage(to))


def test_where_the_vote_is_left_open_a_tie_is_not_taken_and_the_desk_has_said_so(
    room: TestRoom,
) -> None:
    tied(room, 4)
    left = Loss(what="ties_left")
    assert left in said(room, "commit") and left not in said(room, "lessons")
    assert left not in takes(room.read(), "end_voting")
    room.desk.goes("commit")
    assert chosen(room) == {SURE}


def test_a_waiting_vote_that_ends_by_going_on_takes_no_tie_either(room: TestRoom) -> None:
    tied(room, 4)
    room.desk.goes("lessons")
    assert Loss(what="ties_left") in said(room, "commit")
    room.desk.goes("commit")
    assert chosen(room) == {SURE}


def test_five_in_all_are_taken_by_going_on_and_more_are_not(store: Store) -> None:
    for count, loss, kept in (
        (4, Loss(what="ties_taken", n=4), {SURE, *OTHERS[:4]}),
        (5, Loss(what="ties_left", n=5), {SURE}),
    ):
        room = tied(new_room(store), count)
        room.desk.ends_voting()
        assert loss in said(room, "commit")
        room.desk.goes("commit")
        assert chosen(room) == kept


def test_what_was_left_tied_stays_so_and_can_still_be_decided_at_the_vote(room: TestRoom) -> None:
    tied(room, 3)
    room.desk.goes("commit")
    assert not [one for one in said(room, "finish") if one.what.startswith("ties")]
    room.desk.goes("vote")
    assert shown(room, OTHERS[0])["tied"] is True
    assert done(room.desk.presses(commands.TakeTied))
    assert chosen(room) == {SURE, *OTHERS[:3]}


@pytest.mark.parametrize("count", [3, 6])
def test_a_deadline_decides_no_tie(room: TestRoom, count: int) -> None:
    tied(room, count)
    room.desk.ends_voting()
    room.closes()
    assert chosen(room) == {SURE}


def test_a_deadline_in_one_more_vote_takes_only_what_is_sure(room: TestRoom) -> None:
    tied(room, 6)
    room.desk.ends_voting()
    room.desk.presses(commands.RunOff)
    room.people[0].votes(OTHERS[0])
    room.closes()
    assert chosen(room) == {SURE}
