"""A process that opens a workshop, while another one ends a round of it, takes nothing away."""

from collections.abc import Callable
from functools import partial

import pytest

from tests.support.neighbours import Neighbours
from tests.support.room import TestRoom, done, new_room, writing
from workshop.protocol import commands
from workshop.storage.keyring import part_of

pytestmark = pytest.mark.postgres
LESSONS = ("Ask first.", "Write it down.", "Take turns.")


@pytest.fixture
def room(neighbours: Neighbours) -> TestRoom:
    """A workshop that only one process has open."""
    return new_room(neighbours.here)


def opens_while(
    neighbours: Neighbours,
    room: TestRoom,
    part: str,
    act: Callable[[], object],
    monkeypatch: pytest.MonkeyPatch,
) -> TestRoom:
    """The workshop as another process has it, that opens it and has read its rows when the round
    ends, and only then asks for the key of the round."""
    there, acts = neighbours.there, [act]
    read = there.key_store.read

    def reads_late(workshop: str, asked: str = "") -> bytes | None:
        if asked == part and acts:
            acts.pop()()
        return read(workshop, asked)

    monkeypatch.setattr(there.key_store, "read", reads_late)
    assert there.workshops.open(room.id)
    assert not acts and neighbours.here.key_store.read(room.id, part) is None
    return TestRoom(there, room.id)


def test_the_votes_stay_of_a_voting_that_just_ends(
    neighbours: Neighbours, room: TestRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = room.participants(6)
    room.desk.goes("lessons")
    for text in LESSONS:
        room.desk.does(commands.DeskLesson(text=text))
    room.desk.goes("vote")
    assert all(done(person.votes_all(LESSONS[0])) for person in people)
    before, number = room.read().counts, room.round
    ends = room.desk.ends_voting
    counted = opens_while(neighbours, room, part_of(number), ends, monkeypatch).read().counts
    assert counted[number, "ballots"] == counted[number, "out"] == 6
    assert counted == {place: before[place] for place in counted}


def test_what_became_of_cards_stays_of_a_writing_that_just_ends(
    neighbours: Neighbours, room: TestRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, person in enumerate(writing(room, 6).people):
        assert done(person.writes(f"Row {number}", key=bytes([number]) * 16))
    part = part_of(room.round)
    room.desk.goes("look_through")
    room.desk.sets_card_aside("Row 3")
    reveals = partial(room.desk.goes, "reveal")
    elsewhere = opens_while(neighbours, room, part, reveals, monkeypatch)
    keys = [bytes([number]) * 16 for number in range(6)]
    assert elsewhere.fates(*keys) == room.fates(*keys)
    assert "care" in elsewhere.fates(*keys)
    assert len(elsewhere.read().cards) == 5
