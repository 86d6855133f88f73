"""The seal: the summary stays, all else is gone, and nothing else is called sealed."""

from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from tests.summary.gathering import CANARIES, STANDS, commit
from tests.support.room import TestRoom, new_room
from workshop.ending.seal import NotSealed, seal, trouble_of_seal
from workshop.ending.throwing_away import delete_left_trials
from workshop.protocol import commands
from workshop.protocol.summary import read_summary, written_summary
from workshop.storage.heard_stories import times_told
from workshop.storage.library import (
    Sealed,
    open_workshop,
    summary_of,
)
from workshop.storage.store import Store
from workshop.storage.workshop_tables import Commitment, Lesson, OpenCard
from workshop.storage.workshops import StoredWorkshop
from workshop.stories.pack import built_in
from workshop.summary.build import build

LATER = 1_780_003_600.0


def kept(store: Store, id_: str) -> Sealed | None:
    with store.library.begin() as session:
        return summary_of(session, id_)


def is_open(store: Store, id_: str) -> bool:
    with store.library.begin() as session:
        return open_workshop(session, id_) is not None


def on_disk(store: Store) -> bytes:
    """All bytes of the data directory and of the folder of the keys."""
    folders = (store.settings.data, store.settings.keys)
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return b"\n".join(path.name.encode() + path.read_bytes() for path in files)


def ciphertexts(file: StoredWorkshop) -> list[bytes]:
    """How everything begins that people wrote, as it lies on disk (a page may part the rest)."""
    statements = [select(table.body) for table in (OpenCard, Lesson, Commitment)]
    with file.read() as connection:
        return [body[:64] for one in statements for body in connection.execute(one).scalars()]


def day_of(room: TestRoom) -> date:
    return datetime.fromtimestamp(room.read().state.started_at, UTC).astimezone().date()


def test_only_the_summary_stays(held: TestRoom) -> None:
    store, id_ = held.store, held.id
    file = store.workshops.open(id_)
    assert file is not None
    hidden = [*ciphertexts(file), store.key_store.read(id_) or b""]
    before = on_disk(store)
    assert len(hidden) > 8 and all(body in before for body in hidden)
    expected = written_summary(build(held.read(), day_of(held)))
    seal(store, id_, LATER)
    found = kept(store, id_)
    assert found is not None and found.body == expected
    after = on_disk(store)
    assert STANDS.encode() in after
    assert not [body for body in hidden if body in after]
    assert not [words for words in CANARIES if words.encode() in after]
    assert (
        store.workshops.left_of(id_) == set()
        and store.workshops.open(id_) is None
        and not is_open(store, id_)
    )
    assert found.agenda.startswith('[["arrive",5],["go_first",4],')
    assert found.open_until % 3600 == 0 and found.open_until >= LATER + 24 * 3600


def test_a_second_seal_changes_nothing(held: TestRoom) -> None:
    seal(held.store, held.id, LATER)
    before = kept(held.store, held.id)
    seal(held.store, held.id, LATER + 7200)
    assert kept(held.store, held.id) == before


def test_what_is_left_on_disk_is_not_called_sealed(
    held: TestRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(held.store.workshops, "delete", lambda _id: None)
        with pytest.raises(NotSealed, match="file"):
            seal(held.store, held.id, LATER)
    assert is_open(held.store, held.id)


def test_a_seal_waits_for_the_keys_and_claims_nothing_before(held: TestRoom) -> None:
    store, id_ = held.store, held.id
    keys, away = store.settings.keys, store.settings.keys.with_name("away")
    store.workshops.close()
    keys.rename(away)
    with pytest.raises(NotSealed) as stopped:
        seal(store, id_, LATER)
    assert trouble_of_seal(stopped.value) == "no_key"
    assert is_open(store, id_) and "file" in store.workshops.left_of(id_)
    away.rename(keys)
    seal(store, id_, LATER)
    assert kept(store, id_) is not None and store.workshops.left_of(id_) == set()


def test_one_sealed_by_its_deadline_keeps_what_was_shown_and_not_what_waited(
    room: TestRoom,
) -> None:
    room.participants(4)
    room.desk.presses(commands.Pause, on=False)
    room.desk.goes("write")
    for person in room.people:
        person.writes(STANDS, may_stand=True)
    seal(room.store, room.id, LATER)
    found = kept(room.store, room.id)
    assert found is not None
    summary = read_summary(found.body)
    assert (summary.cards, summary.lessons, summary.worth) == ([], [], None)
    assert STANDS.encode() not in on_disk(room.store)


def test_trials_are_wiped_and_others_are_not(store: Store) -> None:
    rooms = [new_room(store, trial=trial) for trial in (True, False)]
    for room in rooms:
        room.participants(3)
        room.desk.presses(commands.Pause, on=False)
        seal(store, room.id, LATER)
    delete_left_trials(store)
    assert [kept(store, room.id) is not None for room in rooms] == [False, True]


def test_neither_lessons_nor_cards_nor_commitments_stand_in_the_order_of_arrival(
    store: Store,
) -> None:
    """The same words come from other people in another order, and nothing tells it."""
    found = []
    for turn in (1, -1):
        room = new_room(store)
        room.participants(5)
        room.desk.presses(commands.Pause, on=False)
        room.desk.goes("write")
        for letter, person in zip("abcde"[::turn], room.people, strict=True):
            person.writes(f"It broke at {letter}.", f"Mend {letter} first.", may_stand=True)
            person.adds_nothing()
        room.desk.goes("reveal")
        room.desk.goes("vote")
        for person in room.people[::turn]:
            person.votes("Mend c first.", 2)
            person.votes("Mend d first.", 1)
        room.desk.ends_voting()
        commit(room)
        # The workshop's own id is chance.
        found.append(written_summary(replace(build(room.read(), day_of(room)), workshop="")))
    assert found[0] == found[1]
    texts = [one.text for one in read_summary(found[0]).lessons]
    assert texts[:2] == ["Mend c first.", "Mend d first."] and texts[2:] == sorted(texts[2:])


@pytest.mark.parametrize(("voters", "votes"), [(7, None), (8, 8)])
def test_a_deadline_in_the_middle_of_the_vote_counts_what_was_shown_of_it(
    room: TestRoom, voters: int, votes: int | None
) -> None:
    """Nobody is there to say what an end would show: the first group was shown, not the second."""
    room.participants(8)
    room.desk.goes("lessons")
    room.desk.does(commands.DeskLesson(text="Ask first."))
    room.desk.goes("vote")
    for person in room.people[:voters]:
        room.now += 2
        person.votes("Ask first.", 2)
    seal(room.store, room.id, room.now)
    with room.store.library.begin() as session:
        kept = summary_of(session, room.id)
    assert kept is not None
    (counted,) = read_summary(kept.body).lessons
    shown = votes is not None
    assert (counted.votes, counted.rank, counted.chosen) == (votes, int(shown), shown)


def times(store: Store, story: str) -> int:
    with store.library.read() as session:
        return times_told(session, [story]).get(story, 0)


def test_the_library_remembers_which_story_the_team_has_heard(store: Store) -> None:
    room = new_room(store, template="90", second_story=built_in()[2],
                    story_id="first", second_story_id="second")  # fmt: skip
    room.participants(3)
    room.desk.goes("story")
    assert times(store, "first") == 0
    seal(store, room.id, LATER)
    assert (times(store, "first"), times(store, "second")) == (1, 0)


def test_a_rehearsal_is_no_hearing_of_a_story(store: Store) -> None:
    room = new_room(store, story_id="first", trial=True)
    room.participants(3)
    room.desk.goes("story")
    seal(store, room.id, LATER)
    assert times(store, "first") == 0
