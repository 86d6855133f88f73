"""The bounds of a summary that comes as a file: within the limits of the product, generously.

What the type Summary leaves open is said here, and what the formats take for granted, such as that
a day is a day.
"""

from collections.abc import Callable, Iterator
from typing import Annotated, Any, Literal

from msgspec import Meta

from workshop.protocol.base import Fit, Outcome
from workshop.protocol.story import STORY_NARROWED, Story, Tag
from workshop.protocol.summary import (
    SUMMARY_VERSION,
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
from workshop.rules.pulse import PULSE_SENTENCES, SCALE
from workshop.rules.times import is_day
from workshop.summary.importing.import_faults import ImportFault, ImportFaultCode

GENEROUS = 4
"""Texts may have so many times the characters of today: other versions had other limits, and the
clean-up can make a text longer."""
CROWD = 100_000
"""More than could ever take part, or vote."""
MOST_IMPORTED = 5_000
"""Cards and lessons: a thousand people with all that one may write."""
IMPORT_ONE_LINE = r"[^\n]*"


def _must(code: ImportFaultCode, holds: Callable[[str], bool]) -> Before:
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
    if words > MOST_IMPORTED:
        yield ImportFault(place, "too_many", {"limit": MOST_IMPORTED, "length": words})


ImportDay = Annotated[str, _must("no_day", is_day)]
DayOrNone = Annotated[str, _must("no_day", lambda text: not text or is_day(text))]
Id = Annotated[str, _must("no_id", matches("[A-Za-z0-9]{12}"))]
People = Annotated[int, Meta(ge=0, le=CROWD)]
ImportText = Annotated[str, Meta(max_length=GENEROUS * limits.LESSON_CHARS)]
ImportName = Annotated[str, Meta(max_length=GENEROUS * limits.NAME_CHARS, pattern=IMPORT_ONE_LINE)]
Will = Annotated[str, Meta(max_length=GENEROUS * limits.WILL)]
Five = Annotated[list[People], Meta(max_length=len(SCALE)), _all_or_none(len(SCALE))]
Three = Annotated[list[People], Meta(max_length=3), _all_or_none(3)]


_WORDS = {
    "text": Annotated[str, Meta(min_length=1, max_length=GENEROUS * limits.LESSON_CHARS)],
    "also": Annotated[list[ImportText], Meta(max_length=MOST_IMPORTED)],
    "language": Tag,
}
_PROMISE = {
    "lesson": ImportText,
    "when": Annotated[str, Meta(max_length=GENEROUS * limits.WHEN)],
    "will": Will,
    "who": Literal["I", "we"],
    "owner": ImportName,
    "by": DayOrNone,
    "language": Tag,
}
SUMMARY_NARROWED: Narrowed = {
    SummaryStage: {"name": ImportName},
    **STORY_NARROWED,
    SummaryUnvoted: _WORDS,
    SummaryLesson: {
        **_WORDS,
        "votes": People | None,
        "rank": Annotated[int, Meta(ge=0, le=MOST_IMPORTED)],
        "run_off": People | None,
    },
    SummaryCommitment: _PROMISE,
    SummaryFollowed: {
        **_PROMISE,
        "workshop": Id,
        "id": Annotated[
            str, Meta(min_length=1, max_length=limits.NAME_CHARS, pattern=IMPORT_ONE_LINE)
        ],
        "made": ImportDay,
        "outcome": Outcome,
        "fit": Fit,
        "will_now": Will,
        "by_now": DayOrNone,
        "learned": ImportText,
    },
    SummaryCard: {
        "happened": Annotated[str, Meta(max_length=GENEROUS * limits.HAPPENED)],
        "learned": Annotated[str, Meta(max_length=GENEROUS * limits.LEARNED_CHARS)],
        "language": Tag,
    },
    SummaryAnswers: dict.fromkeys(("yes", "partly", "no"), People),
    SummaryPulseItem: {"arrive": Five, "finish": Five, "change": Three},
    Summary: {
        "version": Annotated[int, Meta(ge=1, le=SUMMARY_VERSION)],
        "skipped": Annotated[list[SummaryStage], Meta(max_length=MOST_IMPORTED)],
        "title": Annotated[
            str,
            Meta(min_length=1, max_length=GENEROUS * limits.TITLE_CHARS, pattern=IMPORT_ONE_LINE),
        ],
        "team": Annotated[
            str, Meta(max_length=GENEROUS * limits.TEAM_CHARS, pattern=IMPORT_ONE_LINE)
        ],
        "date": ImportDay,
        "language": Tag,
        "trial": bool,
        "devices": People,
        "story": Story | None,
        "second_story": Story | None,
        "lessons": Annotated[
            list[SummaryLesson], Meta(max_length=MOST_IMPORTED), After(_not_too_many)
        ],
        "commitments": Annotated[list[SummaryCommitment], Meta(max_length=MOST_IMPORTED)],
        "followed": Annotated[list[SummaryFollowed], Meta(max_length=GENEROUS * limits.CARRIED)],
        "cards": Annotated[list[SummaryCard], Meta(max_length=MOST_IMPORTED)],
        "worth": SummaryAnswers | None,
        "use": SummaryAnswers | None,
        "pulse": Annotated[list[SummaryPulseItem], Meta(max_length=len(PULSE_SENTENCES))],
        "workshop": Id,
        "cards_shown": People | None,
        "lessons_left_out": People,
        "meets": DayOrNone,
        "draft": bool,
        "did_not_fit": Annotated[
            list[SummaryUnvoted], Meta(max_length=MOST_IMPORTED), After(_not_too_many)
        ],
    },
}
"""The fields of which the types of a summary do not say enough for a file, with what they may be.

Where all fields of a type are here, faults are told in this order, else in the type's own."""
