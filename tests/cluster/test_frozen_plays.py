"""Whole workshops in which processes stand still: what phones were told of stands in the end."""

from collections import Counter

import pytest

from tests.support.freezes.frozen_play import FrozenPlay, processes_of
from tests.support.neighbours import Neighbours
from tests.support.room import new_room
from workshop.storage.store import Store

STEPS = 30
SEEDS = [range(200)]


def play(stores: list[Store], seeds: range) -> None:
    """Plays a whole workshop by each seed at the processes of these stores."""
    figures = Counter[str]()
    for seed in seeds:
        print(f"seed {seed}")
        room = new_room(stores[0], pulse="room")
        room.letters = frozenset({"story"})
        played = FrozenPlay(processes_of(room, stores), seed)
        played.plays(STEPS)
        figures += played.figures
    assert figures["freezes"] and any(what.startswith("late") for what in figures), figures


@pytest.mark.long
@pytest.mark.parametrize("seeds", SEEDS)
def test_no_late_copy_changes_anything_at_one_process(store: Store, seeds: range) -> None:
    play([store], seeds)


@pytest.mark.long
@pytest.mark.postgres
@pytest.mark.parametrize("seeds", SEEDS)
def test_no_late_copy_changes_anything_at_two_processes(
    neighbours: Neighbours, seeds: range
) -> None:
    play([neighbours.here, neighbours.there], seeds)
