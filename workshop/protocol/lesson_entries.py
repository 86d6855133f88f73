"""Lessons, and the vote on them."""

from typing import Literal

from workshop.protocol.base import Closed, Handle

Turnout = Literal["", "some", "count", "nearly_all", "all"]


class Lesson(Closed):
    """A lesson that stands on the list; `also` are the words of those merged into it.

    `votes` is null while nothing of them may be seen. `tied` says that it ties for the last place,
    and nothing is decided about that; `rank` is 0 until the voting has ended. `run_off` are its
    votes in the last run-off that it was part of, null without one.
    """

    id: Handle
    text: str
    also: list[str]
    language: str
    votes: int | None
    tied: bool
    rank: int
    chosen: bool
    run_off: int | None


class Ballot(Closed):
    """The vote: how many votes each device has, and how far the voting is.

    `scale` is the number of votes that fills a bar, fixed when the voting opens. `cut_tie` are
    the lessons that tie for the last place, once the voting has ended.
    """

    budget: int
    per_lesson: int
    turnout: Turnout
    """How the complete ballots are told: as a count, or in words while fewer than three devices are
    missing. The desk always has the count."""
    complete: int | None
    """How many ballots are complete; null where a word tells it."""
    devices: int
    """Of how many devices that is: those that acted in any stage, or were here lately."""
    voted: int
    """How many devices have voted, once the voting has ended; 0 before."""
    scale: int
    bars: bool
    lessons: list[Handle]
    cut_tie: list[Handle]
    struck: int
    """How many lessons have left the ballot while people vote, with cards that were taken off the
    screen: the votes on them are spent."""
