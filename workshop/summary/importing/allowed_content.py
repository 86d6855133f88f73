"""The bounds of a summary that comes as a file: within the limits of the product, generously.

What the type Summary leaves open is said here, and what the formats take for granted, such as that
a day is a day.
"""

from collections.abc import Callable, Iterator
from typing import Annotated, Any, Literal

from msgspec import Meta

from workshop.protocol.base import Outcome
from workshop.protocol.story import STORY, Story, Tag
from workshop.protocol.summary import (
    VERSION,
    Summary,
    SummaryAnswers,
    SummaryCard,
    SummaryCommitment,
    SummaryFollowed,
    SummaryLesson,
    SummaryPulseItem,
    SummaryStage,
    SummaryUnvoted,
)
from workshop.rules import limits
from workshop.rules.file_shape import After, Before, Narrowed, matches, must
from workshop.rules.placed_faults import Place
from workshop.rules.pulse import SCALE, SENTENCES
from workshop.rules.times import is_day
from workshop.summary.importing.import_faults import FaultCode, ImportFault

GENEROUS = 4
"""Texts may have so many times the characters of today: other versions had other limits, and the
clean-up can make a text longer."""
CROWD = 100_000
"""More than could ever take part, or vote."""
MANY = 5_000
"""Cards and lessons: a thousand people with all that one may write."""
ONE_LINE = r"[^\n]*"


def _must(code: FaultCode, holds: Callable[[str], bool]) -> Before:
    return must(lambda place: ImportFault(place, code), holds)


def _all_or_none(length: int) -> Before:
    def check(value: Any, place: Place) -> Iterator[ImportFault]:
        if isinstance(value, list) and len(value) not in {0, length}:
            yield ImportFault(place, "not_so_many", {"limit": length, "length": len(value)})

    return Before(check)


def _not_too_many(value: Any, place: Place) -> Iterator[ImportFault]:
    """Counts lessons with the words that were merged into them, since the time that a file of each
    format takes grows with all of them."""
    words = sum(1 + len(lesson["also"]) for lesson in value)
    if words > MANY:
        yield ImportFault(place, "too_many", {"limit": MANY, "length": words})


Day = Annotated[str, _must("no_day", is_day)]
DayOrNone = Annotated[str, _must("no_day", lambda text: not text or is_day(text))]
Id = Annotated[str, _must("no_id", matches("[A-Za-z0-9]{12}"))]
People = Annotated[int, Meta(ge=0, le=CROWD)]
Said = Annotated[str, Meta(max_length=GENEROUS * limits.LESSON)]
Name = Annotated[str, Meta(max_length=GENEROUS * limits.NAME, pattern=ONE_LINE)]
Will = Annotated[str, Meta(max_length=GENEROUS * limits.WILL)]
Five = Annotated[list[People], Meta(max_length=len(SCALE)), _all_or_none(len(SCALE))]
Three = Annotated[list[People], Meta(max_length=3), _all_or_none(3)]


_WORDS = {
    "text": Annotated[str, Meta(min_length=1, max_length=GENEROUS * limits.LESSON)],
    "also": Annotated[list[Said], Meta(max_length=MANY)],
    "language": Tag,
}
_PROMISE = {
    "lesson": Said,
    "when": Annotated[str, Meta(max_length=GENEROUS * limits.WHEN)],
    "will": Will,
    "who": Literal["I", "we"],
    "owner": Name,
    "by": DayOrNone,
    "language": Tag,
}
NARROWED: Narrowed = {
    SummaryStage: {"name": Name},
    **STORY,
    SummaryUnvoted: _WORDS,
    SummaryLesson: {
        **_WORDS,
        "votes": People | None,
        "rank": Annotated[int, Meta(ge=0, le=MANY)],
        "run_off": People | None,
    },
    SummaryCommitment: _PROMISE,
    SummaryFollowed: {
        **_PROMISE,
        "workshop": Id,
        "id": Annotated[str, Meta(min_length=1, max_length=limits.NAME, pattern=ONE_LINE)],
        "made": Day,
        "outcome": Outcome,
        "will_now": Will,
        "by_now": DayOrNone,
        "learned": Said,
    },
    SummaryCard: {
        "happened": Annotated[str, Meta(max_length=GENEROUS * limits.HAPPENED)],
        "learned": Annotated[str, Meta(max_length=GENEROUS * limits.LEARNED)],
        "language": Tag,
    },
    SummaryAnswers: dict.fromkeys(("yes", "partly", "no"), People),
    SummaryPulseItem: {"arrive": Five, "finish": Five, "change": Three},
    Summary: {
        "version": Annotated[int, Meta(ge=1, le=VERSION)],
        "skipped": Annotated[list[SummaryStage], Meta(max_length=MANY)],
        "title": Annotated[
            str, Meta(min_length=1, max_length=GENEROUS * limits.TITLE, pattern=ONE_LINE)
        ],
        "team": Annotated[str, Meta(max_length=GENEROUS * limits.TEAM, pattern=ONE_LINE)],
        "date": Day,
        "language": Tag,
        "trial": bool,
        "devices": People,
        "story": Story | None,
        "second_story": Story | None,
        "lessons": Annotated[list[SummaryLesson], Meta(max_length=MANY), After(_not_too_many)],
        "commitments": Annotated[list[SummaryCommitment], Meta(max_length=MANY)],
        "followed": Annotated[list[SummaryFollowed], Meta(max_length=GENEROUS * limits.CARRIED)],
        "cards": Annotated[list[SummaryCard], Meta(max_length=MANY)],
        "worth": SummaryAnswers | None,
        "use": SummaryAnswers | None,
        "pulse": Annotated[list[SummaryPulseItem], Meta(max_length=len(SENTENCES))],
        "workshop": Id,
        "cards_shown": People | None,
        "lessons_left_out": People,
        "meets": DayOrNone,
        "draft": bool,
        "did_not_fit": Annotated[list[SummaryUnvoted], Meta(max_length=MANY), After(_not_too_many)],
    },
}
"""The fields of which the types of a summary do not say enough for a file, with what they may be.

Where all fields of a type are here, faults are told in this order, else in the type's own."""
