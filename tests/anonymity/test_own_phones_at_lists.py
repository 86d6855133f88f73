"""A desk with phones of its own reads nobody's answer, tap, mark or lesson alone, as long as these
are fewer than the number that hide each other less one."""

import random
from collections.abc import Iterator

import pytest

from tests.anonymity.own_phones import ATTACKS, OwnPhones
from tests.anonymity.small_room import quick_folder
from tests.support.room import new_room, new_store
from workshop.rules.thresholds import devices_needed
from workshop.storage.store import Store

ROOMS = ((8, 2), (15, 2), (15, 4), pytest.param(30, 6, marks=pytest.mark.long))
"""People, and the phones of the desk among them besides."""
SEEDS = [pytest.param(n, marks=[pytest.mark.long] * (n > 0)) for n in range(10)]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with quick_folder(tmp_path_factory.mktemp("own")) as folder:
        made = new_store(folder)
        yield made
        made.close()


def shown_together(store: Store, what: str, people: int, own: int, seed: int) -> list[set[int]]:
    room = new_room(store)
    here = room.participants(people + own)
    attack = OwnPhones(room, here[:own], here[own:], random.Random(seed))
    return attack.plays(ATTACKS[what])


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("people", "own"), ROOMS)
@pytest.mark.parametrize("what", ATTACKS)
def test_nobody_is_shown_alone(store: Store, what: str, people: int, own: int, seed: int) -> None:
    assert own < devices_needed(people + own) - 1
    together = shown_together(store, what, people, own, seed)
    least = devices_needed(people + own) - own
    assert [others for others in together if len(others) < least] == []


@pytest.mark.parametrize("what", ["answers", "taps on the story", "marks", "lessons"])
def test_something_is_shown_all_the_same(store: Store, what: str) -> None:
    assert shown_together(store, what, 15, 2, 0)


@pytest.mark.parametrize("what", ["answers", "taps on the story", "marks"])
def test_as_many_phones_as_the_number_less_one_read_one_person_and_no_more(
    store: Store, what: str
) -> None:
    alone = [others for others in shown_together(store, what, 30, 7, 0) if len(others) == 1]
    assert len(alone) == 1
