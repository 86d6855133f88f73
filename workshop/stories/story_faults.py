"""What is still missing in a story that somebody filled in, in words they can act on."""

from typing import Literal

import msgspec

from workshop.protocol import story as limits
from workshop.rules.agenda import Translate
from workshop.rules.agenda import message as _

FaultCode = Literal[
    "no_title",
    "no_lesson",
    "no_teller",
    "too_few_steps",
    "no_source",
    "not_agreed",
    "unknown_language",
    "too_many",
    "too_long",
]

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
    "name": _("The teller's name"),
    "work": _("The teller's work"),
    "place": _("The place"),
    "source": _("The source"),
    "question": _("A question"),
    "context": _("The context"),
    "happened": _("What happened"),
    "turn": _("The turn"),
    "now": _("What now"),
}

SENTENCES: dict[FaultCode, str] = {
    "no_title": _("The story has no title yet. A few words are enough."),
    "no_lesson": _(
        "The story has no lesson yet, and the room votes on lessons. Write in one sentence what "
        "it taught, or what you would tell a colleague."
    ),
    "no_teller": _("The story names no teller. Write who told it, by the name they want to go by."),
    "too_few_steps": _(
        "A story has at least two steps. Fill in two or more of: the context, what happened, "
        "the turn, what now."
    ),
    "no_source": _("A published story names where it was published. Write down the source."),
    "not_agreed": _(
        "The teller has to agree first. Let them read the story, then tick "
        "“The teller agreed and has read it”."
    ),
    "unknown_language": _("The language is not a language tag. Write one such as “en” or “de-AT”."),
    "too_many": _("There are too many questions: leave out {over}, at most {limit} can stand."),
    "too_long": _("{label} is too long: shorten it by {over}, at most {limit} characters fit."),
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
