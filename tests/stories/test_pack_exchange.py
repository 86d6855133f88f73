"""Packs go out of one library and come into another, equal; none reaches what
it has not brought."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace as replace_added
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from msgspec.structs import replace
from sqlalchemy.orm import Session

from tests.stories.pack_files import CONSENT, ID, STORY, agreed, packs, plain
from tests.support.room import new_store
from workshop.protocol.story import Story, Teller
from workshop.storage.heard_stories import remember_heard, times_told
from workshop.storage.library_stories import (
    Added,
    Consent,
    Origin,
    Reach,
    Wanted,
    add_story,
    added_story,
    find_stories,
    put_anew,
    take_off_shelf,
)
from workshop.storage.store import Store
from workshop.storage.visible import EVERYTHING, Visible
from workshop.stories.consent_hash import story_hash
from workshop.stories.contributing import KeyedLibrary, Sent, accept_story, invite_contributor, send
from workshop.stories.own_story import read_published
from workshop.stories.pack import built_in_pack
from workshop.stories.pack_exchange import Going, Imported, coming, going, import_pack, pack_of
from workshop.stories.pack_file.pack_types import (
    PackAbout,
    PackFile,
    PackStory,
    PublishedConsent,
)
from workshop.stories.pack_file.read_pack_file import read_pack_file
from workshop.stories.pack_file.write_pack_file import write_pack_file
from workshop.stories.reading.lines import tidy
from workshop.stories.ways_out import end_withdrawn, withdraw_story

ABOUT = PackAbout(
    format=1, id="our-failures", version="1", title="Our failures", why="So that others know.",
    licence="CC-BY-4.0", language="en",
)  # fmt: skip
OTHER = replace(STORY, lesson="Give it one owner, by name.")
DAY = "2026-11-28"


def one(id_: str = ID, story: Story = STORY) -> PackStory:
    return PackStory(id_, story, agreed(story))


def comes(
    store: Store, pack: PackFile, team: str = "", reach: Reach = "server", of: Visible = EVERYTHING
) -> Imported:
    with store.library.begin(of) as session:
        return import_pack(session, store.story_keys, coming(pack, team, reach))


def goes(store: Store, of: Visible = EVERYTHING) -> Going:
    with store.library.read(of) as session:
        return going(session, store.story_keys, of)


def here(store: Store) -> dict[str, Story]:
    with store.library.read() as session:
        found = {id_: added_story(session, id_) for id_ in find_stories(session, Wanted())}
    return {id_: added.story for id_, added in found.items() if added}


def keeps(store: Store, id_: str, origin: Origin, team: str = "", **fields: object) -> None:
    consent = Consent(story_hash(STORY), "1", DAY)
    usual = {"own": {}, "imported": {"permission": "By letter."}}.get(origin, {"consent": consent})
    with store.library.begin() as session:
        add_story(session, Added(id_, STORY, origin, team, **{**usual, **fields}))  # type: ignore[arg-type]


@contextmanager
def library(store: Store) -> Iterator[KeyedLibrary]:
    with store.library.begin() as session:
        yield KeyedLibrary(session, store.story_keys)


def contributed(store: Store, team: str, story: Story = STORY) -> str:
    with library(store) as at:
        id_ = invite_contributor(at, team, "ed", "for Mara")
        assert send(at, id_, Sent(story, "named", "team", DAY, packs=True)) and accept_story(
            at, id_
        )
    return id_


@settings(max_examples=40, deadline=None)
@given(pack=packs())
def test_a_pack_comes_in_and_goes_out_equal(pack: PackFile) -> None:
    with TemporaryDirectory() as folder:
        store = new_store(Path(folder))
        try:
            done = comes(store, pack)
            assert done == Imported(new=len(pack.stories))
            about = PackAbout(**{name: getattr(pack, name) for name in PackAbout.__struct_fields__
                                 if name not in {"format", "withdrawn"}}, format=1)  # fmt: skip
            out = pack_of(about, goes(store))
            assert out == replace(pack, withdrawn=())
            assert read_pack_file(write_pack_file(out)) == out
            assert comes(store, out) == Imported(same=len(pack.stories))
        finally:
            store.close()


def test_only_stories_whose_tellers_allowed_it_travel(store: Store) -> None:
    keeps(store, "1" * 16, "own")
    keeps(store, "2" * 16, "contributed")
    keeps(store, "3" * 16, "contributed", packs=True)
    keeps(store, "4" * 16, "imported")
    keeps(store, "5" * 16, "own", permission="Said in person.", packs=True)
    comes(store, plain(one("from-elsewhere")))
    found = goes(store)
    assert found.all == 6
    pack = pack_of(ABOUT, found)
    assert [each.id for each in pack.stories] == ["3" * 16, "4" * 16, "from-elsewhere"]
    assert [type(each.consent).__name__ for each in pack.stories] == [
        "ContributorConsent", "PublishedConsent", "ContributorConsent",
    ]  # fmt: skip
    assert pack.stories[1].consent == PublishedConsent(permission="By letter.")
    assert pack.stories[2].consent == CONSENT
    assert pack_of(ABOUT, found.only(["4" * 16])).stories == (pack.stories[1],)


def test_a_story_without_a_name_travels(store: Store) -> None:
    unnamed = replace(STORY, told_by=Teller())
    pack = plain(one(story=unnamed))
    assert read_pack_file(write_pack_file(pack)) == pack


def test_only_stories_of_the_teams_that_one_leads_travel(store: Store) -> None:
    """Also those of other teams can be seen where anyone here may tell them."""
    keeps(store, "1" * 16, "contributed", "payments", packs=True, reach="server")
    keeps(store, "2" * 16, "contributed", "search", packs=True)
    found = goes(store, Visible(frozenset({"search"})))
    assert [each.id for each in found.stories] == ["2" * 16] and found.all == 1


def test_a_withdrawn_story_stays_out_and_the_next_version_says_so(store: Store) -> None:
    id_, other = contributed(store, "payments"), contributed(store, "search")
    before = pack_of(ABOUT, goes(store))
    assert {each.id for each in before.stories} == {id_, other}
    with library(store) as at:
        withdraw_story(at, id_)
    after = pack_of(replace(ABOUT, version="2"), goes(store))
    assert after.withdrawn == (id_,) and [each.id for each in after.stories] == [other]
    done = comes(store, before, "other")
    assert done == Imported(withdrawn=1, left=1)


def test_what_other_teams_contributors_have_withdrawn_is_not_told(store: Store) -> None:
    ids = [contributed(store, team) for team in ("payments", "search")]
    with library(store) as at:
        for id_ in ids:
            withdraw_story(at, id_)
    assert goes(store, Visible(frozenset({"search"}))).withdrawn == (ids[1],)
    assert goes(store).withdrawn == tuple(sorted(ids))


def test_a_story_that_an_older_copy_brings_back_does_not_travel(store: Store) -> None:
    store.story_keys.withdraw("1" * 16)
    keeps(store, "1" * 16, "contributed", packs=True)
    assert goes(store).stories == ()


def test_the_next_version_takes_out_and_replaces_what_this_pack_brought(store: Store) -> None:
    comes(store, plain(one("a"), one("b"), one("c")))
    with store.library.begin() as session:
        remember_heard(session, ["b."], "first", "")
    done = comes(
        store, plain(one("b", OTHER), one("c"), one("d"), version="2", withdrawn=("a", "zz"))
    )
    assert done == Imported(new=1, changed=1, same=1, taken_out=1)
    assert here(store) == {"b.": OTHER, "c.": STORY, "d.": STORY}
    with store.library.read() as session:
        assert times_told(session, ["b."]) == {"b.": 1}


def test_a_pack_takes_out_and_replaces_nothing_that_it_has_not_brought(store: Store) -> None:
    keeps(store, "1" * 16, "own")
    keeps(store, "2" * 16, "contributed")
    comes(store, plain(one("a"), one("b")))
    hostile = plain(
        one("b", OTHER), one("1" * 16, OTHER), id="others", withdrawn=("a", "2" * 16, "a-")
    )
    before = here(store)
    assert comes(store, hostile) == Imported(left=2)
    assert here(store) == before and len(before) == 4


def test_a_pack_cannot_stand_in_for_a_built_in_story(store: Store) -> None:
    built_in = built_in_pack().ids[0]
    assert comes(store, plain(one(built_in))) == Imported(left=1)


def test_a_story_that_was_withdrawn_here_never_comes_in(store: Store) -> None:
    store.story_keys.withdraw(ID)
    assert comes(store, plain()) == Imported(withdrawn=1)
    assert here(store) == {}


def test_what_comes_in_keeps_all_that_the_pack_says(store: Store) -> None:
    published = PublishedConsent(permission="Ben allowed it.")
    comes(store, plain(one("a"), PackStory("b", OTHER, published)), reach="team")
    with store.library.read() as session:
        first, second = added_story(session, "a."), added_story(session, "b.")
    assert first and second
    assert first.consent == Consent(CONSENT.hash, CONSENT.terms, CONSENT.day)
    assert (first.origin, first.pack, first.licence) == ("pack", "our-failures", "CC-BY-4.0")
    assert (first.reach, first.permission, first.packs) == ("team", "", True)
    assert second.permission == "Ben allowed it." and second.consent is None
    assert goes(store).licences == ("CC-BY-4.0",)


def test_two_teams_import_one_pack_and_neither_reaches_the_other_ones(store: Store) -> None:
    teams = [Visible(frozenset({name})) for name in ("payments", "search")]
    comes(store, plain(one("a")), "payments", "server", teams[0])
    assert comes(store, plain(one("a")), "search", "team", teams[1]) == Imported(new=1)
    gone = plain(version="2", withdrawn=("a",))
    gone = replace(gone, stories=())
    assert comes(store, gone, "search", "team", teams[1]) == Imported(taken_out=1)
    assert [*here(store)] == ["a.payments"]
    assert [each.id for each in goes(store, teams[0]).stories] == ["a.payments"]


def test_a_story_of_two_teams_goes_out_once_as_its_contributor_has_it(store: Store) -> None:
    id_ = contributed(store, "payments")
    # By their titles the copy would come first.
    copy, of = one(id_, replace(STORY, title="An alert")), Visible(frozenset({"search"}))
    assert comes(store, plain(copy), "search", of=of) == Imported(new=1)
    assert comes(store, plain(one("b")), "payments") == Imported(new=1)
    comes(store, plain(one("b")), "search")
    assert {each.id for each in goes(store).stories} == {id_, "b.payments"}


def test_a_contributor_who_withdraws_takes_copies_from_packs_along(store: Store) -> None:
    id_ = contributed(store, "payments")
    of = Visible(frozenset({"search"}))
    assert comes(store, plain(one(id_)), "search", "team", of) == Imported(new=1)
    with library(store) as at:
        withdraw_story(at, id_)
    assert here(store) == {}


def test_copies_that_an_older_library_brings_back_go_at_the_next_start(store: Store) -> None:
    comes(store, plain())
    store.story_keys.withdraw(ID)
    with library(store) as at:
        end_withdrawn(at)
    assert here(store) == {}


def test_an_import_that_fails_changes_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    comes(store, plain(one("a"), one("b")))

    def fails(session: Session, added: object) -> None:
        raise OSError

    monkeypatch.setattr("workshop.stories.pack_exchange.put_rows_anew", fails)
    with pytest.raises(OSError):
        comes(store, plain(one("b", OTHER), version="2", withdrawn=("a",)))
    assert here(store) == {"a.": STORY, "b.": STORY}


def test_a_story_that_was_told_once_is_not_brought_back_by_a_pack(store: Store) -> None:
    with library(store) as at:
        id_ = invite_contributor(at, "payments", "ed", "for Mara")
        assert send(at, id_, Sent(STORY, "named", "once", DAY, packs=True)) and accept_story(
            at, id_
        )
    pack = pack_of(ABOUT, goes(store, Visible(frozenset({"payments"}))))
    assert [each.id for each in pack.stories] == [id_]
    with library(store) as at:
        take_off_shelf(at.session, id_)
    done = comes(store, pack, "payments", "team", Visible(frozenset({"payments"})))
    assert (done.new, done.left) == (0, 1) and here(store) == {}
    done = comes(store, pack, "search", "team", Visible(frozenset({"search"})))
    assert done.new == 1


def test_what_is_typed_here_can_go_into_a_pack(store: Store) -> None:
    marks = "".join(map(chr, (0x061C, 0x200E, 0x200F, 0x200B, 0x2028, 0x202E, 0x2066, 0xFEFF)))
    fields = {
        "title": "A lock", "name": "Ada", "work": "baker", "place": "Leeds", "context": "A door.",
        "happened": "It shut.", "lesson": "Ask twice.", "question": "Who asks?", "theme": "keys",
        "source": "A letter", "permission": "By letter", "language": "en",
    }  # fmt: skip
    typed = {name: f"{text[:2]}{marks}{text[2:]}" for name, text in fields.items()}
    story = read_published({**typed, "language": "en"})
    assert isinstance(story, Story)
    keeps(store, "4" * 16, "imported", permission=tidy(typed["permission"]))
    with store.library.begin() as session:
        added = added_story(session, "4" * 16)
        assert added
        put_anew(session, replace_added(added, story=story))
    assert write_pack_file(pack_of(ABOUT, goes(store)))
