"""How long a summary is kept: the day somebody chose, read and said."""

from datetime import date

from workshop.summary.wording import long_day
from workshop.web.speech import language, translate


def read_last_day(text: str, today: date) -> tuple[str, str]:
    """The day as it is stored, and what is wrong with it; both "" when it was left open."""
    if not text:
        return "", ""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return "", translate("Choose a day of the calendar, or leave it open.")
    if day < today:
        return "", translate(
            "This day is over already. Choose today or a later day, or leave it open."
        )
    return day.isoformat(), ""


def kept(keep_until: str) -> str:
    """How long it is kept, as a sentence without its full stop."""
    if not keep_until:
        return translate("Kept until someone deletes it")
    return translate("Kept until {day}", day=long_day(keep_until, language()))
