"""Letters to the teller as the seal keeps them: for whom, and until when."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from tests.stories.test_contributing import STORY
from tests.support.room import Person, TestRoom, done
from tests.support.tellers import told_by_teller
from workshop.actions.create import NewWorkshop, create_workshop
from workshop.ending.letters import letters_wanted
from workshop.ending.overdue import delete_overdue
from workshop.ending.seal import seal
from workshop.protocol.participant_commands import WriteLetter
from workshop.rules.limits import LETTERS_FOR
from workshop.storage.heard_stories import times_known, times_told
from workshop.storage.letters import (
    LetterBatch,
    batches_of,
    end_decided,
    kept_from,
    letters_to,
    pass_letters_on,
    waiting_batches,
)
from workshop.storage.library import day_of, summary_of
from workshop.storage.store import Store
from workshop.stories.contributing import KeyedLibrary, want_letters
from workshop.stories.ways_out import take_down, withdraw_story

NOW = 1_780_000_000.0
DAYS = 86_400.0
TEXTS = ("We had such a lock.", "Asking twice has helped us.", "Thank you.")


def open_with(store: Store, story: str, *, trial: bool = False) -> TestRoom:
    """A workshop that tells a story of the library, with three people, after its vote."""
    new = NewWorkshop(title="Spring", team="Payments", story=STORY, story_id=story, trial=trial)
    room = TestRoom(store, create_workshop(store, new, NOW))
    room.participants(3)
    room.desk.goes("story")
    room.desk.goes("vote")
    room.desk.ends_voting()
    with store.library.read() as session:
        room.letters = letters_wanted(session, store.story_keys, room.read())
    return room


def writes(person: Person, text: str) -> None:
    assert done(person.does(WriteLetter(to="story", text=text)))


def all_write(room: TestRoom) -> TestRoom:
    for person, text in zip(room.people, TEXTS, strict=True):
        writes(person, text)
    return room


def waiting(store: Store, room: TestRoom) -> list[LetterBatch]:
    with store.library.read() as session:
        return batches_of(session, store.story_keys, room.id)


def come_as_far(store: Store, room: TestRoom) -> set[str]:
    with store.library.read() as session:
        return {*kept_from(session, room.id)}


def to_teller(store: Store, story: str) -> tuple[str, ...]:
    with store.library.read() as session:
        return letters_to(session, store.story_keys, story)


def lets_through(store: Store, batch: LetterBatch, *through: str) -> None:
    with store.library.begin() as session:
        pass_letters_on(session, store.story_keys, batch, through)
    with store.library.begin() as session:
        end_decided(session, store.story_keys)


def days_later(store: Store, days: int) -> None:
    delete_overdue(store, NOW + days * DAYS)


def on_disk(store: Store) -> bytes:
    store.thread.run(store.library.close)
    folder = store.settings.data
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_three_letters_wait_for_the_facilitator_in_the_order_of_their_words(store: Store) -> None:
    story = told_by_teller(store, STORY)
    room = all_write(open_with(store, story))
    seal(store, room.id, NOW)
    (batch,) = waiting(store, room)
    assert batch.letters == tuple(sorted(TEXTS))
    assert (batch.story, batch.place, batch.workshop) == (story, "story", room.id)
    until = date.fromisoformat(day_of(NOW)) + timedelta(LETTERS_FOR)
    assert batch.until == until.isoformat()
    assert come_as_far(store, room) == {"story"}
    assert to_teller(store, story) == ()


def test_whoever_wrote_and_whenever_the_batch_is_the_same(store: Store) -> None:
    story = told_by_teller(store, STORY)
    found = []
    for order in ((0, 1, 2), (2, 1, 0), (1, 2, 0)):
        room = open_with(store, story)
        for i in order:
            writes(room.people[(i + 1) % 3], TEXTS[i])
        seal(store, room.id, NOW)
        (batch,) = waiting(store, room)
        found.append(batch.letters)
    assert len(set(found)) == 1


@pytest.mark.parametrize("taken_back", [False, True])
def test_under_three_devices_nobody_reads_any(store: Store, taken_back: bool) -> None:
    room = open_with(store, told_by_teller(store, STORY))
    one, two, three = room.people
    for text in ("First.", "Second."):
        writes(one, text)
    writes(two, "Another.")
    if taken_back:
        writes(three, "A third.")
        writes(three, "")
    seal(store, room.id, NOW)
    assert waiting(store, room) == [] and come_as_far(store, room) == set()


def test_a_seal_that_begins_anew_keeps_each_letter_once(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = told_by_teller(store, STORY)
    room = all_write(open_with(store, story))
    with monkeypatch.context() as broken, pytest.raises(ConnectionError):
        broken.setattr("workshop.ending.seal._remember_stories", breaks)
        seal(store, room.id, NOW)
    assert waiting(store, room) == []
    seal(store, room.id, NOW)
    (batch,) = waiting(store, room)
    assert batch.letters == tuple(sorted(TEXTS))


def breaks(*_: object) -> None:
    raise ConnectionError


def test_in_a_trial_nobody_writes(store: Store) -> None:
    assert open_with(store, told_by_teller(store, STORY), trial=True).letters == frozenset()


@pytest.mark.parametrize("wants", [{"letters": False}, {"link": False}])
def test_only_who_wants_them_and_has_a_receipt_gets_letters(
    store: Store, wants: dict[str, bool]
) -> None:
    assert open_with(store, told_by_teller(store, STORY, **wants)).letters == frozenset()


def test_a_story_that_is_told_twice_has_one_place_for_letters(store: Store) -> None:
    story = told_by_teller(store, STORY)
    new = NewWorkshop(
        title="Spring", team="Payments", template="90", story=STORY, story_id=story,
        second_story=STORY, second_story_id=story,
    )  # fmt: skip
    room = TestRoom(store, create_workshop(store, new, NOW))
    room.participants(3)
    for kind in ("story", "story", "vote"):
        room.desk.goes(kind)
    room.desk.ends_voting()
    with store.library.read() as session:
        room.letters = letters_wanted(session, store.story_keys, room.read())
    assert room.letters == {"story"}


def test_a_story_of_nobody_here_gets_none(store: Store) -> None:
    assert open_with(store, "the-silent-alarm").letters == frozenset()


def test_of_a_teller_who_has_withdrawn_meanwhile_they_stay_on_the_phones(store: Store) -> None:
    story = told_by_teller(store, STORY)
    room = all_write(open_with(store, story))
    with store.library.begin() as session:
        withdraw_story(KeyedLibrary(session, store.story_keys), story)
    seal(store, room.id, NOW)
    assert waiting(store, room) == [] and come_as_far(store, room) == set()


def test_of_a_teller_who_wants_no_more_they_stay_on_the_phones(store: Store) -> None:
    story = told_by_teller(store, STORY)
    room = all_write(open_with(store, story))
    with store.library.begin() as session:
        assert want_letters(KeyedLibrary(session, store.story_keys), story, on=False)
    seal(store, room.id, NOW)
    assert waiting(store, room) == []


def test_what_is_let_through_reaches_the_teller_and_the_rest_is_gone(store: Store) -> None:
    story = told_by_teller(store, STORY)
    for through in (TEXTS[:2], TEXTS[2:]):
        room = all_write(open_with(store, story))
        seal(store, room.id, NOW)
        (batch,) = waiting(store, room)
        lets_through(store, batch, *through)
        assert waiting(store, room) == []
        # Phones are told for as long as they may look that it has come as far as the desk.
        assert come_as_far(store, room) == {"story"}
    assert to_teller(store, story) == tuple(sorted(TEXTS))
    days_later(store, LETTERS_FOR + 1)
    assert to_teller(store, story) == tuple(sorted(TEXTS))


def test_a_crash_before_a_decision_is_kept_loses_no_letter(store: Store) -> None:
    story = told_by_teller(store, STORY)
    room = all_write(open_with(store, story))
    seal(store, room.id, NOW)
    (batch,) = waiting(store, room)
    with pytest.raises(ConnectionError), store.library.begin() as session:
        pass_letters_on(session, store.story_keys, batch, TEXTS)
        raise ConnectionError
    assert waiting(store, room) == [batch] and to_teller(store, story) == ()
    lets_through(store, batch, *TEXTS)
    assert to_teller(store, story) == tuple(sorted(TEXTS))


def test_a_key_that_a_crash_has_left_behind_a_decision_goes_at_the_next_look(store: Store) -> None:
    story = told_by_teller(store, STORY)
    room = all_write(open_with(store, story))
    before = store.story_keys.left_of(story)
    seal(store, room.id, NOW)
    (batch,) = waiting(store, room)
    with store.library.begin() as session:
        pass_letters_on(session, store.story_keys, batch, [])
    assert store.story_keys.left_of(story) != before
    days_later(store, 0)
    assert store.story_keys.left_of(story) == before


def test_a_key_that_a_loss_of_power_has_cut_short_keeps_no_letter_from_its_teller(
    store: Store,
) -> None:
    story = told_by_teller(store, STORY)
    room = all_write(open_with(store, story))
    seal(store, room.id, NOW)
    store.settings.keys.joinpath("stories", f"{story}.letters.key").write_bytes(b"")
    (batch,) = waiting(store, room)
    lets_through(store, batch, *TEXTS)
    assert to_teller(store, story) == tuple(sorted(TEXTS))


def test_what_was_not_let_through_goes_after_its_last_day(store: Store) -> None:
    story = told_by_teller(store, STORY)
    room = all_write(open_with(store, story))
    seal(store, room.id, NOW)
    before = store.story_keys.left_of(story)
    days_later(store, LETTERS_FOR)
    assert len(waiting(store, room)) == 1
    days_later(store, LETTERS_FOR + 1)
    assert waiting(store, room) == [] and to_teller(store, story) == ()
    with store.library.read() as session:
        assert waiting_batches(session) == {}
    assert store.story_keys.left_of(story) < before


@pytest.mark.parametrize("end", [withdraw_story, take_down])
def test_with_the_story_go_all_letters_to_its_teller(store: Store, end: object) -> None:
    story = told_by_teller(store, STORY)
    first, second = (all_write(open_with(store, story)) for _ in range(2))
    for room in (first, second):
        seal(store, room.id, NOW)
    (batch,) = waiting(store, first)
    lets_through(store, batch, *TEXTS)
    with store.library.begin() as session:
        end(KeyedLibrary(session, store.story_keys), story)  # type: ignore[operator]
    assert waiting(store, second) == [] and to_teller(store, story) == ()
    assert not any("letters" in part for part in store.story_keys.left_of(story))


def test_neither_the_disk_nor_the_summary_shows_a_letter(store: Store) -> None:
    story = told_by_teller(store, replace(STORY, title="The door"))
    room = all_write(open_with(store, story))
    assert not any(text.encode() in on_disk(store) for text in TEXTS)
    seal(store, room.id, NOW)
    with store.library.read() as session:
        kept = summary_of(session, room.id)
    assert kept and not any(text in kept.body for text in TEXTS)
    assert not any(text.encode() in on_disk(store) for text in TEXTS)
    (batch,) = waiting(store, room)
    lets_through(store, batch, *TEXTS)
    assert not any(text.encode() in on_disk(store) for text in TEXTS)


def test_an_older_copy_of_the_library_brings_no_letter_back(store: Store) -> None:
    story = told_by_teller(store, STORY)
    room = all_write(open_with(store, story))
    seal(store, room.id, NOW)
    store.thread.run(store.library.close)
    path = store.settings.data / "library.db"
    older = path.read_bytes()
    (batch,) = waiting(store, room)
    lets_through(store, batch)
    store.thread.run(store.library.close)
    path.write_bytes(older)
    assert waiting(store, room) == [] and to_teller(store, story) == ()


def test_where_the_screens_said_that_most_had_been_there_the_teller_can_hear_it(
    store: Store,
) -> None:
    story = told_by_teller(store, STORY)
    for been in (6, 3):
        new = NewWorkshop(title="Spring", team="Payments", story=STORY, story_id=story)
        room = TestRoom(store, create_workshop(store, new, NOW))
        room.participants(8)
        room.desk.goes("story")
        for person in room.people[:been]:
            assert done(person.been_there("story"))
        room.desk.goes("finish")
        seal(store, room.id, NOW)
    with store.library.read() as session:
        assert times_told(session, [story]) == {story: 2}
        assert times_known(session, story) == 1
