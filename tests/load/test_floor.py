"""From when on everybody had something."""

from hypothesis import given
from hypothesis import strategies as st

from tools.bench.floor import Floor, when_all_had


def test_the_floor_rises_when_the_last_phone_goes_on() -> None:
    floor = Floor()
    for _ in range(3):
        floor.add(4)
    floor.move(4, 6, moment=10)
    floor.move(4, 5, moment=20)
    assert (floor.lowest, floor.rises) == (4, [])
    floor.move(4, 7, moment=30)
    assert (floor.lowest, floor.rises) == (5, [(5, 30)])


def test_the_slowest_group_decides_and_a_missing_one_is_not_passed_over() -> None:
    quick, slow = [(5, 10), (7, 20)], [(6, 15), (8, 40)]
    assert when_all_had(6, [quick, slow]) == 20
    assert when_all_had(7, [quick, slow]) == 40
    assert when_all_had(8, [quick, slow]) is None


@given(st.lists(st.lists(st.integers(1, 3), max_size=5), min_size=1, max_size=6), st.randoms())
def test_the_floor_is_the_lowest_rev_after_every_step(steps: list[list[int]], chance) -> None:  # type: ignore[no-untyped-def]
    floor, revs = Floor(), [0] * len(steps)
    for _ in steps:
        floor.add(0)
    turns = [phone for phone, its in enumerate(steps) for _ in its]
    chance.shuffle(turns)
    for moment, phone in enumerate(turns):
        new = revs[phone] + steps[phone].pop()
        floor.move(revs[phone], new, moment)
        revs[phone] = new
        assert floor.lowest == min(revs)
    lows = [low for low, _ in floor.rises]
    assert lows == sorted(set(lows))
