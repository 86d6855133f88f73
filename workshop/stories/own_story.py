"""A story from a form, told first hand or published, and what it still lacks, in words."""

import re
from collections.abc import Mapping
from typing import Literal

import msgspec
from msgspec.structs import replace

from workshop.protocol import story as limits
from workshop.protocol.story import (
    FEWEST_STEPS,
    LANGUAGE_TAG,
    MOST_QUESTIONS,
    MOST_THEMES,
    STEP_KINDS,
    Story,
    StoryStep,
    Teller,
)
from workshop.rules.agenda import Translate
from workshop.rules.agenda import message as _
from workshop.stories.reading.lines import tidy

OwnStoryFaultCode = Literal[
    "no_title", "no_lesson", "no_teller", "too_few_steps", "no_source", "no_permission",
    "not_agreed", "unknown_language", "too_many", "too_many_themes", "too_long",
]  # fmt: skip

PERMISSION_CHARS = 200
"""The most characters in which the page says who permitted that a published story is told."""

FIELD_LIMITS = {
    "title": limits.STORY_TITLE,
    "lesson": limits.STORY_LESSON,
    "name": limits.TELLER_NAME,
    "work": limits.TELLER_WORK,
    "place": limits.TELLER_PLACE,
    "source": limits.SOURCE_CHARS,
    "permission": PERMISSION_CHARS,
    "question": limits.QUESTION,
    "theme": limits.THEME,
} | dict.fromkeys(limits.STEP_KINDS, limits.STEP_CHARS)
"""The form's fields that hold words, with how many characters each may have."""

STORY_LABELS = {
    "title": _("The title"),
    "lesson": _("The lesson"),
    "name": _("The teller’s name"),
    "work": _("The teller’s work"),
    "place": _("The place"),
    "source": _("The source"),
    "permission": _("The permission"),
    "question": _("A question"),
    "theme": _("A theme"),
    "context": _("The context"),
    "happened": _("What happened"),
    "turn": _("The turning point"),
    "now": _("What now"),
}

OWN_STORY_SENTENCES: dict[OwnStoryFaultCode, str] = {
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
    "no_permission": _("A published story needs permission. Write who gave it."),
    "not_agreed": _(
        "The teller has to agree first. Let them read the story, then tick "
        "“The teller agreed, has read it, and knows that summaries keep it”."
    ),
    "unknown_language": _("The language is not a language tag. Write one such as “en” or “de-AT”."),
    "too_many": _("There are too many questions: remove {over}. The limit is {limit}."),
    "too_many_themes": _("There are too many themes: remove {over}. The limit is {limit}."),
    "too_long": _("{label} is too long: shorten it by {over}. The limit is {limit} characters."),
}


MOST_BY_FAULT: Mapping[OwnStoryFaultCode, int] = {
    "too_many": MOST_QUESTIONS,
    "too_many_themes": MOST_THEMES,
}
"""The limits of faults that count, by their codes."""


class StoryFault(msgspec.Struct, frozen=True):
    """One thing to mend: the form's field, a code, and how many are over the limit."""

    field: str
    code: OwnStoryFaultCode
    over: int = 0

    @property
    def sentence(self) -> str:
        """Returns the fault in English: what is wrong, and what to do."""
        return self.said(str)

    def said(self, translate: Translate) -> str:
        """Returns the fault in the language of `translate`: what is wrong, and what to do."""
        limit = MOST_BY_FAULT.get(self.code) or FIELD_LIMITS.get(self.field, 0)
        label = translate(STORY_LABELS.get(self.field, self.field))
        return translate(OWN_STORY_SENTENCES[self.code]).format(
            label=label, over=self.over, limit=limit
        )


BETWEEN_THEMES = re.compile(r"[,;،؛、，\n]")
TICKED = frozenset({"on", "yes", "true", "1"})
DEFAULT_LANGUAGE = "en"


WRITTEN_FIELDS = (*FIELD_LIMITS, "language", "agreed")
"""The fields of the forms in which a story is written."""


def read_own(fields: Mapping[str, str]) -> Story | list[StoryFault]:
    """Reads a story told first hand; its teller must have agreed (`agreed` ticked).

    The fields are title, lesson, name, work, place, source, the four kinds of step, question
    (one per line), theme (with commas between them, or one per line) and language. Others are not
    looked at.
    """
    written = _written(fields)
    agreed = fields.get("agreed", "").strip().lower() in TICKED
    faults = [*_faults(written), *([] if agreed else [StoryFault("agreed", "not_agreed")])]
    return faults or _story(written)


def read_published(fields: Mapping[str, str]) -> Story | list[StoryFault]:
    """Reads a story that was published; it must name its source and its `permission`.

    The other fields are those of `read_own`.
    """
    written = _written(fields)
    sourced = [] if written["source"] else [StoryFault("source", "no_source")]
    permitted = [] if written["permission"] else [StoryFault("permission", "no_permission")]
    return [*_faults(written), *sourced, *permitted] or _story(written)


def _written(fields: Mapping[str, str]) -> dict[str, str]:
    written = {field: tidy(fields.get(field, "")) for field in FIELD_LIMITS}
    questions = [tidy(line) for line in fields.get("question", "").splitlines()]
    written["question"] = "\n".join(question for question in questions if question)
    written["theme"] = "\n".join(_themes_in(fields.get("theme", "")))
    written["language"] = tidy(fields.get("language", "")) or DEFAULT_LANGUAGE
    return written


def _themes_in(text: str) -> list[str]:
    themes: dict[str, str] = {}
    for part in BETWEEN_THEMES.split(text.replace("\r", "\n")):
        theme = tidy(part)
        themes.setdefault(theme.casefold(), theme)
    return [theme for theme in themes.values() if theme]


def _faults(written: Mapping[str, str]) -> list[StoryFault]:
    return [*_missing(written), *_too_long(written), *_too_many(written)]


def _missing(written: Mapping[str, str]) -> list[StoryFault]:
    steps = sum(bool(written[kind]) for kind in STEP_KINDS)
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
    longest = {field: max(map(len, written[field].split("\n"))) for field in FIELD_LIMITS}
    return [
        StoryFault(field, "too_long", over=longest[field] - limit)
        for field, limit in FIELD_LIMITS.items()
        if longest[field] > limit
    ]


def _too_many(written: Mapping[str, str]) -> list[StoryFault]:
    questions, themes = (len(_lines(written, name)) for name in ("question", "theme"))
    over: list[tuple[str, OwnStoryFaultCode, int]] = [
        ("question", "too_many", questions - MOST_QUESTIONS),
        ("theme", "too_many_themes", themes - MOST_THEMES),
    ]
    return [StoryFault(field, code, n) for field, code, n in over if n > 0]


def _lines(written: Mapping[str, str], field: str) -> tuple[str, ...]:
    return tuple(written[field].splitlines())


def _story(written: Mapping[str, str]) -> Story:
    return Story(
        title=written["title"],
        lesson=written["lesson"],
        told_by=Teller(name=written["name"], work=written["work"], place=written["place"]),
        source=written["source"],
        themes=_lines(written, "theme"),
        steps=tuple(
            StoryStep(kind=kind, text=written[kind]) for kind in STEP_KINDS if written[kind]
        ),
        questions=_lines(written, "question"),
        language=written["language"],
    )


OWN_STORY_FIELDS = ("title", *STEP_KINDS, "lesson", "question", "theme")
"""The fields of the form; whose story it is stays the contributor's choice."""


def read_changed(fields: Mapping[str, str], story: Story) -> Story | list[StoryFault]:
    """Reads another text of a story, or returns what is wrong in it.

    Its teller, source and language stay as they are.
    """
    words = {name: fields.get(name, "") for name in OWN_STORY_FIELDS}
    # A story told first hand has a teller; this one may be told without a name.
    read = read_own({**words, "name": "-", "agreed": "on", "language": story.language})
    if not isinstance(read, Story):
        return read
    return replace(read, told_by=story.told_by, source=story.source)


def own_story_values(story: Story) -> dict[str, str]:
    """Returns the values with which the form shows a story's text."""
    return {
        **dict.fromkeys(OWN_STORY_FIELDS, ""),
        "title": story.title,
        "lesson": story.lesson,
        "question": "\n".join(story.questions),
        "theme": ", ".join(story.themes),
        **{step.kind: step.text for step in story.steps},
    }
