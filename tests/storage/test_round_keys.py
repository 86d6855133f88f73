"""A key for each round: what waited in it is over with it, for every copy of the file and of K."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import Row, delete, select

from tests.support.files import file_of, key_files
from tests.support.put_state import spend_rounds
from tests.support.room import TestRoom, done, new_room, new_store
from workshop.protocol import commands
from workshop.storage.bodies import CardWords, LessonWords, show, show_read
from workshop.storage.counts import show_counts
from workshop.storage.handles import Handles
from workshop.storage.keyring import Keys, OwnKeys
from workshop.storage.sqlite.key_folder import KeyFolder
from workshop.storage.sqlite.workshop_file import WorkshopFile
from workshop.storage.workshop_tables import Card, DeskRead, Mark, SentLesson, Tallies

Rows = list[Row[tuple[bytes, int, bytes]]]
KINDS = {Card: ("card", CardWords), SentLesson: ("lesson", LessonWords)}
WRITE = "round1"


@pytest.fixture
def room(tmp_path: Path) -> Iterator[TestRoom]:
    """Three who have written."""
    room = new_room(new_store(tmp_path / "there"))
    room.participants(3)
    room.desk.goes("write")
    for i, person in enumerate(room.people):
        assert done(person.writes(f"It broke {i}."))
        person.adds_nothing()
    yield room
    room.store.close()


def key(room: TestRoom, part: str) -> bytes:
    return room.store.key_store.read(room.id, part) or b""


def rounds(room: TestRoom) -> list[str]:
    return sorted(part for part in room.store.key_store.left_of(room.id) if "round" in part)


def rows(room: TestRoom, table: type[Card | SentLesson] = Card) -> Rows:
    file = room.store.workshops.open(room.id)
    assert file is not None
    with file.read() as connection:
        return list(connection.execute(select(table.key, table.round, table.body)).all())


def opens(secret: bytes, found: Rows, table: type[Card | SentLesson] = Card) -> int:
    """Counts the rows that a key opens."""
    place, kind = KINDS[table]
    opened = 0
    for row in found:
        try:
            show(Keys(secret), place, row.key, row.body, kind)
        except InvalidTag:
            continue
        opened += 1
    return opened


def all_keys(room: TestRoom) -> list[bytes]:
    return [path.read_bytes() for path in key_files(room.store, room.id)]


def open_again(room: TestRoom) -> None:
    room.store.workshops.close()
    assert room.store.workshops.open(room.id)


def test_cards_that_wait_lie_under_the_key_of_their_round_which_goes_with_them(
    room: TestRoom,
) -> None:
    waited, k = rows(room), room.store.key_store.read(room.id) or b""
    assert opens(key(room, WRITE), waited) == 3 and opens(k, waited) == 0
    room.desk.goes("look_through")
    open_again(room)
    assert opens(key(room, WRITE), rows(room)) == 3, "they wait for the reveal"
    room.desk.goes("reveal")
    assert len(room.read().cards) == 3 and rows(room) == []
    assert [opens(one, waited) for one in all_keys(room)] == [0] * len(all_keys(room))
    assert WRITE not in rounds(room)


def test_a_round_that_collects_no_more_has_its_key_as_long_as_cards_wait(room: TestRoom) -> None:
    room.desk.goes("look_through")
    room.desk.reads()
    room.desk.goes("story")
    open_again(room)
    assert opens(key(room, WRITE), rows(room)) == 3
    room.desk.goes("reveal")
    assert len(room.read().cards) == 3 and WRITE not in rounds(room)


def test_words_that_were_set_aside_are_over_as_well(room: TestRoom) -> None:
    room.desk.goes("look_through")
    handle = min(one.handle for one in room.read().waiting)
    assert done(room.desk.does(commands.SetAside(card=handle, reason="care")))
    room.desk.reads()
    waited = rows(room)
    room.desk.goes("reveal")
    assert len(room.read().cards) == 2 and sum(opens(one, waited) for one in all_keys(room)) == 0


def test_what_waits_is_called_by_the_key_of_its_round(room: TestRoom) -> None:
    room.desk.goes("look_through")
    called = {one.handle for one in room.read().waiting}
    keys = {row.key for row in rows(room)}
    assert {Handles(Keys(key(room, WRITE))).of(one) for one in keys} == called
    k = Handles(Keys(room.store.key_store.read(room.id) or b""))
    assert not {k.row(one) for one in called} & keys


def test_lessons_are_taken_along_under_the_key_of_the_round_that_they_come_to(
    room: TestRoom,
) -> None:
    for stage in ("look_through", "reveal", "talk"):
        room.desk.goes(stage)
    for i, person in enumerate(room.people):
        assert done(person.does(commands.AddLesson(text=f"Ask {i}", round=room.read().state.round)))
    talk = f"round{room.read().state.round}"
    waited = rows(room, SentLesson)
    assert opens(key(room, talk), waited, SentLesson) == 3
    room.desk.goes("lessons")
    taken = rows(room, SentLesson)
    assert {row.key for row in taken} == {row.key for row in waited}
    here = f"round{room.read().state.round}"
    assert opens(key(room, here), taken, SentLesson) == 3
    assert sum(opens(one, waited, SentLesson) for one in all_keys(room)) == 0
    assert sorted(one.words.text for one in room.read().unread) == ["Ask 0", "Ask 1", "Ask 2"]
    room.desk.lets_on()
    room.desk.goes("vote")
    assert sum(opens(one, taken, SentLesson) for one in all_keys(room)) == 0
    assert talk not in rounds(room) and here not in rounds(room)


def test_a_round_that_is_gone_back_to_has_its_key_still(room: TestRoom) -> None:
    before = key(room, WRITE)
    room.desk.goes("story")
    open_again(room)
    room.desk.goes("write")
    assert key(room, WRITE) == before and room.read().state.round == 1
    assert done(room.people[0].writes("It broke again."))
    assert opens(before, rows(room)) == 4


def test_a_round_that_was_opened_and_taken_back_leaves_no_key(room: TestRoom) -> None:
    made = OwnKeys(Keys(b""), room.store.key_store, room.id)
    made.begin_round(9)
    assert "round9" in rounds(room)
    open_again(room)
    assert "round9" not in rounds(room) and WRITE in rounds(room)


def test_an_older_copy_that_is_put_back_has_no_word_of_it(room: TestRoom, tmp_path: Path) -> None:
    path, copy = file_of(room.store, room.id), tmp_path / "copy"
    shutil.copy(path, copy)
    room.desk.goes("look_through")
    room.desk.goes("reveal")
    room.store.workshops.close()
    shutil.copy(copy, path)
    assert rows(room) == [] and room.read().stage.kind == "write"
    assert done(room.people[0].writes("It broke once more."))
    open_again(room)
    assert len(rows(room)) == 1


def test_a_round_that_began_before_or_without_room_for_a_key_lies_under_k(
    room: TestRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_self: KeyFolder, _workshop: str, _part: str) -> bytes:
        raise OSError(28, "No space left on device")

    other = new_room(room.store)
    other.participants(3)
    with monkeypatch.context() as patched:
        patched.setattr(KeyFolder, "make", full)
        patched.setattr(WorkshopFile, "destroy_ended_keys", lambda _self: None)
        other.desk.goes("write")
    assert done(other.people[0].writes("It broke once more."))
    open_again(other)
    assert opens(other.store.key_store.read(other.id) or b"", rows(other)) == 1
    assert rounds(other) == []


def bodies(room: TestRoom, table: type[Tallies | DeskRead]) -> dict[int, bytes]:
    file = room.store.workshops.open(room.id)
    assert file is not None
    with file.read() as connection:
        found = connection.execute(select(table.round, table.body)).all()
    return {row.round: row.body for row in found}


def read_by(keys: Keys, table: type[Tallies | DeskRead], number: int, body: bytes) -> object:
    """Returns the words of a row of a round under a key; None if the key is another round's."""
    shows = {Tallies: show_counts, DeskRead: show_read}[table]
    try:
        return shows(OwnKeys(keys), number, body)
    except InvalidTag:
        return None


def test_what_is_counted_and_decided_lies_under_it_until_the_round_is_over(
    room: TestRoom,
) -> None:
    k = Keys(room.store.key_store.read(room.id) or b"")
    room.desk.goes("look_through")
    room.desk.reads()
    before = {table: bodies(room, table)[1] for table in (Tallies, DeskRead)}
    own = Keys(key(room, WRITE))
    for table, body in before.items():
        assert read_by(own, table, 1, body) and read_by(k, table, 1, body) is None
    room.desk.goes("reveal")
    for table, body in before.items():
        assert read_by(k, table, 1, bodies(room, table)[1]), "what stays until the seal"
        assert not any(read_by(Keys(one), table, 1, body) for one in all_keys(room))


def test_votes_are_counted_under_it_and_their_sums_under_k(room: TestRoom) -> None:
    for stage in ("look_through", "reveal", "lessons"):
        room.desk.goes(stage)
    for text in ("Ask first.", "Test it."):
        assert done(room.desk.does(commands.DeskLesson(text=text)))
    room.desk.goes("vote")
    lesson = min(one.id for one in room.read().lessons)
    number = room.read().state.round
    for person in room.people:
        assert done(person.votes(lesson))
    k, before = Keys(room.store.key_store.read(room.id) or b""), bodies(room, Tallies)[number]
    assert read_by(k, Tallies, number, before) is None
    open_again(room)
    assert f"round{number}" in rounds(room)
    room.desk.ends_voting()
    assert read_by(k, Tallies, number, bodies(room, Tallies)[number])
    assert f"round{number}" not in rounds(room)


@pytest.mark.parametrize(("first", "last"), [(Mark, Tallies), (Tallies, Mark)])
def test_counts_and_marks_keep_the_key_of_a_round_of_which_nothing_waits(
    room: TestRoom, first: type[Mark | Tallies], last: type[Mark | Tallies]
) -> None:
    """As taps on a live wall do, when the writing has ended."""
    file = room.store.workshops.open(room.id)
    assert file is not None
    spend_rounds(room)
    with file.write() as connection:
        connection.execute(delete(Card))
        connection.execute(delete(DeskRead))
    for table in (None, first, last):
        file = room.store.workshops.open(room.id)
        assert file is not None
        if table:
            with file.write() as connection:
                connection.execute(delete(table))
        open_again(room)
        assert (WRITE in rounds(room)) == (table is not last)


def test_a_vote_that_waits_has_its_key_and_a_run_off_one_of_its_own(room: TestRoom) -> None:
    for stage in ("look_through", "reveal", "lessons"):
        room.desk.goes(stage)
    for text in ("Ask first.", "Test it.", "Write it down.", "Call somebody."):
        assert done(room.desk.does(commands.DeskLesson(text=text)))
    room.desk.goes("vote")
    vote, before = f"round{room.read().state.round}", key(room, f"round{room.read().state.round}")
    room.desk.goes("lessons")
    open_again(room)
    assert room.read().state.vote_paused and key(room, vote) == before
    room.desk.goes("vote")
    for i, one in enumerate(sorted(one.id for one in room.read().lessons)):
        assert done(room.people[i % 3].votes(one))
    room.desk.ends_voting()
    assert vote not in rounds(room)
    assert done(room.desk.presses(commands.RunOff))
    run_off = f"round{room.read().state.round}"
    open_again(room)
    assert run_off in rounds(room) and vote not in rounds(room)
    room.desk.ends_voting()
    assert run_off not in rounds(room)
