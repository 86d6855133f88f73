"""The Summary: a closed, versioned type. No times, no order of arrival, nobody's device.

The ids in it are those of workshops: its own, and those of earlier ones of the team, whose
commitments were followed up.
"""

import msgspec

from workshop.protocol.base import Closed, Fit, Outcome
from workshop.protocol.story import Story
from workshop.rules.agenda import StageKind

SUMMARY_VERSION = 1


class SummaryLesson(Closed):
    """A lesson with its votes; `votes` is null when there was no vote, `rank` is then 0.

    `run_off` are its votes in one more vote between those that tied, null without one.
    """

    text: str
    also: list[str]
    language: str
    votes: int | None
    rank: int
    tied: bool
    chosen: bool
    run_off: int | None = None


class SummaryUnvoted(Closed):
    """A lesson for which there was no room on the ballot, with the words merged into it."""

    text: str
    also: list[str]
    language: str


class SummaryCommitment(Closed):
    """A commitment; `owner` is "" when nobody has taken it, `by` a date or "".

    Later summaries name it by this workshop and its place in the list, from 1 on.
    """

    lesson: str
    when: str
    will: str
    who: str
    owner: str
    by: str
    language: str


class SummaryFollowed(Closed):
    """A commitment that the team made in an earlier `workshop`, on the day `made`, and its outcome.

    `id` is its place among the commitments of that workshop's summary. `will_now` and `by_now` are
    its words and its date since it was changed, `learned` what the room drew from it.
    """

    workshop: str
    id: str
    made: str
    lesson: str
    when: str
    will: str
    who: str
    owner: str
    by: str
    language: str
    outcome: Outcome
    will_now: str
    by_now: str
    learned: str
    fit: Fit = ""
    """The owner's word on whether the plan fitted, of a kept one."""


class SummaryCard(Closed):
    """A card whose author let it stand."""

    happened: str
    learned: str
    language: str


class SummaryStage(Closed):
    """A stage of the agenda that was skipped; `name` is "" where it has no name of its own."""

    kind: StageKind
    name: str


class SummaryAnswers(Closed):
    """The answers of people in this room to a question; kept from five answers on."""

    yes: int
    partly: int
    no: int


class SummaryPulseItem(Closed):
    """The answers to one sentence of the pulse: how many took each of the five steps at both ends,
    and how many answered lower, the same and higher at the end. Empty where too few did."""

    arrive: list[int]
    finish: list[int]
    change: list[int]


class Summary(Closed):
    """All that stays of a workshop. `date` is a day, `devices` how many wrote, had nothing to add
    or voted in the round in which most did.

    `workshop` is its id. `cards_shown` and `lessons_left_out` say how much of what the room has
    seen is not here; `cards_shown` is null where that is not known. `did_not_fit` are the lessons
    beyond the twelve on the ballot. `meets` is the day on which the team meets next, or "". A draft
    is made while the workshop goes on, and never kept.
    """

    version: int
    workshop: str
    title: str
    team: str
    date: str
    language: str
    trial: bool
    devices: int
    story: Story | None
    lessons: list[SummaryLesson]
    commitments: list[SummaryCommitment]
    cards: list[SummaryCard]
    worth: SummaryAnswers | None
    use: SummaryAnswers | None
    pulse: list[SummaryPulseItem] = msgspec.field(default_factory=list)
    second_story: Story | None = None
    followed: list[SummaryFollowed] = msgspec.field(default_factory=list)
    cards_shown: int | None = None
    lessons_left_out: int = 0
    meets: str = ""
    skipped: list[SummaryStage] = msgspec.field(default_factory=list)
    draft: bool = False
    did_not_fit: list[SummaryUnvoted] = msgspec.field(default_factory=list)

    @property
    def picked(self) -> bool:
        """True if the facilitator picked the chosen lessons: nobody voted."""
        return any(one.chosen and one.votes is None for one in self.lessons)

    @property
    def stories(self) -> list[Story]:
        """The stories that were told, in their order."""
        return [one for one in (self.story, self.second_story) if one is not None]


def written_summary(summary: Summary) -> str:
    """The canonical JSON: the same summary gives the same text."""
    return msgspec.json.encode(summary, order="deterministic").decode()


def read_summary(text: str) -> Summary:
    """The summary of a kept text. Raises msgspec.ValidationError when it is of another kind."""
    return msgspec.json.decode(text, type=Summary)


def language_of(text: str) -> str:
    """The language of a kept text, also of one that only a newer version can read."""
    return msgspec.json.decode(text, type=_Spoken).language


class _Spoken(msgspec.Struct):
    language: str
