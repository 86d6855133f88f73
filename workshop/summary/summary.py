"""The Summary: a closed, versioned type. No times, no ids, no order of arrival, nobody's device."""

import msgspec

from workshop.protocol.base import Closed
from workshop.protocol.story import Story

VERSION = 1


class SummaryLesson(Closed):
    """A lesson with its votes; `votes` is null when there was no vote, `rank` is then 0."""

    text: str
    also: list[str]
    language: str
    votes: int | None
    rank: int
    tied: bool
    chosen: bool


class SummaryCommitment(Closed):
    """A commitment; `owner` is "" when nobody has taken it, `by` a date or ""."""

    lesson: str
    when: str
    will: str
    who: str
    owner: str
    by: str
    language: str


class SummaryCard(Closed):
    """A card whose author let it stand."""

    happened: str
    learned: str
    language: str


class SummaryAnswers(Closed):
    """How people in this room answered a question; kept from five answers on."""

    yes: int
    partly: int
    no: int


class Summary(Closed):
    """All that stays of a workshop. `date` is a day, `devices` how many took part at most."""

    version: int
    title: str
    team: str
    date: str
    language: str
    trial: bool
    devices: int
    story: Story
    lessons: list[SummaryLesson]
    commitments: list[SummaryCommitment]
    cards: list[SummaryCard]
    worth: SummaryAnswers | None
    use: SummaryAnswers | None


def write(summary: Summary) -> str:
    """The canonical JSON: the same summary gives the same text."""
    return msgspec.json.encode(summary, order="deterministic").decode()


def read(text: str) -> Summary:
    """The summary of a kept text. Raises msgspec.ValidationError when it is of another kind."""
    return msgspec.json.decode(text, type=Summary)
