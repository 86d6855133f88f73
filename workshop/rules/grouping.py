"""Lessons that say the same, merged by hand: merging sets a parent and never touches votes."""

from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

Lesson = TypeVar("Lesson", bound=str)


def root(lesson: Lesson, parents: Mapping[Lesson, Lesson]) -> Lesson:
    """The lesson that speaks for this one."""
    while parents.get(lesson):
        lesson = parents[lesson]
    return lesson


def merged(parents: Mapping[Lesson, Lesson]) -> dict[Lesson, list[Lesson]]:
    """The lessons merged under each lesson that speaks for others, sorted by id."""
    groups: dict[Lesson, list[Lesson]] = {}
    for one in sorted(one for one, parent in parents.items() if parent):
        groups.setdefault(root(one, parents), []).append(one)
    return groups


def standing(
    groups: Iterable[Collection[Lesson]],
    parents: Mapping[Lesson, Lesson],
    roots: Collection[Lesson],
) -> list[list[Lesson]]:
    """What stands apart of each group: of what was merged the one that speaks for it.

    `roots` are those that stand on the list; a group of which fewer than two do is none.
    """
    tops = [sorted({root(one, parents) for one in group if one in parents}) for group in groups]
    kept = [[one for one in top if one in roots] for top in tops]
    return [one for one in kept if len(one) > 1]


def tallies(votes: Mapping[Lesson, int], parents: Mapping[Lesson, Lesson]) -> dict[Lesson, int]:
    """The votes of each group: the sum over what was merged into it."""
    sums: dict[Lesson, int] = {}
    for lesson, count in votes.items():
        top = root(lesson, parents)
        sums[top] = sums.get(top, 0) + count
    return sums
