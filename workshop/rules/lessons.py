"""The list of lessons: which speak for others, and which the ballot takes where there are many.

Lessons that say the same thing are merged by hand: merging sets a parent and never touches votes.
Where there are more than the ballot takes, phones mark what they would keep.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TypeVar

from workshop.rules.limits import ADDING_CLOSES

Lesson = TypeVar("Lesson", bound=str)


def root(lesson: Lesson, parents: Mapping[Lesson, Lesson]) -> Lesson:
    """The lesson that speaks for this one."""
    while parents.get(lesson):
        lesson = parents[lesson]
    return lesson


def tops(parents: Mapping[Lesson, Lesson]) -> dict[Lesson, Lesson]:
    """Returns the lesson that speaks for each lesson, walking each chain of merges once."""
    found: dict[Lesson, Lesson] = {}
    for one in parents:
        chain = [one]
        while chain[-1] not in found and parents.get(chain[-1]):
            chain.append(parents[chain[-1]])
        found.update(dict.fromkeys(chain, found.get(chain[-1], chain[-1])))
    return found


def merged(tops: Mapping[Lesson, Lesson]) -> dict[Lesson, list[Lesson]]:
    """Returns the lessons merged under each lesson that speaks for others, sorted by id.

    `tops` has the lesson that speaks for each.
    """
    groups: dict[Lesson, list[Lesson]] = {}
    for one in sorted(one for one, top in tops.items() if one != top):
        groups.setdefault(tops[one], []).append(one)
    return groups


def still_apart(
    groups: Iterable[Collection[Lesson]],
    tops: Mapping[Lesson, Lesson],
    roots: Collection[Lesson],
) -> list[list[Lesson]]:
    """Returns the lessons of each group that are still apart: the one that speaks for each.

    `tops` has the lesson that speaks for each. `roots` are those on the list; a group of which
    fewer than two are is none.
    """
    found = [sorted({tops[one] for one in group if one in tops}) for group in groups]
    kept = [[one for one in group if one in roots] for group in found]
    return [one for one in kept if len(one) > 1]


def of_groups(votes: Mapping[Lesson, int], parents: Mapping[Lesson, Lesson]) -> dict[Lesson, int]:
    """The votes of each group: the sum over what was merged into it."""
    sums: dict[Lesson, int] = {}
    for lesson, count in votes.items():
        top = root(lesson, parents)
        sums[top] = sums.get(top, 0) + count
    return sums


LESSONS_TALLY = "lessons"
"""The devices that hide each other in a list, as those of which lessons wait for the desk."""
KEEP = "keep"
KEEPERS = "keepers"
"""The tally of the devices that have ever marked a lesson in a round."""


def keep_item(lesson: str) -> str:
    """The tally of the devices that would keep a lesson."""
    return f"{KEEP}:{lesson}"


def is_kept(item: str) -> bool:
    """True for tallies that put the desk's list in order, which nobody is shown as figures."""
    return item == KEEPERS or item.startswith(f"{KEEP}:")


def keeps(counts: Mapping[str, int], parents: Mapping[Lesson, Lesson]) -> dict[Lesson, int]:
    """Returns how many devices would keep each lesson, or one merged into it."""
    marked = {one: counts[keep_item(one)] for one in parents if keep_item(one) in counts}
    return of_groups(marked, parents)


def by_marks(
    lessons: Collection[Lesson],
    kept: Mapping[Lesson, int],
    merged: Collection[Lesson],
    handle: Callable[[Lesson], str] = str,
) -> list[Lesson]:
    """Returns the lessons in the order in which the ballot takes them.

    First those that most devices would keep. Of equal ones those stay first under which others
    were put, since they say what several say; then it is chance, which their handles are.
    """
    return sorted(lessons, key=lambda one: (-kept.get(one, 0), one not in merged, handle(one)))


def adding_closes(ends_at: float | None, minutes: float) -> float | None:
    """Returns the moment at which no phone adds a lesson any more, in seconds of the clock that
    `ends_at` is of, the end of a stage of so many minutes: a minute before it, or in the middle of
    a short stage. None while no clock runs."""
    return None if ends_at is None else ends_at - min(ADDING_CLOSES, 30.0 * minutes)
