"""The characters of what people wrote: none that reorder or hide it, and which way they run.

What people type was cleaned at intake; stories and titles come from elsewhere, too, and so may a
summary.
"""

import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import Any, TypeVar

import msgspec

from workshop.rules.text import visible

T = TypeVar("T")


def harmless(value: T) -> T:
    """Returns the value with every text in it made visible."""
    walked: T = _walk(value)
    return walked


def _walk(value: Any) -> Any:
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, list | tuple):
        return type(value)(_walk(one) for one in value)
    if isinstance(value, msgspec.Struct):
        fields = {name: _walk(getattr(value, name)) for name in value.__struct_fields__}
        return msgspec.structs.replace(value, **fields)
    return value


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
