"""Who reads a summary: their language, what puts our sentences into it, their days and lists."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from workshop.languages import languages
from workshop.rules.agenda import Translate


@dataclass(frozen=True)
class Reader:
    """Somebody who reads this language. The room's own words stay as they are."""

    language: str
    translate: Translate
    plural: Callable[[str, str, int], str]
    """A sentence that depends on a number, which is also its `{n}`."""

    @property
    def direction(self) -> str:
        """The way in which the reader reads: "ltr" or "rtl"."""
        return languages().direction(self.language)


@lru_cache(maxsize=16)
def reader(language: str) -> Reader:
    """Somebody who reads this language; one that is not known here is read in English."""
    known = language if language in languages().known else "en"
    return Reader(known, languages().translator(known), languages().counter(known))


ENGLISH = reader("en")
BRITISH = Locale("en", "GB")
"""The English that is spoken where it is asked for without a country: the day comes before the
month."""


def as_day(text: str) -> date | None:
    """Returns a stored day; None for what is not one."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def long_day(day: str, language: str) -> str:
    """Returns a stored day as people read it; what is not a day stays as it is."""
    found = as_day(day)
    return format_date(found, "long", _locale(language)) if found else day


def _locale(language: str) -> Locale:
    if language == "en":
        return BRITISH
    try:
        return Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        return BRITISH
