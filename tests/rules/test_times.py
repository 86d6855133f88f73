"""Which texts are days, as they are stored and compared."""

import pytest

from workshop.rules.times import is_day


@pytest.mark.parametrize("text", ["2027-03-03", "2028-02-29", "2199-12-31", "0001-01-01"])
def test_a_day_of_the_calendar_is_one(text: str) -> None:
    assert is_day(text)


@pytest.mark.parametrize(
    "text",
    ["2026-W09-3", "20270303", "2027-3-3", "2027-02-29", "2200-01-01", " 2027-3-03",
     "2027-03-03T00", "\u0662\u0660\u0662\u0667-03-03", ""],
)  # fmt: skip
def test_what_would_not_come_in_its_order_as_a_text_is_no_day(text: str) -> None:
    assert not is_day(text)
