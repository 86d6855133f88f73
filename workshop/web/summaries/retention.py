"""How long a summary is kept, and how long a link to it is good: days, read and said."""

from datetime import date, timedelta

from workshop.summary.reader import long_day
from workshop.web.page_language import language, translate

USUAL, LONGEST = timedelta(weeks=8), timedelta(days=365)
"""For how long a link to a summary is good where nobody says otherwise, and at most."""


def read_last_day(text: str, today: date) -> tuple[str, str]:
    """The day as it is stored, and what is wrong with it; both "" when it was left open."""
    if not text:
        return "", ""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return "", translate("Choose a day in the calendar, or leave it empty.")
    if day < today:
        return "", translate(
            "This day has already passed. Choose today or a later day, or leave it empty."
        )
    return day.isoformat(), ""


def kept(keep_until: str) -> str:
    """Says how long a summary is kept, as a sentence without its full stop."""
    if not keep_until:
        return translate("Kept until someone deletes it")
    return translate("Kept until {day}", day=long_day(keep_until, language()))


def usual_end(today: date, keep_until: str) -> str:
    """The last day that a new link has by itself: eight weeks on, or the summary's own."""
    return ends((today + USUAL).isoformat(), keep_until)


def ends(until: str, keep_until: str) -> str:
    """The day on which a link really ends: the summary may be deleted before."""
    return min(until, keep_until or until)


def read_end(text: str, today: date, keep_until: str) -> tuple[str, str]:
    """The last day of a link as it is stored, and what is wrong with it."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return "", translate("Choose the day on which the link ends.")
    if day < today:
        return "", translate("This day has already passed. Choose today or a later day.")
    last = date.fromisoformat(keep_until) if keep_until else day
    if day > last:
        return "", translate(
            "The summary itself is kept until {day}. Choose that day or an earlier one.",
            day=long_day(keep_until, language()),
        )
    if day > today + LONGEST:
        return "", translate(
            "A link works for a year at most. Choose {day} or an earlier day.",
            day=long_day((today + LONGEST).isoformat(), language()),
        )
    return day.isoformat(), ""
