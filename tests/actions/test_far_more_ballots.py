"""The desk says when far more devices vote than were here, and what a pile of quiet ones can do."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import integers, lists

from tests.support.room import TestRoom, new_room
from workshop.protocol import commands
from workshop.rules.thresholds import devices_needed
from workshop.rules.votes import BARS_REST, group_size
from workshop.storage.store import Store

PEOPLE = 8


def voting(room: TestRoom) -> str:
    """People who have come to the vote; gives a lesson on the ballot."""
    room.participants(PEOPLE)
    room.desk.goes("story")
    room.desk.goes("lessons")
    for text in ("Ask early.", "Look twice."):
        room.desk.does(commands.DeskLesson(text=text))
    room.desk.goes("vote")
    return str(room.view("participant")["ballot"]["lessons"][0])


def here_before(room: TestRoom) -> object:
    return room.view("desk")["desk"]["here_before"]


@pytest.mark.parametrize(("more", "said"), [(5, 0), (6, PEOPLE), (40, PEOPLE)])
def test_the_desk_is_told_of_far_more_ballots_than_devices_that_were_here(
    room: TestRoom, more: int, said: int
) -> None:
    lesson = voting(room)
    for one in room.people:
        one.votes(lesson)
    assert here_before(room) == 0
    for one in room.participants(more):
        one.votes(lesson)
    assert here_before(room) == said
    for view in ("participant", "projector"):
        assert "here_before" not in str(room.view(view))


@given(people=integers(1, 40), quiet=integers(0, 300))
def test_quiet_devices_never_lower_the_number_that_hides(people: int, quiet: int) -> None:
    assert devices_needed(people + quiet) >= devices_needed(people)
    assert group_size(people + quiet) >= group_size(people)


@settings(
    max_examples=settings.default.max_examples // 5,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(piles=lists(integers(0, 60), min_size=PEOPLE, max_size=PEOPLE))
def test_a_pile_of_quiet_devices_has_nothing_shown_sooner(store: Store, piles: list[int]) -> None:
    """One play twice: alone, and beside devices that come, go, and do nothing."""
    alone, beside = (moves(new_room(store), quiet) for quiet in ([0] * PEOPLE, piles))
    assert all(late <= early for early, late in zip(alone, beside, strict=True))
    assert any(alone), "the bars move where nobody else comes"


def moves(room: TestRoom, quiet: list[int]) -> list[bool]:
    """Has everyone vote, each beside so many devices that go again; gives when there were bars."""
    lesson, bars = voting(room), list[bool]()
    for person, pile in zip(room.people, quiet, strict=True):
        room.here += pile
        person.votes(lesson)
        room.now += BARS_REST
        bars.append(bool(room.view("projector")["ballot"]["bars"]))
        room.here -= pile
    return bars
