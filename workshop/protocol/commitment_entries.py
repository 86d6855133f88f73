"""Commitments, the only place for names: those of today, and those of earlier workshops."""

from typing import Literal

from workshop.protocol.base import Closed, Handle, Outcome


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
    aside: Literal["", "protect", "care", "elsewhere"]


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
