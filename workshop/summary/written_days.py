"""Days in a summary, written out as people read them."""

from datetime import date

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

BRITISH = Locale("en", "GB")
"""Where English is asked for without a country: the day stands before the month."""


def long_day(day: str, language: str) -> str:
    """A stored day for people; what is not a day stays as it is."""
    try:
        return format_date(date.fromisoformat(day), "long", _locale(language))
    except ValueError:
        return day


def _locale(language: str) -> Locale:
    if language == "en":
        return BRITISH
    try:
        return Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        return BRITISH
