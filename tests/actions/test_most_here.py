"""The most devices that were here during a round."""

from tests.support.room import TestRoom
from workshop.actions.hiding import most_here, needed_in
from workshop.storage.context import Context, Memory


def _reckoned(room: TestRoom) -> tuple[int, int]:
    """The most devices here during the current round, and how many of them must have written."""
    stored = room.store.workshops.open(room.id)
    assert stored is not None
    number = room.round
    with stored.begin(Context(room.here, room.now, Memory())) as tx:
        return most_here(tx, number), needed_in(tx, number)


def test_a_round_keeps_the_most_devices_that_were_here_when_some_leave_again(
    room: TestRoom,
) -> None:
    """Phones that are sent away lower no threshold."""
    people = room.participants(8)
    room.desk.goes("write")
    people[0].writes("A migration without a way back.")
    room.sleeps(*people[2:])
    people[1].writes("An alert that nobody read.")

    assert _reckoned(room) == (8, 4)


def test_a_round_counts_devices_that_come_while_it_goes_on(room: TestRoom) -> None:
    """They are part of the room in which somebody would have to guess."""
    people = room.participants(3)
    room.desk.goes("write")
    people[0].writes("A migration without a way back.")
    assert _reckoned(room) == (3, 3)
    room.participants(4)
    people[1].writes("An alert that nobody read.")

    assert _reckoned(room) == (7, 4)
