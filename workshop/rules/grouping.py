"""Lessons that say the same, merged by hand: merging sets a parent and never touches votes."""

from collections.abc import Mapping


def root(lesson: str, parents: Mapping[str, str]) -> str:
    """The lesson that speaks for this one."""
    while parents.get(lesson):
        lesson = parents[lesson]
    return lesson


def members(lesson: str, parents: Mapping[str, str]) -> list[str]:
    """Those merged under a lesson, itself not among them, sorted by id."""
    return sorted(one for one in parents if one != lesson and root(one, parents) == lesson)


def tallies(votes: Mapping[str, int], parents: Mapping[str, str]) -> dict[str, int]:
    """The votes of each group: the sum over what was merged into it."""
    sums: dict[str, int] = {}
    for lesson, count in votes.items():
        top = root(lesson, parents)
        sums[top] = sums.get(top, 0) + count
    return sums
