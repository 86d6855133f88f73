"""Votes: how many there are, who is ahead, and what ties at the cut."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from workshop.rules.limits import CHOSEN


@dataclass(frozen=True)
class Result:
    """The end of a voting: lessons by rank (from 1; equal votes share one), and the cut."""

    ranks: Mapping[str, int]
    tied: frozenset[str]
    chosen: frozenset[str]
    cut_tie: tuple[str, ...]
    """Those that tie across the cut, so that the room must decide; sorted by id."""


PAPER = "paper"
"""The tally of all votes on paper in a round."""


def paper_item(lesson: str) -> str:
    """The tally that holds the number of a lesson's votes on paper, as the desk has typed it."""
    return f"{PAPER}:{lesson}"


BUDGETS = (3, 5)
"""Votes for each device on a short ballot, and on one of eight lessons or more."""


def budget(lessons: int, set_to: int | None = None) -> int:
    """Votes for each device: what the stage says, else three, and five from eight lessons on."""
    few, many = BUDGETS
    return set_to or (many if lessons >= 8 else few)


def result(tally: Mapping[str, int], chosen: int = CHOSEN) -> Result:
    """Ranks the lessons; what nobody voted for is never chosen."""
    ordered = sorted(tally, key=lambda lesson: (-tally[lesson], lesson))
    ranks = {one: 1 + sum(tally[other] > tally[one] for other in tally) for one in ordered}
    counts = Counter(tally.values())
    tied = frozenset(one for one in ordered if tally[one] and counts[tally[one]] > 1)
    sure = [one for one in ordered if tally[one] and _reach(one, tally) <= chosen]
    edge = [one for one in ordered if tally[one] and ranks[one] <= chosen < _reach(one, tally)]
    return Result(ranks, tied, frozenset(sure), tuple(sorted(edge)))


def _reach(lesson: str, tally: Mapping[str, int]) -> int:
    """The last place that a lesson shares with those of as many votes."""
    return sum(votes >= tally[lesson] for votes in tally.values())
