"""Reads an article of told failures: per story a lesson, the story, and a line with the teller.

The lesson stands alone in quotation marks; so does the story, in one or more paragraphs; the
teller's line starts with a dash. What stands before, between and after, unquoted, is no story.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Literal

import msgspec

from workshop.protocol.story import STORY_LESSON
from workshop.rules.agenda import Translate
from workshop.rules.agenda import message as _
from workshop.storage.threads import Halt
from workshop.stories.reading.lines import Paragraph, no_pause, paragraphs, unquote
from workshop.stories.reading.proposal import Note, Proposal, propose_steps, title_from
from workshop.stories.reading.teller import propose_teller

ComplaintCode = Literal[
    "nothing_found", "teller_alone", "no_teller", "not_a_teller", "lesson_open",
    "lesson_or_story_missing", "story_open", "no_name",
]  # fmt: skip

COMPLAINTS: dict[ComplaintCode, str] = {
    "nothing_found": _(
        "no story was found. A story is a lesson in quotation marks on its own line, the story "
        "in quotation marks, and a line such as “- Name, work, place”."
    ),
    "teller_alone": _(
        "this line begins with a dash, as if it named a teller, but there is no lesson and story "
        "in quotation marks right before it. Add the marks if it is a story."
    ),
    "no_teller": _(
        "the story that begins here has no line with its teller before line {other}. Add a line "
        "such as “- Name, work, place”. If line {other} still belongs to this story, take out "
        "its quotation marks and the closing one before it."
    ),
    "not_a_teller": _(
        "this line comes between a story, which begins on line {other}, and its teller. Start "
        "it with a dash if it names the teller, or put it in quotation marks, or take it out."
    ),
    "lesson_open": _(
        "the quotation that begins here is not closed. A lesson has a line of its own, in "
        "quotation marks, and the story follows it."
    ),
    "lesson_or_story_missing": _(
        "there is only one quotation before the teller on line {other}; there must be two, the "
        "lesson and then the story."
    ),
    "story_open": _(
        "the story’s last quotation mark is missing before the teller on line {other}. Close it "
        "at the end of the story."
    ),
    "no_name": _("no name follows the dash. Write “- Name, work, place”."),
}
MOST_READ_AT_A_TIME = 40
"""The most stories and unread parts of an article that are read at a time."""


class Complaint(msgspec.Struct, frozen=True):
    """An unread part: its line (from 1), a code, and another line that has to do with it.

    Nothing was read of the story that it is about; `first` and `last` are that story's lines.
    """

    line: int
    code: ComplaintCode
    other: int = 0
    first: int = 0
    last: int = 0

    @property
    def sentence(self) -> str:
        """Returns the fault in English: what is wrong, where, and what to do."""
        return self.said(str)

    def said(self, translate: Translate, above: int = 0) -> str:
        """Returns the fault in the language of `translate`: what is wrong, where, what to do.

        `above` is the number of lines above the text that was read.
        """
        fault = translate(COMPLAINTS[self.code]).format(other=self.other + above)
        return translate(LINE_FAULT).format(line=self.line + above, fault=fault)


LINE_FAULT = _("Line {line}: {fault}")


class ArticleReading(msgspec.Struct, frozen=True):
    """The stories found in an article, for somebody to confirm, and what could not be read.

    `rest` is the line from which nothing was read, since that is enough at a time; 0 for none.
    """

    stories: tuple[Proposal, ...]
    complaints: tuple[Complaint, ...]
    rest: int = 0


ProposalOrComplaint = Proposal | Complaint


def read_article(text: str, pause: Halt = no_pause) -> ArticleReading:
    """Reads the stories of an article, AT_A_TIME at most. Nothing is left out without a complaint;
    only unquoted text around the stories is passed over."""
    read = paragraphs(text, pause)
    found = list(islice(_read_all(read), MOST_READ_AT_A_TIME + 1))
    rest = _first(found.pop()) if len(found) > MOST_READ_AT_A_TIME else 0
    if not found:
        found.append(Complaint(1, "nothing_found", 0, 1, read[-1].last if read else 1))
    stories = tuple(one for one in found if isinstance(one, Proposal))
    complaints = tuple(one for one in found if isinstance(one, Complaint))
    return ArticleReading(stories, complaints, rest)


def _first(found: ProposalOrComplaint) -> int:
    return found.line if isinstance(found, Proposal) else found.first


def _read_all(read: Sequence[Paragraph]) -> Iterator[ProposalOrComplaint]:
    at = 0
    while at < len(read):
        first, length = read[at], 1
        if first.opens:
            length = _length(read, at)
            found, length = _read_one(read[at : at + length], read[at + length : at + length + 1])
            yield found
        elif first.signs and "," in first.text:
            yield _complaint("teller_alone", first.line, [first])
        at += length


def _length(read: Sequence[Paragraph], begin: int) -> int:
    """Counts the paragraphs of the story that begins at `begin`, its teller included."""
    within = not read[begin].closes
    for at in range(begin + 1, len(read)):
        paragraph = read[at]
        if paragraph.signs:
            return at + 1 - begin
        if _begins_the_next(read, begin, at) or not (within or paragraph.opens):
            return at - begin
        within = not paragraph.closes
    return len(read) - begin


def _begins_the_next(read: Sequence[Paragraph], begin: int, at: int) -> bool:
    """True if a lesson comes here although the story before it has no teller yet.

    A lesson is short, quoted whole, and followed by another quotation; the last paragraph of a
    story is followed by its teller.
    """
    follows = at + 1 < len(read) and read[at + 1].opens
    return (
        at - begin >= 2 and follows and read[at].quoted and len(unquote(read[at])) <= STORY_LESSON
    )


def _read_one(
    told: Sequence[Paragraph], after: Sequence[Paragraph]
) -> tuple[ProposalOrComplaint, int]:
    """Reads one story, and counts its paragraphs; `after` is the next one, if any."""
    if told[-1].signs:
        return _signed(told), len(told)
    if after and not after[0].opens:
        whole = [*told, *after]
        return _complaint("not_a_teller", after[0].line, whole, told[0].line), len(whole)
    end = after[0].line if after else told[-1].last + 1
    return _complaint("no_teller", told[0].line, told, end), len(told)


def _signed(told: Sequence[Paragraph]) -> ProposalOrComplaint:
    first, last = told[0], told[-1]
    lesson_and_story = told[:-1]
    if not first.closes:
        return _complaint("lesson_open", first.line, told)
    if len(lesson_and_story) < 2:
        return _complaint("lesson_or_story_missing", first.line, told, last.line)
    if not lesson_and_story[-1].closes:
        return _complaint("story_open", lesson_and_story[-1].line, told, last.line)
    return _proposal(told)


def _complaint(
    code: ComplaintCode, line: int, part: Sequence[Paragraph], other: int = 0
) -> Complaint:
    return Complaint(line, code, other, part[0].line, part[-1].last)


def _proposal(told: Sequence[Paragraph]) -> ProposalOrComplaint:
    lesson = unquote(told[0])
    teller, teller_notes = propose_teller(told[-1].text)
    if not teller["name"]:
        return _complaint("no_name", told[-1].line, told)
    story = told[1:-1]
    steps, step_notes = propose_steps([unquote(paragraph) for paragraph in story])
    if sum(paragraph.closes for paragraph in story) > 1:
        step_notes.append(Note("steps", "several_quotations"))
    title = title_from(lesson)
    fields = {"title": title, "lesson": lesson, **teller, **steps}
    entitled = Note("title", "title_from_lesson" if title else "no_title")
    notes = (entitled, *teller_notes, *step_notes)
    return Proposal(told[0].line, fields, notes, told[-1].last)
