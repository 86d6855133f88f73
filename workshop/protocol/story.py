"""A told failure: the one definition that files, pages and the wire share."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Annotated, Any, Literal

import msgspec

from workshop.protocol.base import LANGUAGE
from workshop.rules.file_shape import After, Narrowed, matches, must
from workshop.rules.placed_faults import Place, PlacedFault

# Characters, so that each part stands alone on a projector in large type.
STORY_TITLE = 80
STORY_LESSON = 140
STEP_CHARS = 600
TELLER_NAME = 80
TELLER_WORK = 120
TELLER_PLACE = 80
SOURCE_CHARS = 120
THEME = 40
QUESTION = 200

# How many of each.
FEWEST_STEPS = 2
MOST_STEPS = 4
MOST_THEMES = 3
MOST_QUESTIONS = 3

LANGUAGE_TAG = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"

StepKind = Literal["context", "happened", "turn", "now"]
STEP_KINDS: tuple[StepKind, ...] = ("context", "happened", "turn", "now")
"""The kinds of step, in the order in which a story tells them."""


class Teller(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The person who told a story; each field is "" where the teller left it out."""

    name: Annotated[str, msgspec.Meta(max_length=TELLER_NAME)] = ""
    work: Annotated[str, msgspec.Meta(max_length=TELLER_WORK)] = ""
    place: Annotated[str, msgspec.Meta(max_length=TELLER_PLACE)] = ""


class StoryStep(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One step of a story; each is alone on the room's screen."""

    kind: StepKind
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=STEP_CHARS)]


StorySteps = Annotated[
    tuple[StoryStep, ...], msgspec.Meta(min_length=FEWEST_STEPS, max_length=MOST_STEPS)
]
Themes = Annotated[
    tuple[Annotated[str, msgspec.Meta(min_length=1, max_length=THEME)], ...],
    msgspec.Meta(max_length=MOST_THEMES),
]
Questions = Annotated[
    tuple[Annotated[str, msgspec.Meta(min_length=1, max_length=QUESTION)], ...],
    msgspec.Meta(max_length=MOST_QUESTIONS),
]


class Story(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A failure that someone told, the lesson they drew from it, and what to ask the room.

    `source` is where it was published, "" when it was told first hand. Raises ValueError when
    the steps repeat a kind or are not in the order of STEP_KINDS.
    """

    title: Annotated[str, msgspec.Meta(min_length=1, max_length=STORY_TITLE)]
    lesson: Annotated[str, msgspec.Meta(min_length=1, max_length=STORY_LESSON)]
    told_by: Teller
    source: Annotated[str, msgspec.Meta(max_length=SOURCE_CHARS)]
    themes: Themes
    steps: StorySteps
    questions: Questions
    language: Annotated[str, msgspec.Meta(pattern=LANGUAGE_TAG)] = "en"

    def __post_init__(self) -> None:
        """Holds the order of the steps, which a type can't say."""
        places = [STEP_KINDS.index(step.kind) for step in self.steps]
        if any(later <= earlier for earlier, later in pairwise(places)):
            raise ValueError(
                f"steps must be in the order {', '.join(STEP_KINDS)}, each at most once"
            )


def _is_tag(text: str) -> bool:
    return len(text) <= LANGUAGE and matches(LANGUAGE_TAG)(text)


def steps_in_order(value: Any, place: Place) -> Iterator[PlacedFault]:
    """Finds steps that repeat a kind, or are not in the order of STEP_KINDS."""
    kinds = [STEP_KINDS.index(one["kind"]) for one in value]
    if kinds != sorted(set(kinds)):
        yield PlacedFault(place, "no_order", {"known": ", ".join(f"“{one}”" for one in STEP_KINDS)})


Tag = Annotated[str, must(lambda place: PlacedFault(place, "no_language"), _is_tag)]
"""A language tag."""
STORY_NARROWED: Narrowed = {
    Story: {"steps": Annotated[StorySteps, After(steps_in_order)], "language": Tag}
}
