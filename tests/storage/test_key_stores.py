"""Every store of keys does the same, on a laptop and for several processes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.key_database import key_database
from workshop.storage.keyring import KEY_BYTES, SERVER_KEY, StoryKeys
from workshop.storage.sqlite.key_folder import KeyFolder

IN_ROWS = pytest.param("rows", marks=pytest.mark.postgres)
ONE, OTHER = "k7m4tq", "b2x9wp"


@pytest.fixture(params=["folder", IN_ROWS])
def stores(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[StoryKeys, StoryKeys]]:
    """The keys of workshops, and those of stories."""
    if request.param == "folder":
        yield KeyFolder(tmp_path / "keys"), KeyFolder(tmp_path / "keys" / "stories")
        return
    rows = request.getfixturevalue("rows")
    with key_database(rows.cluster, rows.database, tmp_path) as database:
        yield database.opened()


@pytest.fixture
def keys(stores: tuple[StoryKeys, StoryKeys]) -> StoryKeys:
    return stores[0]


def test_a_key_is_read_as_it_was_made(keys: StoryKeys) -> None:
    made = [keys.make(ONE), keys.make(ONE, "round1"), keys.make(OTHER)]
    assert [keys.read(ONE), keys.read(ONE, "round1"), keys.read(OTHER)] == made
    assert {len(one) for one in made} == {KEY_BYTES}
    assert len({*made}) == 3
    assert keys.read(OTHER, "round1") is None


def test_what_was_destroyed_is_gone_and_the_rest_stays(keys: StoryKeys) -> None:
    whole, kept = keys.make(ONE), keys.make(ONE, "pulse_answer")
    keys.make(ONE, "round1")
    keys.destroy(ONE, "round1")
    assert keys.read(ONE, "round1") is None
    assert keys.left_of(ONE) == {"", "pulse_answer"}
    assert (keys.read(ONE), keys.read(ONE, "pulse_answer")) == (whole, kept)
    keys.destroy(ONE, "round1")  # harmless where that was done already


def test_with_k_all_parts_go(keys: StoryKeys) -> None:
    for part in ("", "round1", "check_in"):
        keys.make(ONE, part)
    other = keys.make(OTHER)
    keys.destroy(ONE)
    assert (keys.left_of(ONE), keys.read(ONE)) == (set(), None)
    assert keys.workshops() == {OTHER}
    assert keys.read(OTHER) == other
    keys.destroy(ONE)  # harmless where that was done already


def test_a_part_gets_another_key_once_the_last_one_is_destroyed(keys: StoryKeys) -> None:
    before = keys.make(ONE, "check_in")
    keys.destroy(ONE, "check_in")
    assert keys.make(ONE, "check_in") != before
    assert keys.workshops() == {ONE}


def test_the_key_of_the_server_is_that_of_no_workshop(keys: StoryKeys) -> None:
    made = keys.make(SERVER_KEY)
    assert keys.read(SERVER_KEY) == made
    assert keys.workshops() == set()


def test_stories_have_keys_of_their_own(stores: tuple[StoryKeys, StoryKeys]) -> None:
    of_workshops, of_stories = stores
    of_workshops.make(ONE), of_stories.make(OTHER)
    assert (of_workshops.workshops(), of_stories.workshops()) == ({ONE}, {OTHER})
    of_stories.destroy(ONE)
    assert of_workshops.left_of(ONE) == {""}


def test_a_withdrawn_story_is_known(stores: tuple[StoryKeys, StoryKeys]) -> None:
    stories = stores[1]
    assert stories.withdrawn() == frozenset()
    for story in (ONE, OTHER, ONE):
        stories.withdraw(story)
    assert stories.withdrawn() == {ONE, OTHER}
    assert stories.workshops() == set()


def test_a_store_that_was_closed_can_be_used_again(keys: StoryKeys) -> None:
    made = keys.make(ONE)
    keys.close()
    assert keys.read(ONE) == made


@pytest.mark.parametrize("step", ["exit_key_aside", "exit_key_overwritten"])
def test_a_key_that_two_processes_destroy_at_once_is_gone_for_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    one, other = KeyFolder(tmp_path / "keys"), KeyFolder(tmp_path / "keys")
    one.make(ONE)
    monkeypatch.setattr(one, "_reach", lambda at, _: other.destroy(ONE) if at == step else None)
    one.destroy(ONE)
    assert one.left_of(ONE) == set()
