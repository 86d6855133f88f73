"""Tallies are kept while the file is open: nothing is asked of it that only votes have changed."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.support.room import TestRoom, done
from workshop.protocol import commands
from workshop.storage.context import Context, Memory
from workshop.storage.sqlite.engines import raw
from workshop.storage.sqlite.workshop_file import WorkshopFile
from workshop.storage.workshops import StoredWorkshop

LESSONS = ("Ask first.", "Write it down.", "Take turns.")


@pytest.fixture
def voting(room: TestRoom) -> TestRoom:
    """Six people at the vote."""
    room.participants(6)
    room.desk.goes("lessons")
    for text in LESSONS:
        room.desk.does(commands.DeskLesson(text=text))
    room.desk.goes("vote")
    return room


def stored(room: TestRoom) -> StoredWorkshop:
    found = room.store.workshops.open(room.id)
    assert found is not None
    return found


@contextmanager
def statements(room: TestRoom) -> Iterator[list[str]]:
    """The statements that its file is given meanwhile."""
    said: list[str] = []
    file = stored(room)
    assert isinstance(file, WorkshopFile)
    connection = raw(file._connections()[0])
    connection.set_trace_callback(said.append)
    yield said
    connection.set_trace_callback(None)


def agrees_with_its_file(room: TestRoom) -> bool:
    """True if a reading that knows nothing finds the same, in each view too."""
    kept, views = room.read(), room.views()
    stored(room).cache.forget()
    room._read = None
    return (kept.counts, kept.released, views) == (
        room.read().counts,
        room.read().released,
        room.views(),
    )


def test_what_is_kept_is_what_the_file_says_after_each_act(voting: TestRoom) -> None:
    for person in voting.people:
        for lesson in LESSONS:
            assert done(person.votes(lesson))
            assert agrees_with_its_file(voting)
    assert done(voting.people[0].votes(LESSONS[0], 0))
    assert done(voting.desk.ends_voting())
    assert agrees_with_its_file(voting)
    voting.desk.presses(commands.OpenAgain)
    assert done(voting.people[1].votes(LESSONS[1]))
    assert agrees_with_its_file(voting)


def test_after_a_vote_the_room_is_read_without_a_statement(voting: TestRoom) -> None:
    voting.people[0].votes(LESSONS[0])
    voting.read()
    voting.people[1].votes(LESSONS[0])
    with statements(voting) as said:
        voting._read = None
        voting.read()
    assert said == []


def test_a_vote_after_another_one_reads_no_tallies(voting: TestRoom) -> None:
    voting.people[0].votes(LESSONS[0])
    with statements(voting) as said:
        assert done(voting.people[1].votes(LESSONS[0]))
    assert not [one for one in said if one.startswith("SELECT") and "tallies" in one]
    assert any(one.startswith("UPDATE tallies") for one in said)


def test_what_was_counted_in_a_transaction_that_fails_is_not_kept(voting: TestRoom) -> None:
    voting.people[0].votes(LESSONS[0])
    before = voting.read().counts
    with (
        pytest.raises(OSError, match="no room"),
        stored(voting).begin(Context(0, 0.0, Memory())) as tx,
    ):
        tx.count("anything", 1)
        tx.finish()
        raise OSError("no room")
    voting._read = None
    assert voting.read().counts == before
    assert agrees_with_its_file(voting)
