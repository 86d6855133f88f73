"""How many devices must have written before words are shown."""

import pytest

from workshop.rules.thresholds import devices_needed


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
