"""A write that is opened again: a device whose words were shown does not hide others once more."""

import os

import pytest

from tests.support.room import TestRoom, writing
from workshop.protocol import commands
from workshop.storage.context import Memory

FIRST, AGAIN = "In the first round", "In the second round"


def opened_again(room: TestRoom, wrote: int) -> TestRoom:
    """A room of twelve whose writing is opened again, after the reveal of what so many wrote."""
    writing(room, 12)
    for person in room.people[:wrote]:
        person.writes(FIRST, show_few=False)
    return opens(room)


def opens(room: TestRoom) -> TestRoom:
    """Shows what there is, and opens the writing again."""
    room.desk.goes("reveal")
    room.desk.goes("write")
    room.desk.presses(commands.OpenAgain)
    return room


@pytest.fixture
def knows_who_is_new(request: pytest.FixtureRequest) -> bool:
    """False on PostgreSQL: between transactions no memory lasts there that all processes have."""
    return "rows" not in request.node.name


@pytest.mark.parametrize(
    ("again", "new", "shown"),
    [(3, 1, False), (3, 2, False), (3, 3, True), (0, 3, False), (2, 4, True)],
)
def test_whoever_was_shown_does_not_count_unless_half_of_those_here_wrote(
    room: TestRoom, again: int, new: int, shown: bool
) -> None:
    opened_again(room, 4)
    assert room.read().revealed == 4
    for person in [*room.people[:again], *room.people[4 : 4 + new]]:
        person.writes(AGAIN, show_few=False)
    room.desk.goes("reveal")
    assert (AGAIN in str(room.views())) is shown


def test_a_third_of_those_here_is_enough_if_all_are_known_to_be_new(
    room: TestRoom, knows_who_is_new: bool
) -> None:
    opened_again(room, 4)
    for person in room.people[4:8]:
        person.writes(AGAIN, show_few=False)
    room.desk.goes("reveal")
    assert room.read().revealed == (8 if knows_who_is_new else 4)


@pytest.mark.parametrize("restarted", [False, True])
def test_who_withdraws_does_not_count(room: TestRoom, restarted: bool) -> None:
    opened_again(room, 4)
    keys = [os.urandom(16) for _ in range(4)]
    for person, key in zip(room.people[4:8], keys, strict=True):
        person.writes(AGAIN, show_few=False, key=key)
    if restarted:
        room.memory = Memory()
    room.people[4].does(commands.WithdrawCard(round=room.round, card=keys[0].hex()))
    room.desk.goes("reveal")
    assert room.read().revealed == 4


def test_a_card_that_was_withdrawn_before_the_reveal_has_hidden_nobody(
    room: TestRoom, knows_who_is_new: bool
) -> None:
    writing(room, 12)
    key = os.urandom(16)
    room.people[4].writes(FIRST, show_few=False, key=key)
    room.people[4].does(commands.WithdrawCard(round=room.round, card=key.hex()))
    for person in room.people[:4]:
        person.writes(FIRST, show_few=False)
    opens(room)
    for person in room.people[4:8]:
        person.writes(AGAIN, show_few=False)
    room.desk.goes("reveal")
    assert room.read().revealed == (8 if knows_who_is_new else 4)


def test_cards_that_went_back_have_hidden_nobody(room: TestRoom) -> None:
    writing(room, 12)
    for _ in range(2):
        for person in room.people[:3]:
            person.writes(FIRST, show_few=False)
        opens(room)
    for person in room.people[:4]:
        person.writes(AGAIN, show_few=False)
    room.desk.goes("reveal")
    assert {card.words.happened for card in room.read().cards} == {AGAIN}


def test_after_a_restart_nobody_is_taken_for_new(room: TestRoom) -> None:
    """Which devices were shown is in no file."""
    writing(room, 12)
    for person in room.people[:4]:
        person.writes(FIRST, show_few=False)
    room.desk.goes("reveal")
    room.memory = Memory()
    room.desk.goes("write")
    room.desk.presses(commands.OpenAgain)
    for person in room.people[4:9]:
        person.writes(AGAIN, show_few=False)
    opens(room)
    assert room.read().revealed == 4
    for person in room.people[3:9]:
        person.writes("Half of us", show_few=False)
    room.desk.goes("reveal")
    assert room.read().revealed == 10


@pytest.mark.parametrize("wrote", [0, 4])
def test_phones_that_sleep_meanwhile_count_as_here(room: TestRoom, wrote: int) -> None:
    """Else a desk with two phones waits until the others sleep, and reads one person more."""
    writing(room, 12)
    for person in room.people[:wrote]:
        person.writes(FIRST, show_few=False)
    room.desk.goes("reveal")
    room.sleeps(*room.people[3:])
    opens(room)
    for person in room.people[:3]:
        person.writes(AGAIN, show_few=False)
    room.desk.goes("reveal")
    assert AGAIN not in str(room.views())
