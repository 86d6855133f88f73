"""PostgreSQL keeps all that was ever written, and in which order: with every table, page, backup
and log of changes, the key store and K, cards, answers about one, lessons and votes lead to a
person by chance only.

Chance is one right guess in a workshop, and its variance is one; see test_linker.

They look for an order in which the cards, answers and lessons that were shown, or the lessons that
were voted for, came: in how and where PostgreSQL keeps their rows, and in everything that was ever
written of the workshop, as far as any key opens it.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag

from tests.anonymity.film import Version
from tests.anonymity.judging import Tallies, Tally, beyond_chance, tallied
from tests.anonymity.linker import Target, guessed
from tests.anonymity.rows_play import HostedRooms, RowsLoot, Seen, hosted_rooms
from tests.anonymity.test_late_joiner import KINDS, OF_ROUNDS, Row, opened
from workshop.storage.bodies import ReadWords
from workshop.storage.handles import Handles
from workshop.storage.keyring import Keys
from workshop.storage.postgres.key_rows import KeyRows

Ranks = Mapping[str, object]
"""A place in some order for each thing, by its words or its id."""
BLOCK = 16
LAST = 1 << 60
"""The place of something that is in no order."""
BY_LENGTH = "size"


class RowsLinker:
    """The attacker, with what they have of one workshop."""

    def __init__(self, loot: RowsLoot, keys: Sequence[Keys]) -> None:
        self._loot = loot
        self._keys = keys
        self._read = [(at, version, self._open(version)) for at, version in enumerate(loot.film)]
        """Every version that some key opens, and what it says."""

    def _open(self, version: Version) -> Any:
        if version.table not in {*KINDS, *OF_ROUNDS}:
            return None
        key = next(version.row[name] for name in ("key", "id", "round") if name in version.row)
        row: Row = (version.table, _as_bytes(key), version.row["body"])
        for keys in self._keys:
            try:
                return opened(keys, row)
            except InvalidTag:
                continue
        return None

    def cards(self) -> Iterator[tuple[str, Ranks, Target]]:
        """Guesses whose cards those are that were revealed."""
        room = self._loot.played.room
        numbers = {card.n: card.words.happened for card in room.read().cards}
        shown = self._loot.tables["open_card"]
        rows = {numbers[row.row["n"]]: row for row in shown if row.row["n"] in numbers}
        target = self._target("open_card", rows, self._loot.played.cards)
        let_on = self._let_on("card")
        more = {
            "shown order": {numbers[n]: room.file.keys.mark("order", n) for n in numbers},
            # Revealed cards have the numbers of their content, and those let on that of their keys.
            "let on": dict(zip((numbers[n] for n in sorted(numbers)), let_on, strict=False)),
        }
        yield from self._by_all(rows, target, more)

    def taps(self) -> Iterator[tuple[str, Ranks, Target]]:
        """Guesses who tapped "been there" on which card."""
        played = self._loot.played
        shown = {str(row.row["n"]): row for row in self._loot.tables["open_card"]}
        rows = {card: shown[card] for card in played.taps}
        target = self._target("open_card", rows, played.taps)
        counted = self._counted({n: f"been_there:{n}" for n in rows}, played.tap_round)
        yield from self._by_all(rows, target, {"counted": counted})

    def answers(self) -> Iterator[tuple[str, Ranks, Target]]:
        """Guesses whose answers those are that all gave about a card."""
        rows = self._loot.played.answer_rows
        target = self._target("open_card", rows, self._loot.played.answers)
        yield from self._by_all(rows, target, {})

    def lessons(self) -> Iterator[tuple[str, Ranks, Target]]:
        """Guesses who sent the lessons that the desk has let on."""
        rows = self._lessons()
        sent = self._loot.played.lessons
        by_words = {
            one.words.text: rows[one.id] for one in self._of_room() if one.words.text in sent
        }
        target = self._target("lesson", by_words, sent)
        more = {"let on": dict(zip(sorted(by_words), self._let_on("sent_lesson"), strict=False))}
        yield from self._by_all({name: by_words[name] for name in target.truth}, target, more)  # type: ignore[index]

    def votes(self) -> Iterator[tuple[str, Ranks, Target]]:
        """Guesses who voted for which lesson."""
        rows, votes = self._lessons(), self._loot.played.votes
        target = self._target("lesson", rows, votes)
        voted = {one: rows[one] for one in votes}
        items = {name: row.row["id"].hex() for name, row in voted.items()}
        counted = self._counted(items, self._loot.played.vote_round)
        yield from self._by_all(voted, target, {"counted": counted})

    def _of_room(self) -> Sequence[Any]:
        return self._loot.played.room.read().lessons

    def _lessons(self) -> dict[str, Seen]:
        """The rows of lessons, by the ids that screens have for them."""
        call = Handles(self._loot.played.room.file.keys).key
        by_key = {row.row["id"]: row for row in self._loot.tables["lesson"]}
        return {one.id: by_key[bytes.fromhex(call(one.id))] for one in self._of_room()}

    def _target(self, table: str, rows: Iterable[str], truth: Mapping[str, int]) -> Target:
        known = {*rows}
        return Target(table, {name: who for name, who in truth.items() if name in known})

    def _by_all(
        self, rows: Mapping[str, Seen], target: Target, more: Mapping[str, Ranks]
    ) -> Iterator[tuple[str, Ranks, Target]]:
        found = {
            "xmin": {name: row.xmin for name, row in rows.items()},
            "ctid": {name: row.place for name, row in rows.items()},
            "pages": {name: _at(self._loot.pages, row) for name, row in rows.items()},
            "log": {name: _at(self._loot.log, row) for name, row in rows.items()},
            "body": {name: row.row["body"] for name, row in rows.items()},
            BY_LENGTH: {name: len(row.row["body"]) for name, row in rows.items()},
            "words": {name: name for name in rows},
            "alike": {name: self._alike(target.table, row) for name, row in rows.items()},
            "opened": {name: self._opened(name) for name in rows},
        }
        for name, ranks in {**found, **more}.items():
            yield name, ranks, target

    def _alike(self, table: str, row: Seen) -> int:
        """The first version in another table that has a block of this row."""
        found = (self._blocks.get(one, {}) for value in row.row.values() for one in _blocks(value))
        return min((at for one in found for name, at in one.items() if name != table), default=LAST)

    @cached_property
    def _blocks(self) -> dict[bytes, dict[str, int]]:
        """Where each block of a ciphertext was written first, by the tables that have it."""
        places: dict[bytes, dict[str, int]] = {}
        for at, version in enumerate(self._loot.film):
            for value in version.row.values():
                for one in _blocks(value):
                    places.setdefault(one, {}).setdefault(version.table, at)
        return places

    def _opened(self, words: str) -> int:
        """The first version of the row of what waited that has said these words at any time."""
        rows = [
            version.row["key"]
            for _, version, said in self._read
            if words in {getattr(said, "happened", None), getattr(said, "text", None)}
            and "key" in version.row
        ]
        came = [at for at, version, _ in self._read if version.row.get("key") in rows]
        return min(came, default=LAST)

    def _counted(self, items: Mapping[str, str], round_: int) -> Ranks:
        """The first version of a round's counts that counts something for each of these, which are
        by their names the items that it would be counted as."""
        first = dict.fromkeys(items, LAST)
        for at, version, said in self._read:
            if said and (version.table, version.row["round"]) == ("tallies", round_):
                for name, item in items.items():
                    if item in said and said[item].total:
                        first[name] = min(first[name], at)
        return first

    def _let_on(self, table: str) -> list[int]:
        """The places in the log of the rows that the desk let on, as its own row lists them."""
        keys = {v.row["key"]: self._loot.log.find(v.row["key"]) for v in self._of(table)}
        read = [said for _, _, said in self._read if isinstance(said, ReadWords)]
        listed = [said.let_on for said in read if {*said.let_on} & keys.keys()]
        return [keys[key] for key in listed[-1] if key in keys] if listed else []

    def _of(self, table: str) -> list[Version]:
        return [version for version in self._loot.film if version.table == table]


def _blocks(value: object) -> list[bytes]:
    """Returns the blocks of a cipher in a value: equal ones would be equal words."""
    if not isinstance(value, bytes):
        return []
    return [value[at : at + BLOCK] for at in range(0, len(value) - BLOCK + 1, BLOCK)]


def _as_bytes(key: Any) -> bytes:
    return key if isinstance(key, bytes) else str(key).encode()


def _at(data: bytes, row: Seen) -> int:
    return data.find(row.row["body"][: 3 * BLOCK])


def linked(
    loots: Iterable[RowsLoot], keys_of: Callable[[RowsLoot], Sequence[Keys]]
) -> dict[str, Tally]:
    """For each kind of thing and each order, how often it was right."""
    scores: dict[str, Tally] = defaultdict(Tally)
    for loot in loots:
        linker, chance = RowsLinker(loot, keys_of(loot)), random.Random(loot.played.room.seed)
        kinds = {
            "card": linker.cards,
            "answer": linker.answers,
            "lesson": linker.lessons,
            "vote": linker.votes,
            "tap": linker.taps,
        }
        for kind, guesses in kinds.items():
            for name, ranks, target in guesses():
                by_length = name == BY_LENGTH
                found = guessed(f"{kind}: {name}", ranks, target, chance, by_length=by_length)  # type: ignore[arg-type]
                for trick, right in found.items():
                    scores[trick].add(right, len(target.truth), 1, 1)
    return scores


pytestmark = pytest.mark.postgres
SEEDS, LONG = 2, 60
SEARCHED, WEAK = 2, 1
"""Workshops whose words are searched for, and those whose keys stay."""
FIRST = 3001
ALMOST_ALL = 0.97
PIECE = 1024
BY_WORDS = ("card: opened", "answer: opened", "lesson: opened", "vote: counted", "tap: counted")
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


def test_nothing_that_is_left_links_a_card_an_answer_a_lesson_a_tap_or_a_vote_to_a_person(
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


@pytest.mark.long
def test_keys_of_rounds_that_are_not_destroyed_link_all(
    rooms: HostedRooms, loots: list[RowsLoot], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(KeyRows, "destroy", lambda _self, _workshop, _part="": None)
    kept = rooms.play(range(WEAK))
    tallies = tallied(lambda _seeds: linked(kept, attrgetter("keys")), range(WEAK))
    assert min(tallies[name].share for name in BY_WORDS) > ALMOST_ALL
    assert loots, "played before: the last play is not that of another test"


def test_the_log_has_every_card_and_answer_in_the_order_in_which_they_came(
    loots: list[RowsLoot],
) -> None:
    """So nothing but the keys is between a card and its time."""
    for loot in loots:
        mark = loot.played.room.file.keys.mark
        room = loot.played.room
        keys = [mark("card", key) for key in (*room.card_keys, *room.answer_keys)]
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
        assert {part for _, part in over} == {f"round{n}" for n in range(1, 6)}
        assert all(forms[key] in loot.log for key in over)


def test_no_word_and_no_key_is_anywhere_as_it_is(rooms: HostedRooms, loots: list[RowsLoot]) -> None:
    played = [loot.played for loot in loots[:SEARCHED]]
    told = [text.encode() for one in played for text in (*one.cards, *one.answers, *one.lessons)]
    keys = [rooms.secret_of(one.id) for one in played]
    for name, data in rooms.raw.items():
        found = [one for one in (*told, *keys) if one in data]
        assert found == [], name


def test_while_people_act_k_reads_nothing_new(loots: list[RowsLoot]) -> None:
    """Under K only the acts of the desk change anything."""
    for loot in loots:
        sent = [
            (at, one) for at, one in enumerate(loot.film) if one.table == "card" and not one.gone
        ]
        for number in (loot.played.write_round, loot.played.ask_round):
            cards = [at for at, one in sent if one.row["round"] == number]
            while_writing = loot.film[cards[0] : cards[-1]]
            states = {one.row["body"] for one in while_writing if one.table == "state"}
            assert len(states) == 1
            assert {one.table for one in while_writing} == {"card", "mark", "state", "tallies"}
