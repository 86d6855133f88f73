"""Votes and ballots: how many votes there are, what is ahead, and what ties at the cut.

When a ballot is complete, when a group of them is shown, and what an end would give away.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from workshop.rules.agenda import Agenda
from workshop.rules.limits import CHOSEN, MOST_TAKEN, PER_LESSON
from workshop.rules.stage_settings import StageSettings
from workshop.rules.thresholds import RELEASE

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


FEW_DEVICES = 5
"""With so many devices at most since the voting opened, only its end shows anything."""
LATELY = 300.0
"""Seconds for which a device that has gone still counts as here."""
COMPLETE = "complete"
"""The tally of the ballots that were ever complete."""
DEVICES = "devices"
"""The tally of the most devices that there were while a voting went on."""
OUT = "out"
"""The tally of the devices that said "That's all from me" without a vote, also by stepping out, and
have no complete ballot since."""
GROUPED, GROUP, RELEASES = "grouped", "group", "releases"
"""Tallies: that ballots count in groups; those complete since the last release; the releases."""
BALLOTS = "ballots"
"""The tally of the devices that have ever placed a vote."""
EMPTY = "empty"
"""The tally of the ballots among those complete since the last release that hold no vote now."""
STRUCK = "struck"
"""The tally of the lessons that left the ballot while people voted, with cards that were taken off
the screen."""
PASSING = frozenset({GROUPED, GROUP, RELEASES, EMPTY, STRUCK, "changed", "begun"})
"""Tallies that a voting needs while it goes on; kept, they would tell in which order votes came. An
earlier version counted two more."""
Turnout = Literal["", "some", "count", "nearly_all", "all"]


def shows_group(complete: int, missing: int, devices: int, needed: int) -> bool:
    """True if the tallies may be shown now.

    `complete` are the ballots first complete since the last release that hold a vote, `missing` the
    devices here without a complete ballot, of which the end must show as many again; `devices` is
    how many there were at most. A benchmark sets `needed` to 1.
    """
    if needed <= 1:
        return complete >= 1
    return complete >= needed and missing >= needed and devices > FEW_DEVICES


def end_shows_few(totals: Mapping[str, int]) -> bool:
    """True if the end of a voting with these tallies may show one or two ballots alone.

    Only figures that the desk sees play a part: what it was told when a vote is moved, or taken
    back, would tell of that. Whether votes were moved since the last release is not known to it, so
    the end is taken for one that shows them.
    """
    ballots, complete, group = (totals.get(item, 0) for item in (BALLOTS, COMPLETE, GROUP))
    new = ballots - (complete - group)
    return new < RELEASE and bool(new or totals.get(RELEASES, 0))


def turnout(complete: int, devices: int) -> Turnout:
    """Returns the word with which the room's screens tell how many have placed all their votes.

    "" before the first; a word while fewer than three are missing, so that nobody is pointed at.
    """
    missing = max(devices - complete, 0)
    if not complete:
        return ""
    if not missing:
        return "all"
    if missing >= RELEASE:
        return "count"
    return "nearly_all" if complete > missing else "some"
