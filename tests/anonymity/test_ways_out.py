"""By whatever way a stage is left: nothing is shown of fewer than three, and nothing is lost."""

import random
from collections.abc import Iterator
from typing import Any

import pytest

from tests.anonymity.reckoned import Reckoning
from tests.anonymity.small_room import quick_folder
from tests.anonymity.ways import (
    MOVES,
    STAGES,
    WALL,
    Base,
    Walk,
    Way,
    acts,
    arrived,
    crowd_acts,
    hides,
    moves,
    some_way,
    walked,
)
from tests.support.room import new_store
from tests.support.same_keys import same_keys
from workshop.actions import (
    beginnings,
    cards,
    hiding,
    marks,
    reveal,
    sent_lessons,
    taps,
)
from workshop.actions.answers import stage_kind
from workshop.actions.writers import have_enough_written
from workshop.storage.transaction import Tx

SAMPLE, LONG = 2, 4
SEEDS = [pytest.param(n, marks=[pytest.mark.long] * (n >= SAMPLE)) for n in range(LONG)]
BASES = ("arrived", "walked", "wall")
SAMPLED = {
    "arrived": {MOVES - 1: 2},
    "wall": {MOVES - 1: 2},
    "walked": {MOVES - 2: 8, MOVES - 1: 1},
}
"""How many moves are tried after so many, by chance: all ways would take a day. In a room in which
everything can be opened again, hardly any is refused."""


@pytest.fixture(scope="module")
def bases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Base]]:
    """Rooms from which walks start: one in which nobody has acted, one that has been everywhere,
    and one with a live wall."""
    with same_keys(), quick_folder(tmp_path_factory.mktemp("ways")) as folder:
        stores = [new_store(folder / name) for name in BASES]
        made = arrived(stores[0]), walked(stores[1]), arrived(stores[2], WALL, live_wall=True)
        yield dict(zip(BASES, made, strict=True))
        for store in stores:
            store.close()


def two_walk(base: Base, way: Way, who: int, *, crowd: bool, hidden: bool) -> Walk:
    """One or two devices act in each stage of a way, always the same; before them the others, in
    whole groups, where there is a crowd."""
    walk, been = Walk(base.again()), set[str]()
    people = walk.room.people
    for at, move in enumerate(way):
        walk.goes(move)
        if crowd and move.to not in been:
            crowd_acts(people[who:], move.to)
        been.add(move.to)
        for n, person in enumerate(people[:who]):
            shows = move.to == "talk"  # as phones say there
            (hides if hidden or shows else acts)(person, move.to, 10 * at + n)
            walk.note()
    walk.ends()
    return walk


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("base", BASES)
def test_what_one_or_two_do_is_seen_on_no_screen(
    bases: dict[str, Base], base: str, seed: int
) -> None:
    assert not [*seen_of_two(bases[base], seed)]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("base", BASES)
def test_what_several_do_is_shown_in_threes_and_true_and_nothing_is_lost(
    bases: dict[str, Base], base: str, seed: int
) -> None:
    assert not [*faults_of_several(bases[base], seed)]


def toggles_twice(tx: Tx, mark: bytes, item: str, on: bool, number: int) -> bool:
    """Counts each tap as two."""
    changed = cards.toggle(tx, mark, item, on, number)
    tx.count(item, int(changed))
    return changed


def answers_always(tx: Tx, number: int) -> bool:
    """Shows answers however few have written."""
    return stage_kind(tx) == "ask_how" or have_enough_written(tx, number)


Weak = tuple[Any, str, object, str, int]
WEAK: tuple[Weak, ...] = (
    (marks, "_goes", lambda _item: False, "arrived", 0),
    (hiding, "are_enough", lambda *_: True, "wall", 0),
    (sent_lessons, "are_enough", lambda *_: True, "arrived", 0),
    (sent_lessons, "with_fates", lambda read, *_: read, "arrived", 0),
    (beginnings, "end_lessons", lambda _tx: None, "walked", 2),
    (beginnings, "give_unshown_back", lambda _tx: None, "walked", 1),
    (reveal, "have_enough_written", lambda *_: True, "wall", 4),
    (reveal, "have_enough_written", answers_always, "walked", 13),
    (taps, "toggle", toggles_twice, "wall", 52),
)
"""Faults that would show too little, lose something, or count wrong, if the program had them; and
the walk by which each is seen."""


@pytest.mark.parametrize("weak", WEAK, ids=[name for _, name, *_ in WEAK])
def test_a_program_that_shows_too_little_or_loses_something_is_found(
    bases: dict[str, Base], monkeypatch: pytest.MonkeyPatch, weak: Weak
) -> None:
    module, name, value, base, seed = weak
    monkeypatch.setattr(module, name, value)
    faults = (faults_of_several, seen_of_two)
    assert any(next(found(bases[base], seed), "") for found in faults)


def seen_of_two(base: Base, seed: int) -> Iterator[str]:
    """Yields all that screens tell of one or two devices on a way by chance: where they show
    something else as these do something else."""
    dice = random.Random(seed)
    way, who, crowd = some_way(dice, base.kinds), dice.choice([1, 2]), dice.random() < 0.6
    seen = two_walk(base, way, who, crowd=crowd, hidden=False)
    other = two_walk(base, way, who, crowd=crowd, hidden=True)
    if seen.holds != other.holds:
        yield f"holds on {way}"
    for n, (left, right) in enumerate(zip(seen.notes, other.notes, strict=True)):
        for view in left:
            told = difference(left[view], right[view])
            yield from [f"{view}, note {n} on {way}: {told}"] if told else []


def faults_of_several(base: Base, seed: int) -> Iterator[str]:
    """Yields all that is shown too early, or wrong, or lost, as several act on a way by chance."""
    dice = random.Random(seed)
    way = some_way(dice, base.kinds)
    reckoning = Reckoning(Walk(base.again()), dice)
    for at, move in enumerate(way):
        reckoning.goes(move, at)
    reckoning.ends()
    yield from (f"{fault} on {way}" for fault in reckoning.faults)


def difference(one: dict[str, Any], other: dict[str, Any]) -> dict[str, object]:
    """Returns the entries that two screens show differently."""
    paths = {*one} | {*other}
    return {p: (one.get(p), other.get(p)) for p in sorted(paths) if one.get(p) != other.get(p)}


@pytest.mark.long
@pytest.mark.parametrize("first", STAGES)
@pytest.mark.parametrize("base", BASES)
def test_so_it_is_on_every_way(bases: dict[str, Base], base: str, first: str) -> None:
    if first not in bases[base].kinds:
        pytest.skip("no such stage")
    reckoning = Reckoning(Walk(bases[base].again()), random.Random(0))
    steps = [one for one in moves(bases[base].kinds) if one.to == first]
    assert sum(goes_on(bases[base], reckoning, (one,), SAMPLED[base]) for one in steps)


def goes_on(base: Base, so_far: Reckoning, way: Way, sampled: dict[int, int]) -> int:
    """Takes the last move of a way, and then all that can follow, or some by chance; gives how
    many ways that were."""
    reckoning = so_far.on(Walk(base.again()))
    reckoning.goes(way[-1], len(way))
    if reckoning.walk.refused:
        return 0
    here = Base(reckoning.walk.room)
    if len(way) < MOVES:
        ahead = [*moves(base.kinds, way[-1].to)]
        if len(way) in sampled:
            ahead = reckoning.dice.sample(ahead, sampled[len(way)])
        return sum(goes_on(here, reckoning, (*way, one), sampled) for one in ahead)
    reckoning.ends()
    assert not reckoning.faults, way
    return 1
