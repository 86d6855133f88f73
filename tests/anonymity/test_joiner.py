"""Copies of the file without K, joined with all that every screen shows, tell no more than chance.

A copy is taken after every act, or one for several. Chance is one right guess in as many as there
are people.
"""

import hashlib
import hmac
import random
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from typing import ClassVar

import pytest
from sqlalchemy import select, update

from tests.anonymity.joined_play import AROUND, PUBLIC, JoinedPlay, play
from tests.anonymity.joiner import SHORTEST, Joiner, Row, things
from tests.anonymity.judging import Tallies, Tally, beyond_chance, tallied
from tests.anonymity.small_room import SmallRooms, quick_folder
from workshop.actions import ask_how, read_first, review
from workshop.protocol.base import Handle
from workshop.protocol.messages import Ok
from workshop.storage import transaction
from workshop.storage.bodies import CardWords, ReadWords, hide_anew, show
from workshop.storage.handles import Handles
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import Card
from workshop.views import desk_reading, room_reading

PLAYS, LONG = 1, 60
PEOPLE = 8
CHANCE = 1 / PEOPLE
EVERY = {"a copy after every act": 1, "a copy a minute": 4}
"""Number of acts between two copies of the file."""
SEED = 704
TABLES = {"card": "card", "answer": "card", "lesson": "sent_lesson", "offer": "commitment"}
"""Where each kind of words lies at first."""


@pytest.fixture(scope="module")
def rooms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallRooms]:
    """Small workshops, one after the other."""
    with quick_folder(tmp_path_factory.mktemp("rooms")) as folder:
        made = SmallRooms(folder, stages=("write",))
        yield made
        made.close()


def joined(rooms: SmallRooms, seeds: range) -> Tallies:
    """Returns the joiner's right guesses in these plays, by what was guessed, and how."""
    scores: dict[str, Tally] = defaultdict(Tally)
    for seed in seeds:
        played, chance = play(rooms.play(seed, "write", PEOPLE)), random.Random(seed)
        for often, every in EVERY.items():
            joiner = Joiner(played.moments, every, PUBLIC)
            for name, rows in tricks(joiner, played):
                for text, who in played.truth[name.split()[0]].items():
                    right = joiner.guess(rows.get(text, ()), PEOPLE, chance) == who
                    scores[f"{name}, {often}"].add(right, 1, CHANCE, CHANCE * (1 - CHANCE))
    assert len(scores) == 30
    return scores


def tricks(joiner: Joiner, played: JoinedPlay) -> Iterator[tuple[str, dict[str, set[Row]]]]:
    """Every way of the joiner to every kind of thing, and the rows to which it leads from words."""
    ways = {"by name": joiner.by_name(), "by act": joiner.by_act()}
    yield "asked by act", ways["by act"]
    for kind, table in TABLES.items():
        for name, rows in {**ways, "by place": joiner.by_place(table)}.items():
            yield f"{kind} {name}", rows
    for kind in ("tap", "vote"):
        yield f"{kind} by name", joiner.marks(played.truth[kind])


def test_no_key_of_a_row_is_on_any_screen(rooms: SmallRooms) -> None:
    played = play(rooms.play(SEED, "write", PEOPLE))
    keys = {key.hex() for one in played.moments for _, key in one.copy if len(key) > SHORTEST}
    shown = [thing for one in played.moments for screen in one.screens for thing in things(screen)]
    shown += [thing for one in played.moments for thing in things([*one.own.values()])]
    names = {name for thing in shown for name in thing.names}
    assert len(keys) > 50 and len([one for one in names if len(one) == 32]) > 50
    assert not names & keys


def test_copies_joined_with_all_screens_lead_to_nobody(
    rooms: SmallRooms, request: pytest.FixtureRequest
) -> None:
    plays = LONG if request.config.getoption("--long") else PLAYS
    assert beyond_chance(partial(joined, rooms), range(SEED, SEED + plays)) == {}


class Weak(Handles):
    """Handles that can be made of a key by whoever has no K."""

    keys: ClassVar[dict[str, bytes]] = {}

    def of(self, key: bytes) -> Handle:
        """Returns a row's name, as the weak program calls it."""
        called = self.made_of(key).hex()[:32] if key else ""
        self.keys[called] = key
        return Handle(called)

    def row(self, handle: Handle) -> bytes:
        """The key of it."""
        return self.keys.get(handle, b"")

    def made_of(self, key: bytes) -> bytes:
        """The key itself."""
        return key


class Hashed(Weak):
    """A hash of the key."""

    def made_of(self, key: bytes) -> bytes:
        """The hash."""
        return hashlib.sha256(key).digest()


class Salted(Weak):
    """An HMAC of the key under something that everybody knows."""

    def made_of(self, key: bytes) -> bytes:
        """The HMAC."""
        return hmac.digest(AROUND.code.encode(), key, "sha256")


@pytest.mark.long
@pytest.mark.parametrize("weak", [Weak, Hashed, Salted])
def test_the_joiner_sees_through_names_that_are_made_without_k(
    weak: type[Weak], rooms: SmallRooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (desk_reading, read_first, room_reading, transaction):
        monkeypatch.setattr(module, "Handles", weak)
    scores = tallied(partial(joined, rooms), range(SEED, SEED + 1))
    # Two of eight lessons are too few for a batch: no screen ever shows them.
    for kind in TABLES:
        least = PEOPLE - 2 if kind == "lesson" else PEOPLE
        assert scores[f"{kind} by name, a copy after every act"].right >= least, kind


def test_the_joiner_sees_a_row_that_the_desk_touches(
    rooms: SmallRooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review, "_decide", _touches)
    monkeypatch.setattr(ask_how, "keep_read", _touches)
    scores = tallied(partial(joined, rooms), range(SEED, SEED + 1))
    for kind in ("card", "answer"):
        assert scores[f"{kind} by act, a copy after every act"].share == 1, kind


def _touches(tx: Tx, round_: int, read: ReadWords) -> Ok:
    """A desk that writes what it decides of a card into the card's row."""
    before = read_first.desk_read(tx, round_)
    read_first.keep_read(tx, round_, read)
    touched = {*before.aside} ^ {*read.aside} | {*before.sensitive} ^ {*read.sensitive}
    for key in touched | {*before.picked} ^ {*read.picked}:
        body = tx.connection.execute(select(Card.body).where(Card.key == key)).scalar_one()
        words = show(tx.own.round(round_), "card", key, body, CardWords)
        anew = hide_anew(tx.own.round(round_), "card", key, words)
        tx.connection.execute(update(Card).where(Card.key == key).values(body=anew))
    return Ok()
