"""The shape of a story in a file that somebody hands on: what the type Story leaves open."""

from collections.abc import Iterator
from typing import Annotated, Any

from workshop.protocol.base import LANGUAGE
from workshop.protocol.story import KINDS, LANGUAGE_TAG, Steps, Story
from workshop.rules.file_shape import After, Narrowed, matches, must
from workshop.rules.placed_faults import Place, PlacedFault


def _is_tag(text: str) -> bool:
    return len(text) <= LANGUAGE and matches(LANGUAGE_TAG)(text)


def in_order(value: Any, place: Place) -> Iterator[PlacedFault]:
    """Finds steps that repeat a kind, or are not in the order of KINDS."""
    kinds = [KINDS.index(one["kind"]) for one in value]
    if kinds != sorted(set(kinds)):
        yield PlacedFault(place, "no_order", {"known": ", ".join(f"“{one}”" for one in KINDS)})


Tag = Annotated[str, must(lambda place: PlacedFault(place, "no_language"), _is_tag)]
"""A language tag."""
STORY: Narrowed = {Story: {"steps": Annotated[Steps, After(in_order)], "language": Tag}}
