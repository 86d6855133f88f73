"""A story from a form: one's own, or a published one that somebody confirms."""

import re
from collections.abc import Mapping

from workshop.protocol.story import (
    FEWEST_STEPS,
    KINDS,
    LANGUAGE_TAG,
    MOST_QUESTIONS,
    Story,
    StoryStep,
    Teller,
)
from workshop.stories.lines import tidy
from workshop.stories.story_faults import LIMITS, StoryFault

TICKED = frozenset({"on", "yes", "true", "1"})
DEFAULT_LANGUAGE = "en"


def read_own(fields: Mapping[str, str]) -> Story | list[StoryFault]:
    """Reads a story told first hand; its teller must have agreed (`agreed` ticked).

    The fields are title, lesson, name, work, place, source, the four kinds of step, question
    (one per line) and language. Others are not looked at.
    """
    written = _written(fields)
    agreed = fields.get("agreed", "").strip().lower() in TICKED
    faults = [*_faults(written), *([] if agreed else [StoryFault("agreed", "not_agreed")])]
    return faults or _story(written)


def read_published(fields: Mapping[str, str]) -> Story | list[StoryFault]:
    """Reads a story that was published; it must name its source. Fields as for `read_own`."""
    written = _written(fields)
    sourced = bool(written["source"])
    faults = [*_faults(written), *([] if sourced else [StoryFault("source", "no_source")])]
    return faults or _story(written)


def _written(fields: Mapping[str, str]) -> dict[str, str]:
    written = {field: tidy(fields.get(field, "")) for field in LIMITS}
    questions = [tidy(line) for line in fields.get("question", "").splitlines()]
    written["question"] = "\n".join(question for question in questions if question)
    written["language"] = tidy(fields.get("language", "")) or DEFAULT_LANGUAGE
    return written


def _faults(written: Mapping[str, str]) -> list[StoryFault]:
    return [*_missing(written), *_too_long(written), *_questions_over(written)]


def _missing(written: Mapping[str, str]) -> list[StoryFault]:
    steps = sum(bool(written[kind]) for kind in KINDS)
    checks = [
        (bool(written["title"]), StoryFault("title", "no_title")),
        (bool(written["lesson"]), StoryFault("lesson", "no_lesson")),
        (bool(written["name"]), StoryFault("name", "no_teller")),
        (steps >= FEWEST_STEPS, StoryFault("steps", "too_few_steps")),
        (_is_language(written["language"]), StoryFault("language", "unknown_language")),
    ]
    return [fault for holds, fault in checks if not holds]


def _is_language(tag: str) -> bool:
    return re.fullmatch(LANGUAGE_TAG.removesuffix("$"), tag) is not None


def _too_long(written: Mapping[str, str]) -> list[StoryFault]:
    longest = {field: max(map(len, written[field].split("\n"))) for field in LIMITS}
    return [
        StoryFault(field, "too_long", over=longest[field] - limit)
        for field, limit in LIMITS.items()
        if longest[field] > limit
    ]


def _questions_over(written: Mapping[str, str]) -> list[StoryFault]:
    over = len(_questions(written)) - MOST_QUESTIONS
    return [StoryFault("question", "too_many", over=over)] if over > 0 else []


def _questions(written: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(written["question"].splitlines())


def _story(written: Mapping[str, str]) -> Story:
    return Story(
        title=written["title"],
        lesson=written["lesson"],
        told_by=Teller(name=written["name"], work=written["work"], place=written["place"]),
        source=written["source"],
        themes=(),
        steps=tuple(StoryStep(kind=kind, text=written[kind]) for kind in KINDS if written[kind]),
        questions=_questions(written),
        language=written["language"],
    )
