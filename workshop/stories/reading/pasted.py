"""Proposes a story from plain text that somebody pasted."""

import re
from collections.abc import Sequence

from workshop.protocol.story import STORY_TITLE
from workshop.stories.reading.lines import Paragraph, paragraphs, unquote
from workshop.stories.reading.proposal import Note, Proposal, propose_steps
from workshop.stories.reading.teller import propose_teller

INTRODUCES_A_LESSON = re.compile(
    r"(?:(?:the |my )?lessons?(?: learned| learnt)?|takeaway|what (?:it|this) taught me|"
    r"what i(?:'ve|’ve| have)? learn(?:ed|t))\s*:\s*",
    re.IGNORECASE,
)

PastedFields = dict[str, str]
PastedPart = tuple[list[Paragraph], PastedFields, list[Note]]


def read_pasted(text: str) -> Proposal:
    """Proposes title, steps, lesson and teller from text; each is noted, also where it is missing.

    The first line is the title when it is short; a last line with a dash names the teller; the
    last line is the lesson only in quotation marks or introduced ("Lesson: ..."). The paragraphs
    between become steps. Nothing in the text is dropped.
    """
    read = paragraphs(text)
    rest, title, title_notes = _title(read)
    rest, teller, teller_notes = _teller(rest)
    rest, lesson, lesson_notes = _lesson(rest)
    steps, step_notes = propose_steps([paragraph.text for paragraph in rest])
    notes = (*title_notes, *lesson_notes, *teller_notes, *step_notes)
    fields = title | lesson | teller | steps
    first, last = (read[0].line, read[-1].last) if read else (1, 1)
    return Proposal(first, fields, notes, last)


def _title(read: Sequence[Paragraph]) -> PastedPart:
    if len(read) > 1 and len(read[0].text) <= STORY_TITLE:
        fields = {"title": read[0].text}
        return list(read[1:]), fields, [Note("title", "title_first_line", read[0].text)]
    return list(read), {"title": ""}, [Note("title", "no_title")]


def _teller(rest: list[Paragraph]) -> PastedPart:
    in_a_list = len(rest) > 1 and rest[-2].signs
    if rest and rest[-1].signs and not in_a_list:
        fields, notes = propose_teller(rest[-1].text)
        if fields["name"]:
            return rest[:-1], fields, [Note("name", "teller_last_line", fields["name"]), *notes]
    return rest, {"name": "", "work": "", "place": ""}, [Note("name", "no_teller")]


def _lesson(rest: list[Paragraph]) -> PastedPart:
    lesson = _as_lesson(rest[-1]) if rest else ""
    if lesson:
        return rest[:-1], {"lesson": lesson}, [Note("lesson", "lesson_last_line", lesson)]
    return rest, {"lesson": ""}, [Note("lesson", "no_lesson")]


def _as_lesson(last: Paragraph) -> str:
    """The lesson in the last line, or "" when nothing shows that it is one."""
    introduced = INTRODUCES_A_LESSON.match(last.text)
    if introduced:
        bare = Paragraph(last.line, last.text[introduced.end() :] or " ")
        return unquote(bare) if bare.quoted else bare.text.strip()
    return unquote(last) if last.quoted else ""
