"""Which way words run, by their own letters."""

import unicodedata
from collections.abc import Iterator
from itertools import groupby

from babel.core import get_global

from workshop.summary.reader import BRITISH

_RUNS = {"L": False, "R": True, "AL": True}
"""Classes of the bidirectional algorithm -> whether their letters run from the right; digits and
marks have no say."""


def from_right(text: str, otherwise: bool = False) -> bool:
    """True if a text is written from the right, by its first letter."""
    told = (_RUNS.get(unicodedata.bidirectional(char)) for char in text)
    return next((one for one in told if one is not None), otherwise)


def stretches(text: str, right: bool) -> Iterator[tuple[str, bool]]:
    """The text in parts that run one way, within a paragraph that runs this way.

    What stands between letters of one kind goes with them, everything else with the paragraph.
    """
    told = [_RUNS.get(unicodedata.bidirectional(char)) for char in text]
    before, after = _carried(told, right), _carried(told[::-1], right)[::-1]
    ways = [one if one == other else right for one, other in zip(before, after, strict=True)]
    start = 0
    for way, same in groupby(ways):
        end = start + len(list(same))
        yield text[start:end], way
        start = end


def _carried(told: list[bool | None], at_first: bool) -> list[bool]:
    """Returns at each place what was told last."""
    carried = []
    for one in told:
        at_first = at_first if one is None else one
        carried.append(at_first)
    return carried


def with_country(language: str) -> str:
    """A language tag as Office wants it, which knows languages by their countries only."""
    if language == "en":
        return str(BRITISH).replace("_", "-")
    likely = get_global("likely_subtags").get(language.replace("-", "_"), "")
    parts = likely.split("_")
    return f"{parts[0]}-{parts[-1]}" if len(parts) == 3 else language
