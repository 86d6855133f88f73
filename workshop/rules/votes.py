"""Votes: how many there are, who is ahead, and what ties at the cut."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from workshop.rules.agenda import Agenda
from workshop.rules.limits import CHOSEN, MOST_TAKEN, PER_LESSON
from workshop.rules.stage_settings import StageSettings

Lesson = TypeVar("Lesson", bound=str)


@dataclass(frozen=True)
class Result(Generic[Lesson]):
    """The end of a voting: lessons by rank (from 1; equal votes share one), and the cut."""

    ranks: Mapping[Lesson, int]
    chosen: frozenset[Lesson]
    cut_tie: tuple[Lesson, ...]
    """The lessons that tie across the cut, so that the room must decide; sorted by id."""


OPEN = "open"


def open_item(lesson: str) -> str:
    """The tally of a lesson's votes on ballots that were never complete."""
    return f"{OPEN}:{lesson}"


PAPER = "paper"
"""The tally of all votes on paper in a round."""


def paper_item(lesson: str) -> str:
    """The tally that holds the number of a lesson's votes on paper, as the desk has typed it."""
    return f"{PAPER}:{lesson}"


BUDGETS = (3, 5)
"""Votes for each device on a short ballot, and on one of eight lessons or more."""


def budget(lessons: int, set_to: int | None = None) -> int:
    """Votes for each device: what the stage says, else three, and five from eight lessons on; never
    more than find a place on the ballot."""
    few, many = BUDGETS
    wanted = set_to or (many if lessons >= 8 else few)
    return min(wanted, max(lessons, 1) * PER_LESSON)


def settings_of_vote(agenda: Agenda, opened: str = "") -> StageSettings:
    """The settings of the stage in which the room votes, wherever the room is: that in which the
    voting opened, else the first one for it."""
    votes = [stage for stage in agenda.stages if stage.kind == "vote"]
    found = [stage for stage in votes if stage.id == opened] or votes
    return found[0].settings if found else StageSettings()


def may_take_all(chosen: int, tied: int) -> bool:
    """True if all that tie for the last place can be taken: five lessons at most."""
    return chosen + tied <= MOST_TAKEN


def result(tally: Mapping[Lesson, int], chosen: int = CHOSEN) -> Result[Lesson]:
    """Ranks the lessons; what nobody voted for is never chosen."""
    ordered = sorted(tally, key=lambda lesson: (-tally[lesson], lesson))
    ranks = {one: 1 + sum(tally[other] > tally[one] for other in tally) for one in ordered}
    sure = [one for one in ordered if tally[one] and _reach(one, tally) <= chosen]
    edge = [one for one in ordered if tally[one] and ranks[one] <= chosen < _reach(one, tally)]
    return Result(ranks, frozenset(sure), tuple(sorted(edge)))


def _reach(lesson: Lesson, tally: Mapping[Lesson, int]) -> int:
    """The last place that a lesson shares with those of as many votes."""
    return sum(votes >= tally[lesson] for votes in tally.values())
