"""Who reads a summary: their language, and what puts our sentences into it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from workshop.languages import languages

Translate = Callable[[str], str]


@dataclass(frozen=True)
class Reader:
    """Somebody who reads this language. The room's own words stay as they are."""

    language: str
    translate: Translate
    plural: Callable[[str, str, int], str]
    """A sentence that depends on a number, which is also its `{n}`."""

    @property
    def direction(self) -> str:
        """Which way they read: "ltr" or "rtl"."""
        return languages().direction(self.language)


@lru_cache(maxsize=16)
def reader(language: str) -> Reader:
    """Somebody who reads this language; one that is not known here is read in English."""
    known = language if language in languages().known else "en"
    return Reader(known, languages().translator(known), languages().counter(known))


ENGLISH = reader("en")
