"""PostgreSQL keeps all that was ever written, and in which order: with every table, page, backup
and log of changes, the key store and K, cards, lessons and votes lead to a person by chance only.

Chance is one right guess in a workshop, and its variance is one; see test_linker.
"""

from collections.abc import Iterator
from operator import attrgetter

import pytest

from tests.anonymity.judging import Tallies, beyond_chance, tallied
from tests.anonymity.rows_linker import linked
from tests.anonymity.rows_play import HostedRooms, RowsLoot, hosted_rooms
from workshop.storage.postgres.key_rows import KeyRows

pytestmark = pytest.mark.postgres
SEEDS, LONG = 4, 60
SEARCHED, WEAK = 2, 1
"""Workshops whose words are searched for, and those whose keys stay."""
FIRST = 3001
ALMOST_ALL = 0.97
PIECE = 1024
BY_WORDS = ("card: opened", "lesson: opened", "vote: counted", "tap: counted")
"""The guesses that need the key of a round."""


@pytest.fixture(scope="module")
def rooms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostedRooms]:
    with hosted_rooms(tmp_path_factory.mktemp("hosted")) as made:
        yield made


@pytest.fixture(scope="module")
def loots(rooms: HostedRooms, request: pytest.FixtureRequest) -> list[RowsLoot]:
    """Everything that an attacker has of some workshops."""
    seeds = LONG if request.config.getoption("--long") else SEEDS
    return rooms.play(range(FIRST, FIRST + seeds))


def test_nothing_that_is_left_links_a_card_a_lesson_a_tap_or_a_vote_to_a_person(
    rooms: HostedRooms, loots: list[RowsLoot]
) -> None:
    played = {loot.played.room.seed: loot for loot in loots}

    def plays(seeds: range) -> Tallies:
        found = [played[seed] for seed in seeds if seed in played] or rooms.play(seeds)
        return linked(found, attrgetter("keys"))

    assert beyond_chance(plays, range(FIRST, FIRST + len(loots))) == {}


def test_who_has_copied_the_key_of_the_day_and_the_key_store_links_all(
    loots: list[RowsLoot],
) -> None:
    tallies = tallied(lambda _seeds: linked(loots, attrgetter("copied")), range(len(loots)))
    assert min(tallies[name].share for name in BY_WORDS) > ALMOST_ALL


def test_keys_of_rounds_that_are_not_destroyed_link_all(
    rooms: HostedRooms, loots: list[RowsLoot], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(KeyRows, "destroy", lambda _self, _workshop, _part="": None)
    kept = rooms.play(range(WEAK))
    tallies = tallied(lambda _seeds: linked(kept, attrgetter("keys")), range(WEAK))
    assert min(tallies[name].share for name in BY_WORDS) > ALMOST_ALL
    assert loots, "played before: the last play is not that of another test"


def test_the_log_has_every_card_in_the_order_in_which_they_came(loots: list[RowsLoot]) -> None:
    """So nothing but the keys is between a card and its time."""
    for loot in loots:
        mark = loot.played.room.file.keys.mark
        keys = [mark("card", key) for key in loot.played.room.card_keys]
        places = [loot.log.find(key) for key in keys]
        assert places == sorted(places)
        assert places[0] > 0
        bodies = [one.row["body"] for one in loot.film if one.table == "card"]
        assert len(bodies) > len(keys)
        # What is longer than a piece of PostgreSQL's is written in several.
        assert all(body[:PIECE] in loot.log for body in bodies)


def test_the_log_keeps_keys_that_were_destroyed_so_that_their_day_has_to_go(
    rooms: HostedRooms, loots: list[RowsLoot]
) -> None:
    forms, live = rooms.wrapped(), rooms.live()
    for loot in loots:
        over = {key for key in forms if key[0] == loot.played.id} - live
        assert {part for _, part in over} == {f"round{n}" for n in range(1, 5)}
        assert all(forms[key] in loot.log for key in over)


def test_no_word_and_no_key_is_anywhere_as_it_is(rooms: HostedRooms, loots: list[RowsLoot]) -> None:
    played = [loot.played for loot in loots[:SEARCHED]]
    told = [text.encode() for one in played for text in (*one.cards, *one.lessons)]
    keys = [rooms.secret_of(one.id) for one in played]
    for name, data in rooms.raw.items():
        found = [one for one in (*told, *keys) if one in data]
        assert found == [], name


def test_while_people_act_k_reads_nothing_new(loots: list[RowsLoot]) -> None:
    """Under K only the acts of the desk change anything."""
    for loot in loots:
        cards = [at for at, one in enumerate(loot.film) if one.table == "card" and not one.gone]
        while_writing = loot.film[cards[0] : cards[-1]]
        states = {one.row["body"] for one in while_writing if one.table == "state"}
        assert len(states) == 1
        assert {one.table for one in while_writing} == {"card", "mark", "state", "tallies"}
