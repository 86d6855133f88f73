"""Days and hours: as they are stored, as people say them, and the moments that they mean."""

from datetime import UTC, date, datetime, timedelta, timezone


def moment_at(seconds: float, offset: int) -> datetime:
    """A moment as clocks show it that are so many minutes east of UTC."""
    return datetime.fromtimestamp(seconds, UTC).astimezone(timezone(timedelta(minutes=offset)))


def next_at(hour: str, moment: datetime) -> float | None:
    """The next moment after this one, in seconds, at which the clock shows an hour such as "15:00".

    None when it is no hour.
    """
    try:
        at = datetime.strptime(hour, "%H:%M").time()
    except ValueError:
        return None
    found = moment.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    return (found if found > moment else found + timedelta(days=1)).timestamp()


LAST_YEAR = 2199


def is_day(text: str) -> bool:
    """True if a text is a day of the calendar."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return False
    # Days of weeks, 2027-W09-3, are read as well; as texts they come in no order with the others.
    return day.isoformat() == text and day.year <= LAST_YEAR


WORDS_A_MINUTE = 120
"""The pace of somebody who reads to a room, slowly."""


def minutes_aloud(text: str) -> int:
    """Returns the minutes that a text takes when it is read aloud, rounded up; at least one."""
    return max(1, -(-len(text.split()) // WORDS_A_MINUTE))
