"""A withdrawn story leaves the workshops to come, and a story that may be told once leaves the
library when it was. (Older copies: `tests/anonymity/test_withdrawn.py`.)"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace as replace_added

import pytest
from msgspec.structs import replace

from tests.stories.test_contributing import STORY, in_library, invited, kept, library
from tests.support.room import TestRoom, new_room
from workshop.actions.withdrawn_story import tell_anew
from workshop.ending.seal import seal
from workshop.ending.withdrawn_stories import (
    end_withdrawn_stories,
    tell_built_in,
    workshops_with,
)
from workshop.protocol.story import Teller
from workshop.storage.context import Context, Memory
from workshop.storage.heard_stories import times_told
from workshop.storage.library_stories import Reach, add_story, added_story
from workshop.storage.store import Store
from workshop.storage.transaction import Tx
from workshop.stories.consent_hash import story_hash
from workshop.stories.contributing import Sent, accept_story, lower_name, send
from workshop.stories.pack import built_in_pack
from workshop.stories.ways_out import end_withdrawn, withdraw_story

LATER = 1_780_003_600.0


def ready(store: Store, reach: Reach = "server") -> str:
    """A contribution whose story is in the library."""
    id_ = invited(store)
    with library(store) as at:
        assert send(at, id_, Sent(STORY, "named", reach, "2026-11-28")) and accept_story(at, id_)
    return id_


def room_with(store: Store, id_: str, **fields: object) -> TestRoom:
    room = new_room(store, template="90", second_story=STORY, second_story_id=id_, **fields)
    room.participants(3)
    return room


@contextmanager
def acting(room: TestRoom) -> Iterator[Tx]:
    stored = room.store.workshops.open(room.id)
    assert stored
    with stored.begin(Context(3, LATER, Memory())) as tx:
        yield tx


def second_of(room: TestRoom) -> object:
    return room.read().second_story


def test_a_workshop_that_has_not_told_it_tells_one_of_its_own_language(store: Store) -> None:
    id_ = ready(store)
    room = room_with(store, id_, language="de")
    with acting(room) as tx:
        assert tell_built_in(tx, id_) and tx.changed
    others = built_in_pack("de").stories
    assert second_of(room) in others and second_of(room) != room.read().story
    assert room.read().state.library["story2"] in built_in_pack().ids
    with acting(room) as tx:
        assert not tell_built_in(tx, id_) and not tx.changed


def test_a_workshop_that_has_told_it_keeps_it(store: Store) -> None:
    id_ = ready(store)
    room = new_room(store, story_id=id_)
    told = room.read().story
    room.participants(3)
    room.desk.goes("story")
    with acting(room) as tx:
        assert not tell_built_in(tx, id_) and not tell_anew(tx, id_, STORY)
    assert room.read().story == told and room.read().state.library == {"story": id_}


def test_a_name_that_was_lowered_is_lowered_in_workshops_to_come(store: Store) -> None:
    id_ = ready(store)
    room = room_with(store, id_)
    unnamed = replace(STORY, told_by=Teller())
    with acting(room) as tx:
        assert tell_anew(tx, id_, unnamed)
    assert second_of(room) == unnamed and room.read().state.library["story2"] == id_


def test_only_the_workshops_that_have_it_are_found(store: Store) -> None:
    id_ = ready(store)
    new_room(store, story_id="another")
    room = room_with(store, id_, trial=True)
    assert workshops_with(store, [id_]) == [room.id]


@pytest.mark.parametrize("reach", ["once", "server"])
def test_what_may_be_told_once_leaves_the_library_when_it_was(store: Store, reach: Reach) -> None:
    id_ = ready(store, reach)
    trial = new_room(store, story_id=id_, trial=True)
    unheard = new_room(store, story_id=id_)
    for room in (trial, unheard):
        room.participants(3)
    trial.desk.goes("story")
    unheard.desk.goes("go_first")
    for room in (trial, unheard):
        seal(store, room.id, LATER)
    assert in_library(store, id_) == STORY
    heard = new_room(store, story_id=id_)
    heard.participants(3)
    heard.desk.goes("story")
    seal(store, heard.id, LATER)
    assert in_library(store, id_) == (None if reach == "once" else STORY)
    assert kept(store, id_).status == "ready"
    with store.library.read() as session:
        assert times_told(session, [id_]) == {id_: 1}


def test_without_a_withdrawal_a_start_opens_no_workshop(store: Store) -> None:
    id_ = ready(store)
    room = room_with(store, id_)
    end_withdrawn_stories(store, LATER)
    with library(store) as at:
        end_withdrawn(at)
    assert in_library(store, id_) == STORY and second_of(room) == STORY


def test_a_copy_that_a_pack_brought_leaves_the_workshops_to_come_as_well(store: Store) -> None:
    id_ = ready(store)
    with library(store) as at:
        added = added_story(at.session, id_)
        assert added
        add_story(at.session, replace_added(added, id=f"{id_}.search", team="search"))
    first, second = (room_with(store, f"{id_}.search") for _ in range(2))
    assert sorted(workshops_with(store, [id_])) == sorted([first.id, second.id])
    with acting(first) as tx:
        assert tell_built_in(tx, id_)
    with library(store) as at:
        withdraw_story(at, id_)
    end_withdrawn_stories(store, LATER)
    for room in (first, second):
        assert second_of(room) != STORY
        assert room.read().state.library["story2"] in built_in_pack().ids


def test_a_name_is_lowered_in_copies_that_a_pack_brought(store: Store) -> None:
    id_ = ready(store)
    copy = f"{id_}.search"
    with library(store) as at:
        added = added_story(at.session, id_)
        assert added
        add_story(at.session, replace_added(added, id=copy, team="search"))
    room = room_with(store, copy)
    with library(store) as at:
        assert lower_name(at, id_, "unnamed", "2026-11-28")
        found = added_story(at.session, copy)
    assert found and found.story.told_by == Teller()
    assert found.consent and found.consent.hash == story_hash(found.story)
    with acting(room) as tx:
        assert tell_anew(tx, id_, found.story)
    assert room.read().state.library["story2"] == copy and second_of(room) == found.story


def test_a_damaged_workshop_keeps_no_other_from_being_cleared(store: Store) -> None:
    id_ = ready(store)
    damaged, whole = room_with(store, id_), room_with(store, id_)
    with library(store) as at:
        withdraw_story(at, id_)
    store.close()
    (store.settings.data / "workshops" / f"{damaged.id}.db").write_bytes(b"no database" * 1000)
    again = Store(store.settings)
    end_withdrawn_stories(again, LATER)
    told = TestRoom(again, whole.id).read().second_story
    again.close()
    assert told in built_in_pack().stories
