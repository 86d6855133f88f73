"""A story from a form: one's own, or a published one that somebody confirms."""

import re
from collections.abc import Mapping

from workshop.protocol.story import (
    FEWEST_STEPS,
    KINDS,
    LANGUAGE_TAG,
    MOST_QUESTIONS,
    Step,
    Story,
    Teller,
)
from workshop.stories.faults import LIMITS, Fault
from workshop.stories.lines import tidy

TICKED = frozenset({"on", "yes", "true", "1"})
DEFAULT_LANGUAGE = "en"


def read_own(fields: Mapping[str, str]) -> Story | list[Fault]:
    """Reads a story told first hand; its teller must have agreed (`agreed` ticked).

    The fields are title, lesson, name, work, place, source, the four kinds of step, question
    (one per line) and language. Others are not looked at.
    """
    written = _written(fields)
    agreed = fields.get("agreed", "").strip().lower() in TICKED
    faults = [*_faults(written), *([] if agreed else [Fault("agreed", "not_agreed")])]
    return faults or _story(written)


def read_published(fields: Mapping[str, str]) -> Story | list[Fault]:
    """Reads a story that was published; it must name its source. Fields as for `read_own`."""
    written = _written(fields)
    sourced = bool(written["source"])
    faults = [*_faults(written), *([] if sourced else [Fault("source", "no_source")])]
    return faults or _story(written)


def _written(fields: Mapping[str, str]) -> dict[str, str]:
    written = {field: tidy(fields.get(field, "")) for field in LIMITS}
    questions = [tidy(line) for line in fields.get("question", "").splitlines()]
    written["question"] = "\n".join(question for question in questions if question)
    written["language"] = tidy(fields.get("language", "")) or DEFAULT_LANGUAGE
    return written


def _faults(written: Mapping[str, str]) -> list[Fault]:
    return [*_missing(written), *_too_long(written), *_questions_over(written)]


def _missing(written: Mapping[str, str]) -> list[Fault]:
    steps = sum(bool(written[kind]) for kind in KINDS)
    checks = [
        (bool(written["title"]), Fault("title", "no_title")),
        (bool(written["lesson"]), Fault("lesson", "no_lesson")),
        (bool(written["name"]), Fault("name", "no_teller")),
        (steps >= FEWEST_STEPS, Fault("steps", "too_few_steps")),
        (_is_language(written["language"]), Fault("language", "unknown_language")),
    ]
    return [fault for holds, fault in checks if not holds]


def _is_language(tag: str) -> bool:
    return re.fullmatch(LANGUAGE_TAG.removesuffix("$"), tag) is not None


def _too_long(written: Mapping[str, str]) -> list[Fault]:
    longest = {field: max(map(len, written[field].split("\n"))) for field in LIMITS}
    return [
        Fault(field, "too_long", over=longest[field] - limit)
        for field, limit in LIMITS.items()
        if longest[field] > limit
    ]


def _questions_over(written: Mapping[str, str]) -> list[Fault]:
    over = len(_questions(written)) - MOST_QUESTIONS
    return [Fault("question", "too_many", over=over)] if over > 0 else []


def _questions(written: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(written["question"].splitlines())


def _story(written: Mapping[str, str]) -> Story:
    return Story(
        title=written["title"],
        lesson=written["lesson"],
        told_by=Teller(name=written["name"], work=written["work"], place=written["place"]),
        source=written["source"],
        themes=(),
        steps=tuple(Step(kind=kind, text=written[kind]) for kind in KINDS if written[kind]),
        questions=_questions(written),
        language=written["language"],
    )
