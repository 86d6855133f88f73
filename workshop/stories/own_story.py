"""A story from a form, told first hand or published, and what it still lacks, in words."""

import re
from collections.abc import Mapping
from typing import Literal

import msgspec

from workshop.protocol import story as limits
from workshop.protocol.story import (
    FEWEST_STEPS,
    KINDS,
    LANGUAGE_TAG,
    MOST_QUESTIONS,
    Story,
    StoryStep,
    Teller,
)
from workshop.rules.agenda import Translate
from workshop.rules.agenda import message as _
from workshop.stories.reading.lines import tidy

FaultCode = Literal[
    "no_title", "no_lesson", "no_teller", "too_few_steps", "no_source", "not_agreed",
    "unknown_language", "too_many", "too_long",
]  # fmt: skip

LIMITS = {
    "title": limits.TITLE,
    "lesson": limits.LESSON,
    "name": limits.NAME,
    "work": limits.WORK,
    "place": limits.PLACE,
    "source": limits.SOURCE,
    "question": limits.QUESTION,
} | dict.fromkeys(limits.KINDS, limits.STEP)
"""The form's fields that hold words, with how many characters each may have."""

LABELS = {
    "title": _("The title"),
    "lesson": _("The lesson"),
    "name": _("The teller’s name"),
    "work": _("The teller’s work"),
    "place": _("The place"),
    "source": _("The source"),
    "question": _("A question"),
    "context": _("The context"),
    "happened": _("What happened"),
    "turn": _("The turning point"),
    "now": _("What now"),
}

SENTENCES: dict[FaultCode, str] = {
    "no_title": _("The story has no title yet. A few words are enough."),
    "no_lesson": _(
        "The story has no lesson yet, and the room votes on lessons. Write in one sentence what "
        "it taught, or what you would tell a colleague."
    ),
    "no_teller": _("The story has no teller. Add who told it, under the name they want to use."),
    "too_few_steps": _(
        "A story has at least two steps. Fill in two or more of: the context, what happened, the "
        "turning point, what now."
    ),
    "no_source": _("A published story says where it was published. Add the source."),
    "not_agreed": _(
        "The teller has to agree first. Let them read the story, then tick "
        "“The teller agreed and has read it”."
    ),
    "unknown_language": _("The language is not a language tag. Write one such as “en” or “de-AT”."),
    "too_many": _("There are too many questions: remove {over}. The limit is {limit}."),
    "too_long": _("{label} is too long: shorten it by {over}. The limit is {limit} characters."),
}


class StoryFault(msgspec.Struct, frozen=True):
    """One thing to mend: the form's field, a code, and how many are over the limit."""

    field: str
    code: FaultCode
    over: int = 0

    @property
    def sentence(self) -> str:
        """Returns the fault in English: what is wrong, and what to do."""
        return self.said(str)

    def said(self, translate: Translate) -> str:
        """Returns the fault in the language of `translate`: what is wrong, and what to do."""
        limit = limits.MOST_QUESTIONS if self.code == "too_many" else LIMITS.get(self.field, 0)
        label = translate(LABELS.get(self.field, self.field))
        return translate(SENTENCES[self.code]).format(label=label, over=self.over, limit=limit)


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
