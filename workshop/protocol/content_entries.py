"""Entries of what people wrote: cards, lessons with their votes, and commitments, also earlier.

A commitment is the only place for names.
"""

from typing import Literal

from workshop.protocol.base import Closed, Fit, Handle, Outcome
from workshop.rules.thresholds import Amount
from workshop.rules.votes import Turnout


class Several(Closed):
    """The number of people who have been there, in words."""

    amount: Amount


class Card(Closed):
    """A card that the room may see. One that was taken off has no words."""

    n: int
    happened: str
    learned: str
    language: str
    sensitive: bool
    off: bool
    been_there: Amount


class AnswerEntry(Closed):
    """An answer to how something like a card can happen. One that was taken off has no words."""

    n: int
    text: str
    language: str
    off: bool


class Order(Closed):
    """The numbers of the revealed cards in the order in which they are shown.

    `known` are those that the pages show instead of all, when there are more than sixty and the
    desk has moved on from the wall: the ones that most people know, in random order.
    """

    cards: list[int]
    known: list[int]


class Lesson(Closed):
    """A lesson on the list; `also` are the words of those merged into it.

    `votes` is null while none of them may be seen. `tied` says that it ties for the last place,
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
    """The words for `complete`: a count, or words while fewer than three devices are missing. The
    desk always has the count."""
    complete: int | None
    """Number of devices that have placed all their votes, or have had enough; null where a word
    says it."""
    devices: int
    """Devices that can vote: those that have, are here, or were within the last minute; without the
    desk's own phone, as far as that is known."""
    needed: int
    """Number of devices that must have voted when the voting ends; with fewer there is no
    result."""
    too_few: Literal["", "vote", "again", "run_off"]
    """The voting that ended without a result, as too few voted: the first one; one that was opened
    again, so that the earlier result stands; or the last one between those that tied."""
    voted: int
    """Number of devices that have voted, once the voting has ended; 0 before."""
    scale: int
    bars: bool
    lessons: list[Handle]
    cut_tie: list[Handle]
    drawn: list[Handle]
    """The lessons that were chosen by lot."""
    struck: int
    """Number of lessons that have left the ballot while people vote, with cards that were taken off
    the screen: the votes on them are spent."""


class Commitment(Closed):
    """Says "If `when`, I (or we) will `will`"; `owner` is "" while nobody has taken it."""

    id: Handle
    lesson: Handle
    when: str
    will: str
    who: Literal["I", "we"]
    owner: str
    by: str
    language: str
    picked: bool


class OfferEntry(Closed):
    """An offer that the desk reads before the room sees it; `aside` says why the room does not."""

    id: Handle
    lesson: Handle
    when: str
    will: str
    who: Literal["I", "we"]
    owner: str
    by: str
    language: str
    aside: Literal["", "protect", "names", "care", "elsewhere"]


class KeptCommitment(Closed):
    """A commitment that the summary keeps; `lesson` is its place among the lessons that the room
    takes along, from 0 on, -1 for another one."""

    lesson: int
    when: str
    will: str
    who: Literal["I", "we"]
    owner: str
    by: str
    language: str


class Carried(Closed):
    """A commitment of an earlier workshop, made on the day `made`, and what became of it.

    `will_now` and `by_now` are its words and its date where it was changed; they and `learned` are
    in the workshop's language.
    """

    n: int
    lesson: str
    when: str
    will: str
    who: Literal["I", "we"]
    owner: str
    by: str
    made: str
    language: str
    outcome: Outcome
    will_now: str
    by_now: str
    learned: str
    fit: Fit = ""
