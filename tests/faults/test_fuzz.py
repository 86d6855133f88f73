"""Commands of all types by chance, valid and broken, in all stages: none is an exception, none is
lost or doubled, and every count is what a simple model says."""

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.support.fuzz.making import TYPES
from tests.support.fuzz.playing import FuzzedWorkshop, Reached
from tests.support.room import new_store
from workshop.rules.stages import KINDS

EACH = 110
"""Commands by chance in each stage of a workshop: twice as many as there are types, and more."""
FEW, MORE, MANY = 7_500, 20_000, 100_000
EVENTS = {"tie", "run_off", "taken", "counted", "last_call", "leader", "seal"}
"""Events that each test reaches, besides all types and all kinds of stages."""
SEEDS = [
    *((seed, FEW) for seed in (1,)),
    *(pytest.param(seed, MORE, marks=pytest.mark.long) for seed in (2, 3, 4)),
    *(pytest.param(seed, MANY, marks=pytest.mark.long) for seed in range(5, 15)),
]


@contextmanager
def chance(seed: int) -> Iterator[random.Random]:
    """Has all that is made by chance, keys and secrets too, be the same each time for a seed."""
    dice = random.Random(seed)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "urandom", dice.randbytes)
        patched.setattr(random, "_urandom", dice.randbytes)
        random.seed(seed)
        yield dice


def fuzz(folder: Path, seed: int, count: int, each: int = EACH) -> Reached:
    """Plays workshops until so many commands have come."""
    reached = Reached()
    with chance(seed) as dice:
        while reached.count < count:
            with TemporaryDirectory(dir=folder) as data:
                store = new_store(Path(data))
                try:
                    FuzzedWorkshop(store, dice, reached).plays(each)
                finally:
                    store.close()
    return reached


@pytest.mark.parametrize(("seed", "count"), SEEDS)
def test_no_command_breaks_anything_and_none_is_lost(
    tmp_path_factory: pytest.TempPathFactory, seed: int, count: int
) -> None:
    print(f"seed {seed}")
    reached = fuzz(tmp_path_factory.mktemp("fuzz"), seed, count)
    print(f"{reached.count} commands, {reached.acked.total()} done; {reached.events}")
    assert {*TYPES} - {*reached.acked} == set(), "these were never done"
    everywhere = {(tag, kind) for tag in TYPES for kind in KINDS}
    assert everywhere - {*reached.sent} == set(), "these were never sent"
    assert EVENTS - {event for event, count in reached.events.items() if count} == set()


def test_a_seed_gives_the_same_commands_and_answers(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    first, second = (fuzz(tmp_path_factory.mktemp("fuzz"), 1, 1, each=20) for _ in range(2))
    assert first == second
