"""Days as they are stored: such as 2027-03-03."""

from datetime import date

LAST_YEAR = 2199


def is_day(text: str) -> bool:
    """Whether a text is a day of the calendar."""
    try:
        ascii_day = text.isascii() and len(text) == 10
        return ascii_day and date.fromisoformat(text).year <= LAST_YEAR
    except ValueError:
        return False
