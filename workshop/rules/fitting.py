"""Many lessons: phones mark what they would keep, and the ballot takes the first twelve."""

from collections.abc import Callable, Collection, Mapping
from typing import TypeVar

from workshop.rules.grouping import tallies

Lesson = TypeVar("Lesson", bound=str)

KEEP = "keep"
KEEPERS = "keepers"
"""The tally of the devices that have ever marked a lesson in a round."""
KEEP_GROUP = "keep_group"
"""The tally of those that did so since the desk's list was put in order last."""


def keep_item(lesson: str) -> str:
    """The tally of the devices that would keep a lesson."""
    return f"{KEEP}:{lesson}"


def is_kept(item: str) -> bool:
    """True for tallies that put the desk's list in order, which nobody is shown as figures."""
    return item in {KEEPERS, KEEP_GROUP} or item.startswith(f"{KEEP}:")


def keeps(counts: Mapping[str, int], parents: Mapping[Lesson, Lesson]) -> dict[Lesson, int]:
    """How many devices would keep each lesson that speaks for itself, or one merged into it."""
    marked = {one: counts[keep_item(one)] for one in parents if keep_item(one) in counts}
    return tallies(marked, parents)


def by_marks(
    lessons: Collection[Lesson],
    kept: Mapping[Lesson, int],
    merged: Collection[Lesson],
    handle: Callable[[Lesson], str] = str,
) -> list[Lesson]:
    """The lessons in the order in which the ballot takes them.

    First those that most devices would keep. Of equal ones those stay first under which others
    were put, since they say what several say; then it is chance, which their handles are.
    """
    return sorted(lessons, key=lambda one: (-kept.get(one, 0), one not in merged, handle(one)))
