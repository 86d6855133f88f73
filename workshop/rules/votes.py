"""Votes and ballots: how many votes there are, what is ahead, and what ties at the cut.

How many devices make a group, behind which the bars move, and how turnout is told.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from workshop.rules.agenda import Agenda
from workshop.rules.limits import MOST_CHOSEN, MOST_TAKEN, PER_LESSON
from workshop.rules.stage_settings import StageSettings
from workshop.rules.thresholds import MISSING_TOLD

Lesson = TypeVar("Lesson", bound=str)


@dataclass(frozen=True)
class Result(Generic[Lesson]):
    """The end of a voting: lessons by rank (from 1; equal votes share one), and the cut."""

    ranks: Mapping[Lesson, int]
    chosen: frozenset[Lesson]
    cut_tie: tuple[Lesson, ...]
    """The lessons that tie across the cut, so that the room must decide; sorted by id."""


def full_bar(devices: int) -> int:
    """Returns the votes that fill a bar: a little more than one from each device, and fixed when
    the voting opens, so that no bar shrinks meanwhile."""
    return max(4, -(-devices * 6 // 5))


PAPER_TALLY = "paper"
"""The tally of all votes on paper in a round."""


def paper_item(lesson: str) -> str:
    """The tally that holds the number of a lesson's votes on paper, as the desk has typed it."""
    return f"{PAPER_TALLY}:{lesson}"


BUDGETS = (3, 5)
"""Votes for each device on a short ballot, and on one of eight lessons or more."""


def budget(lessons: int, set_to: int | None = None) -> int:
    """Votes for each device: what the stage says, else three, and five from eight lessons on; never
    more than find a place on the ballot."""
    few, many = BUDGETS
    wanted = set_to or (many if lessons >= 8 else few)
    return min(wanted, max(lessons, 1) * PER_LESSON)


def settings_of_vote(agenda: Agenda) -> StageSettings:
    """The settings of the stage in which the room votes, wherever the room is."""
    votes = (stage.settings for stage in agenda.stages if stage.kind == "vote")
    return next(votes, StageSettings())


def may_take_all(chosen: int, tied: int) -> bool:
    """True if all that tie for the last place can be taken: five lessons at most."""
    return chosen + tied <= MOST_TAKEN


def result(tally: Mapping[Lesson, int], chosen: int = MOST_CHOSEN) -> Result[Lesson]:
    """Ranks the lessons; what nobody voted for is never chosen."""
    ordered = sorted(tally, key=lambda lesson: (-tally[lesson], lesson))
    ranks = {one: 1 + sum(tally[other] > tally[one] for other in tally) for one in ordered}
    sure = [one for one in ordered if tally[one] and _reach(one, tally) <= chosen]
    edge = [one for one in ordered if tally[one] and ranks[one] <= chosen < _reach(one, tally)]
    return Result(ranks, frozenset(sure), tuple(sorted(edge)))


def _reach(lesson: Lesson, tally: Mapping[Lesson, int]) -> int:
    """The last place that a lesson shares with those of as many votes."""
    return sum(votes >= tally[lesson] for votes in tally.values())


FEW_DEVICES = 5
"""With fewer devices since the voting opened, only its end shows anything."""
OF_FEW, LEAST_IN_GROUP, MOST_IN_GROUP = 3, 4, 8
"""Devices in a group: where only the end shows anything, and at least and at most elsewhere."""
BARS_REST = 2.0
"""Seconds for which bars stand still at least, before they move again."""
COMPLETE = "complete"
"""The tally of the devices that have ever placed all their votes."""
DEVICES = "devices"
"""The tally of the most devices that there were while a voting went on."""
OUT = "out"
"""The tally of the devices that said "That's all from me", also by stepping out, and have never
placed all their votes."""
GROUPS = "groups"
"""The tally of the groups so far, with the one that is not full."""
GROUP = "group"
"""The tally of the devices in the group that is not full."""
BALLOTS = "ballots"
"""The tally of the devices that have ever placed a vote."""
EMPTY = "empty"
"""The tally of those among them that have no vote placed now."""
STRUCK = "struck"
"""The tally of the lessons that left the ballot while people voted, with cards that were taken off
the screen."""
PASSING_TALLIES = frozenset({GROUPS, GROUP, EMPTY, STRUCK})
"""Tallies that a voting needs while it goes on; kept, they would tell in which order votes came."""
Turnout = Literal["", "some", "count", "nearly_all", "all"]


def group_size(devices: int) -> int:
    """Returns how many devices must have placed a vote before bars move, or the end shows them.

    `devices` is how many there were at most since the voting opened: a third of them, rounded up,
    with a least and a most number.
    """
    if devices < FEW_DEVICES:
        return OF_FEW
    return min(max(-(-devices // 3), LEAST_IN_GROUP), MOST_IN_GROUP)


def least_changed(
    before: Mapping[Lesson, int], now: Mapping[Lesson, int], votes: int, most: int
) -> int:
    """Returns the least number of devices whose ballots can make the difference between two
    results, where each has so many votes, and at most so many on one lesson."""
    moved = [now.get(lesson, 0) - before.get(lesson, 0) for lesson in {*before, *now}]
    more, fewer = sum(n for n in moved if n > 0), -sum(n for n in moved if n < 0)
    most_on_one = max(map(abs, moved), default=0)
    return max(-(-more // votes), -(-fewer // votes), -(-most_on_one // most))


def far_more(ballots: int, here: int) -> bool:
    """True if far more devices have voted than were here before: not only those that come late."""
    return ballots > here + max(here // 2, FEW_DEVICES)


def turnout(complete: int, devices: int) -> Turnout:
    """Returns the word with which the room's screens tell how many have placed all their votes.

    "" before the first; a word while fewer than three are missing, so that nobody is pointed at.
    """
    missing = max(devices - complete, 0)
    if not complete:
        return ""
    if not missing:
        return "all"
    if missing >= MISSING_TOLD:
        return "count"
    return "nearly_all" if complete > missing else "some"
