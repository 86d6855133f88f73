"""The shelf: people's own stories and the built-in ones are found side by side, in the same way."""

import pytest
from msgspec.structs import replace
from sqlalchemy.orm import Session

from workshop.protocol.story import Story, StoryStep, Teller
from workshop.storage.heard_stories import remember_heard
from workshop.storage.library_stories import (
    Added,
    Wanted,
    add_story,
    added_stories,
    find_stories,
    take_out,
)
from workshop.storage.store import Store
from workshop.storage.visible import EVERYTHING, NOTHING_VISIBLE, Visible
from workshop.stories.pack import built_in_pack
from workshop.stories.shelf import (
    FIRST_PROPOSED,
    PROPOSED,
    facets,
    find_one,
    look_for,
    propose_stories,
)

LOCK = Story(
    title="The lock",
    lesson="Ask twice.",
    told_by=Teller(name="Zoë Ngata", work="Locksmith", place="Leeds"),
    source="",
    themes=("Keys", "Doors"),
    steps=(StoryStep(kind="context", text="A door."), StoryStep(kind="happened", text="Shut.")),
    questions=(),
)
LONG = replace(LOCK, title="A long evening", steps=(
    StoryStep(kind="context", text="word " * 119), StoryStep(kind="happened", text="word " * 119),
    StoryStep(kind="now", text="At last."),
))  # fmt: skip
WANTED = [
    Wanted(words="partner"), Wanted(words="PARTNER  references"), Wanted(words="100%"),
    Wanted(words="zoe"), Wanted(theme="Being Seen"), Wanted(theme="seen"),
    Wanted(work="pharmacist"), Wanted(language="en"), Wanted(language="de"), Wanted(minutes=1),
    Wanted(minutes=3), Wanted(words="her", theme="listening", minutes=1), Wanted(),
]  # fmt: skip


def add(store: Store, story: Story = LOCK, **fields: str) -> str:
    with store.library.begin() as session:
        return add_story(session, Added("", story, "own", **fields))  # type: ignore[arg-type]


def titles(store: Store, wanted: Wanted, visible: Visible = EVERYTHING) -> list[str]:
    with store.library.read(visible) as session:
        return [one.story.title for one in look_for(session, wanted, "en", 0, 100).stories]


def hears(store: Store, team: str, *stories: str, workshop: str = "w1") -> None:
    with store.library.begin() as session:
        remember_heard(session, stories, workshop, team)


@pytest.mark.parametrize("wanted", WANTED, ids=str)
def test_built_in_stories_are_found_as_the_same_ones_would_be_if_people_had_added_them(
    store: Store, wanted: Wanted
) -> None:
    pack = built_in_pack().stories
    with store.library.begin() as session:
        ours = [one.story.title for one in look_for(session, wanted, "en", 0, 100).stories]
        for story in pack:
            add_story(session, Added("", story, "own"))
        added = [one.story.title for one in added_stories(session, find_stories(session, wanted))]
    if wanted.language != "de":
        assert sorted(ours) == sorted(added)
    else:
        assert len(ours) == len(pack) and not added


def test_own_stories_come_first_and_a_page_goes_on_where_the_one_before_ended(
    store: Store,
) -> None:
    add(store), add(store, LONG)
    everything = titles(store, Wanted())
    assert everything[:2] == ["A long evening", "The lock"]
    pages: list[str] = []
    with store.library.read() as session:
        for first in range(0, 20, 5):
            part = look_for(session, Wanted(), "en", first, 5)
            assert part.count == len(everything)
            pages += [one.story.title for one in part.stories]
    assert pages == everything


def test_a_story_is_found_without_its_accents_and_by_each_of_its_words(store: Store) -> None:
    add(store)
    for words in ("zoe ngata", "ZOË", "leeds door", "locksm", "keys"):
        assert titles(store, Wanted(words=words)) == ["The lock"], words
    assert titles(store, Wanted(words="door window")) == []


def test_what_is_looked_for_is_taken_as_it_is_typed(store: Store) -> None:
    add(store)
    assert titles(store, Wanted(words="%")) == titles(store, Wanted(words="_oor")) == []
    assert titles(store, Wanted(theme="%")) == []


def test_length_is_told_in_minutes_aloud(store: Store) -> None:
    add(store, LONG)
    with store.library.read() as session:
        found = look_for(session, Wanted(words="evening"), "en", 0, 9).stories
    assert [one.minutes for one in found] == [3]
    assert "A long evening" in titles(store, Wanted(minutes=3))
    assert "A long evening" not in titles(store, Wanted(minutes=1))


def test_what_a_team_has_heard_is_left_out_for_it_and_counted_for_all(store: Store) -> None:
    lock = add(store)
    hears(store, "payments", lock, FIRST_PROPOSED)
    hears(store, "search", lock, workshop="w2")
    here = titles(store, Wanted(not_heard_by="payments"))
    assert "The lock" not in here and "An event for a hundred" not in here and len(here) == 10
    assert "An event for a hundred" in titles(store, Wanted(not_heard_by="search"))
    with store.library.read() as session:
        assert [find_one(session, id_, "en").times for id_ in (lock, FIRST_PROPOSED)] == [2, 1]  # type: ignore[union-attr]


def test_a_workshop_counts_once_however_often_it_is_told_of(store: Store) -> None:
    hears(store, "payments", FIRST_PROPOSED)
    hears(store, "payments", FIRST_PROPOSED)
    with store.library.read() as session:
        one = find_one(session, FIRST_PROPOSED, "en")
    assert one and one.times == 1


def test_a_built_in_story_is_one_story_in_every_language(store: Store) -> None:
    hears(store, "payments", FIRST_PROPOSED)
    with store.library.read() as session:
        for tag in ("en", "de", "fr", "es", "ar"):
            one = find_one(session, FIRST_PROPOSED, tag)
            assert one and one.story.language == tag and one.times == 1
        unknown = find_one(session, FIRST_PROPOSED, "nl")
    assert unknown and unknown.story.language == "en"


def test_another_team_finds_neither_a_story_nor_how_often_it_was_told(store: Store) -> None:
    add(store, team="payments", reach="team")
    shared = add(store, LONG, team="payments", reach="server")
    hears(store, "payments", shared)
    other, ours = (Visible(frozenset({one})) for one in ("search", "payments"))
    assert "The lock" in titles(store, Wanted(), ours)
    assert "The lock" not in titles(store, Wanted(), other)
    assert "A long evening" in titles(store, Wanted(), other)
    assert "A long evening" not in titles(store, Wanted(), NOTHING_VISIBLE)
    with store.library.read(other) as session:
        one = find_one(session, shared, "en")
    assert one and one.times == 0


def test_a_story_that_was_taken_out_is_not_found_and_was_never_told(store: Store) -> None:
    lock = add(store)
    hears(store, "payments", lock)
    with store.library.begin() as session:
        take_out(session, lock)
        assert find_one(session, lock, "en") is None
    assert titles(store, Wanted(words="lock")) == []


def proposed(session: Session, language: str = "en", team: str = "") -> list[str]:
    return [one.id for one in propose_stories(session, language, team)]


def test_three_are_proposed_whose_themes_differ(store: Store) -> None:
    with store.library.read() as session:
        found = propose_stories(session, "en", "")
    themes = [theme for one in found for theme in one.story.themes]
    assert len(found) == PROPOSED and len(set(themes)) == len(themes)
    assert FIRST_PROPOSED in {one.id for one in found}


def test_what_the_team_has_heard_is_not_proposed_while_there_is_something_else(
    store: Store,
) -> None:
    ids = built_in_pack().ids
    with store.library.read() as session:
        before = proposed(session)
    hears(store, "payments", *before)
    with store.library.read() as session:
        assert not {*before} & {*proposed(session, team="payments")}
        assert proposed(session, team="search") == before
    hears(store, "payments", *ids)
    with store.library.read() as session:
        assert len(proposed(session, team="payments")) == PROPOSED


def test_what_the_team_will_hear_is_proposed_only_where_nothing_else_is_left(store: Store) -> None:
    lock = add(store)
    with store.library.read() as session:
        assert lock in proposed(session)
        to_come = [lock, *built_in_pack().ids]
        assert lock not in [one.id for one in propose_stories(session, "en", "", to_come)]
        assert len(propose_stories(session, "en", "", to_come)) == PROPOSED


def test_proposals_are_in_the_room_s_language_and_have_the_team_s_own_among_them(
    store: Store,
) -> None:
    lock = add(store, replace(LOCK, language="fr"))
    with store.library.read() as session:
        assert lock in proposed(session, "fr") and lock not in proposed(session, "de")
        assert {one.story.language for one in propose_stories(session, "ar", "")} == {"ar"}
        assert {one.story.language for one in propose_stories(session, "nl", "")} == {"en"}


def test_the_shelf_tells_which_themes_trades_and_languages_there_are(store: Store) -> None:
    add(store)
    with store.library.read() as session:
        found = facets(session, "en")
    assert found.themes["keys"] == 1 and "being seen" in found.themes
    assert next(iter(found.themes)) == "being seen"
    assert "locksmith" in found.works and "pharmacist" in found.works
    assert found.languages["en"] == 12 and found.languages["ar"] == 11
