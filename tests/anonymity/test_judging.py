"""How a statistic is judged, tried on guesses of which it is known whether they are chance."""

import pytest

from tests.anonymity.judging import Tallies, Tally, beyond_chance, tallied

SEEDS, AGAIN = range(5, 30), range(30, 130)
PEOPLE = 8


class Guesser:
    """Is right so often in the first plays, and so often once more; chance is once in each."""

    def __init__(self, first: int, again: int = 0) -> None:
        self.right = {SEEDS: first, AGAIN: again}
        self.played: list[range] = []

    def __call__(self, seeds: range) -> Tallies:
        self.played.append(seeds)
        tally = Tally()
        tally.add(self.right[seeds], PEOPLE * len(seeds), len(seeds), len(seeds))
        return {"a card": tally, "a vote": Tally(1, 8, 1.0, 1.0)}


@pytest.mark.parametrize("right", [10, 25, 40])
def test_what_is_within_three_errors_is_played_once(right: int) -> None:
    guesser = Guesser(right)
    assert beyond_chance(guesser, SEEDS) == {}
    assert guesser.played == [SEEDS]


@pytest.mark.parametrize("right", [9, 41])
@pytest.mark.parametrize("again", [60, 100, 140])
def test_what_is_beyond_is_played_once_more_and_was_luck_within_four(
    right: int, again: int
) -> None:
    guesser = Guesser(right, again)
    assert beyond_chance(guesser, SEEDS) == {}
    assert guesser.played == [SEEDS, AGAIN], "other seeds, and four times as many"


@pytest.mark.parametrize(("right", "again"), [(41, 141), (9, 59), (41, 59)])
def test_what_is_beyond_twice_is_not_chance(right: int, again: int) -> None:
    assert [*beyond_chance(Guesser(right, again), SEEDS)] == ["a card"]


def test_only_what_was_beyond_at_first_is_looked_at_again() -> None:
    def plays(seeds: range) -> Tallies:
        far, chance = Tally(100, 200, 25.0, 25.0), Tally(25, 200, 25.0, 25.0)
        first, other = (far, chance) if seeds == SEEDS else (chance, far)
        return {"a card": first, "a vote": other}

    assert beyond_chance(plays, SEEDS) == {}


def test_the_seeds_and_the_farthest_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    tallied(Guesser(40), SEEDS)
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "seeds 5 to 29:"
    assert printed[1] == "  a card: 40 of 200 (25.0 by chance), +3.0 errors"


def test_where_chance_has_no_choice_nothing_is_beyond() -> None:
    assert Tally(8, 8, 8.0, 0.0).errors == 0
