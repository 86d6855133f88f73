"""Reads an article of told failures: per story a lesson, the story, and a line with the teller.

The lesson stands alone in quotation marks; so does the story, in one or more paragraphs; the
teller's line starts with a dash. What stands before, between and after, unquoted, is no story.
"""

from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from workshop.protocol.story import LESSON
from workshop.stories.reading.lines import Paragraph, paragraphs, unquote
from workshop.stories.reading.proposal import Note, Proposal, propose_steps, title_from
from workshop.stories.reading.teller import propose_teller

ComplaintCode = Literal[
    "nothing_found", "teller_alone", "no_teller", "not_a_teller", "lesson_open",
    "lesson_or_story_missing", "story_open", "no_name",
]  # fmt: skip

COMPLAINTS: dict[ComplaintCode, str] = {
    "nothing_found": (
        "no story was found. A story is a lesson in quotation marks on its own line, the story "
        "in quotation marks, and a line such as “- Name, work, place”."
    ),
    "teller_alone": (
        "a dash begins this line as if a teller followed, but no lesson and story in quotation "
        "marks stand right before it. Add the marks, if it is a story."
    ),
    "no_teller": (
        "the story that begins here has no line with its teller before line {other}. Add a line "
        "such as “- Name, work, place”. If line {other} still belongs to this story, take out "
        "its quotation marks and the closing one before it."
    ),
    "not_a_teller": (
        "this line stands between a story, which begins on line {other}, and its teller. Start "
        "it with a dash if it names the teller, or put it in quotation marks, or take it out."
    ),
    "lesson_open": (
        "the quotation that begins here is not closed. A lesson stands on its own line between "
        "quotation marks, and the story follows it."
    ),
    "lesson_or_story_missing": (
        "only one quotation stands before the teller on line {other}; there must be two, the "
        "lesson and then the story."
    ),
    "story_open": (
        "the story's last quotation mark is missing before the teller on line {other}. Close it "
        "at the end of the story."
    ),
    "no_name": "no name follows the dash. Write “- Name, work, place”.",
}


class Complaint(msgspec.Struct, frozen=True):
    """An unread part: its line (from 1), a code, and another line that has to do with it.

    Nothing was read of the story that it is about.
    """

    line: int
    code: ComplaintCode
    other: int = 0

    @property
    def sentence(self) -> str:
        """Returns the fault in English: what is wrong, where, and what to do."""
        return f"Line {self.line}: {COMPLAINTS[self.code].format(other=self.other)}"


class ArticleReading(msgspec.Struct, frozen=True):
    """The stories found in an article, for somebody to confirm, and what could not be read."""

    stories: tuple[Proposal, ...]
    complaints: tuple[Complaint, ...]


def read_article(text: str) -> ArticleReading:
    """Reads every story of an article. Nothing is left out without a complaint."""
    found = list(_read_all(paragraphs(text))) or [Complaint(1, "nothing_found")]
    stories = tuple(one for one in found if isinstance(one, Proposal))
    return ArticleReading(stories, tuple(one for one in found if isinstance(one, Complaint)))


def _read_all(rest: Sequence[Paragraph]) -> Iterator[Proposal | Complaint]:
    while rest:
        first = rest[0]
        length = _length(rest) if first.opens else 1
        if first.opens:
            yield _read_one(rest[:length], rest[length:])
        elif first.signs and "," in first.text:
            yield Complaint(first.line, "teller_alone")
        rest = rest[length:]


def _length(rest: Sequence[Paragraph]) -> int:
    """Counts the paragraphs of the story that begins at `rest[0]`, its teller included."""
    within = not rest[0].closes
    for at, paragraph in enumerate(rest[1:], 1):
        if paragraph.signs:
            return at + 1
        if _begins_the_next(rest, at) or not (within or paragraph.opens):
            return at
        within = not paragraph.closes
    return len(rest)


def _begins_the_next(rest: Sequence[Paragraph], at: int) -> bool:
    """True if a lesson comes here although the story before it has no teller yet.

    A lesson is short, quoted whole, and followed by another quotation; the last paragraph of a
    story is followed by its teller.
    """
    follows = at + 1 < len(rest) and rest[at + 1].opens
    return at >= 2 and follows and rest[at].quoted and len(unquote(rest[at])) <= LESSON


def _read_one(told: Sequence[Paragraph], after: Sequence[Paragraph]) -> Proposal | Complaint:
    first, last = told[0], told[-1]
    if not last.signs:
        return _without_teller(told, after)
    lesson_and_story = told[:-1]
    if not first.closes:
        return Complaint(first.line, "lesson_open")
    if len(lesson_and_story) < 2:
        return Complaint(first.line, "lesson_or_story_missing", last.line)
    if not lesson_and_story[-1].closes:
        return Complaint(lesson_and_story[-1].line, "story_open", last.line)
    return _proposal(told)


def _without_teller(told: Sequence[Paragraph], after: Sequence[Paragraph]) -> Complaint:
    if after and not after[0].opens:
        return Complaint(after[0].line, "not_a_teller", told[0].line)
    end = after[0].line if after else told[-1].line + 1
    return Complaint(told[0].line, "no_teller", end)


def _proposal(told: Sequence[Paragraph]) -> Proposal | Complaint:
    lesson = unquote(told[0])
    teller, teller_notes = propose_teller(told[-1].text)
    if not teller["name"]:
        return Complaint(told[-1].line, "no_name")
    story = told[1:-1]
    steps, step_notes = propose_steps([unquote(paragraph) for paragraph in story])
    if sum(paragraph.closes for paragraph in story) > 1:
        step_notes.append(Note("steps", "several_quotations"))
    fields = {"title": title_from(lesson), "lesson": lesson, **teller, **steps}
    notes = (Note("title", "title_from_lesson"), *teller_notes, *step_notes)
    return Proposal(told[0].line, fields, notes)
