"""How many devices must have written before words are shown."""

import pytest

from workshop.rules.thresholds import devices_needed, enough_wrote


@pytest.mark.parametrize(
    ("here", "needed"),
    [
        (0, 3),
        (3, 3),
        (6, 3),
        (7, 4),
        (12, 4),
        (13, 5),
        (15, 5),
        (16, 6),
        (24, 8),
        (25, 8),
        (500, 8),
    ],
)
def test_three_must_write_up_to_six_then_four_then_a_third_and_eight_at_most(
    here: int, needed: int
) -> None:
    """The number never falls as more devices come."""
    assert devices_needed(here) == needed


@pytest.mark.parametrize(
    ("wrote", "newly", "here", "enough"),
    [(4, 4, 12, True), (5, 3, 12, False), (6, 0, 12, True), (5, 0, 10, True), (3, 0, 8, False)],
)
def test_whoever_was_shown_before_counts_only_where_half_of_those_here_wrote(
    wrote: int, newly: int, here: int, enough: bool
) -> None:
    assert enough_wrote(wrote, newly, here) is enough
