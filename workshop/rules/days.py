"""Days as they are stored: such as 2027-03-03."""

from datetime import date

LAST_YEAR = 2199


def is_day(text: str) -> bool:
    """Whether a text is a day of the calendar."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return False
    # Days of weeks, 2027-W09-3, are read as well; as texts they come in no order with the others.
    return day.isoformat() == text and day.year <= LAST_YEAR
