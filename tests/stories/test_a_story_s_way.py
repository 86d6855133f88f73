"""The whole way of a contributed story: invited, told, changed, agreed to, heard in a workshop, and
withdrawn."""

from msgspec.structs import replace

from tests.stories.test_contributing import DAY, STORY, invited, kept, library
from tests.support.room import TestRoom
from workshop.actions.create import NewWorkshop, create_workshop
from workshop.ending.seal import seal
from workshop.ending.withdrawn_stories import end_withdrawn_stories
from workshop.protocol.summary import Summary, read_summary
from workshop.storage.heard_stories import times_told
from workshop.storage.library import summary_of
from workshop.storage.library_stories import Wanted, find_stories
from workshop.storage.store import Store
from workshop.storage.visible import EVERYTHING
from workshop.stories.consent_hash import story_hash
from workshop.stories.contributing import Sent, agree, begin_reading, propose_text, send
from workshop.stories.pack import built_in_pack
from workshop.stories.pack_exchange import going, pack_of
from workshop.stories.pack_file.pack_types import PackAbout
from workshop.stories.shelf import find_one
from workshop.stories.ways_out import withdraw_story

NOW = 1_780_000_000.0
ABOUT = PackAbout(
    format=1, id="our-failures", version="1", title="Ours", why="To learn.", licence="CC-BY-4.0",
    language="en",
)  # fmt: skip
CHANGED = replace(STORY, lesson="Ask twice, aloud.")


def told_in(store: Store, id_: str, title: str) -> TestRoom:
    """A workshop that tells a story of the shelf."""
    with store.library.read() as session:
        found = find_one(session, id_, "en")
    assert found
    new = NewWorkshop(title=title, team="Payments", story=found.story, story_id=id_)
    return TestRoom(store, create_workshop(store, new, NOW))


def in_packs(store: Store) -> list[str]:
    with library(store) as at:
        return [one.id for one in pack_of(ABOUT, going(at.session, at.keys, EVERYTHING)).stories]


def agreed(store: Store) -> str:
    """A contributed story that came into the library as its editor changed it."""
    id_ = invited(store)
    with library(store) as at:
        assert send(at, id_, Sent(STORY, "named", "server", DAY, packs=True))
        begin_reading(at, id_)
        assert propose_text(at, id_, CHANGED, "Said aloud?")
        assert agree(at, id_, story_hash(CHANGED), DAY)
    return id_


def test_a_story_is_heard_as_it_was_agreed_to_and_then_withdrawn(store: Store) -> None:
    id_ = agreed(store)
    heard = told_in(store, id_, "Spring")
    heard.participants(3)
    heard.desk.goes("story")
    assert heard.view("projector")["story"]["lesson"] == CHANGED.lesson
    coming = told_in(store, id_, "Autumn")
    seal(store, heard.id, NOW)
    assert in_packs(store) == [id_]
    with store.library.read() as session:
        assert times_told(session, [id_]) == {id_: 1}
    with library(store) as at:
        withdraw_story(at, id_)
    end_withdrawn_stories(store, NOW)
    with store.library.read() as session:
        assert find_stories(session, Wanted()) == [] and find_one(session, id_, "en") is None
        sealed = summary_of(session, heard.id)
    assert in_packs(store) == []
    assert kept(store, id_).status == "withdrawn"
    built_in = built_in_pack().by_id
    waiting = coming.read()
    assert waiting.story in built_in.values()
    assert built_in[waiting.state.library["story"]] == waiting.story
    assert sealed
    summary = read_summary(sealed.body)
    assert isinstance(summary, Summary) and summary.story == CHANGED


def test_a_workshop_in_the_middle_of_a_withdrawn_story_goes_on_with_it(store: Store) -> None:
    id_ = agreed(store)
    room = told_in(store, id_, "Spring")
    room.participants(3)
    room.desk.goes("story")
    with library(store) as at:
        withdraw_story(at, id_)
    end_withdrawn_stories(store, NOW)
    assert room.read().story == CHANGED
