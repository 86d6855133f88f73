"""Lessons, and the vote on them."""

from workshop.protocol.base import Closed


class Lesson(Closed):
    """A lesson that stands on the list; `also` are the words of those merged into it.

    `votes` is null while the bars may not be seen; `tied` says that another one has as many,
    `rank` is 0 until the voting has ended.
    """

    id: str
    text: str
    also: list[str]
    language: str
    votes: int | None
    tied: bool
    rank: int
    chosen: bool


class Ballot(Closed):
    """The vote: how many votes each device has, and how many devices have voted.

    `scale` is the number of votes that fills a bar, fixed when the voting opens. `cut_tie` are
    the lessons that tie at the cut, once the voting has ended.
    """

    budget: int
    per_lesson: int
    voted: int
    scale: int
    bars: bool
    lessons: list[str]
    cut_tie: list[str]
