"""Copies of the file without K, joined with all that every screen shows, tell no more than chance.

A copy is taken after every act, or one for several. Chance is one right guess in as many as there
are people; what lies beyond three standard errors is played again four times as often, and must
not lie beyond four.
"""

import math
import random
from collections import defaultdict
from collections.abc import Iterator

import pytest

from tests.anonymity.joined_play import PUBLIC, JoinedPlay, play
from tests.anonymity.joiner import SHORTEST, Joiner, Row, things
from tests.anonymity.small_room import SmallRooms, quick_folder

PLAYS, LONG = 6, 60
PEOPLE = 8
EVERY = {"a copy after every act": 1, "a copy a minute": 4}
"""How often the file is copied: how many acts there are between two copies."""
SEED = 701
Scores = dict[str, list[int]]
"""By what was looked for, and how: the right guesses, and all."""


@pytest.fixture(scope="module")
def rooms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallRooms]:
    """Small workshops, one after the other."""
    with quick_folder(tmp_path_factory.mktemp("rooms")) as folder:
        made = SmallRooms(folder, stages=("write",))
        yield made
        made.close()


def joined(rooms: SmallRooms, seeds: range) -> Scores:
    """What the joiner got right in these plays."""
    scores: Scores = defaultdict(lambda: [0, 0])
    for seed in seeds:
        played, chance = play(rooms.play(seed, "write", PEOPLE)), random.Random(seed)
        for often, every in EVERY.items():
            joiner = Joiner(played.moments, every, PUBLIC)
            for name, rows in tricks(joiner, played):
                for text, who in played.truth[name.split()[0]].items():
                    scores[f"{name}, {often}"][0] += (
                        joiner.guess(rows.get(text, ()), PEOPLE, chance) == who
                    )
                    scores[f"{name}, {often}"][1] += 1
    return scores


def tricks(joiner: Joiner, played: JoinedPlay) -> Iterator[tuple[str, dict[str, set[Row]]]]:
    """Every way of the joiner to every kind of thing, and the rows to which it leads from words."""
    ways = {"by name": joiner.by_name(), "by act": joiner.by_act()}
    for kind, table in {"card": "card", "lesson": "sent_lesson", "offer": "commitment"}.items():
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


def beyond(scores: Scores, errors: float) -> dict[str, str]:
    """What lies farther from chance than so many standard errors."""
    found = {}
    for name, (right, of) in scores.items():
        expected, spread = of / PEOPLE, math.sqrt(of * (1 / PEOPLE) * (1 - 1 / PEOPLE))
        if abs(right - expected) > errors * spread:
            found[name] = f"{right} of {of}"
    return found


def test_copies_joined_with_all_screens_lead_to_nobody(
    rooms: SmallRooms, request: pytest.FixtureRequest
) -> None:
    plays = LONG if request.config.getoption("--long") else PLAYS
    scores = joined(rooms, range(SEED, SEED + plays))
    assert len(scores) == 22
    if beyond(scores, 3):
        scores = joined(rooms, range(SEED + plays, SEED + 5 * plays))
        assert beyond(scores, 4) == {}
