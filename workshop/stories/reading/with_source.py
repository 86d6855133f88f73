"""Pasted text read, each story and each unread part beside its source as it stands."""

from collections.abc import Sequence

import msgspec

from workshop.rules.agenda import Translate
from workshop.storage.threads import Halt
from workshop.stories.reading.article import Complaint, ComplaintCode, read_article
from workshop.stories.reading.lines import LINE_END, no_pause
from workshop.stories.reading.pasted import read_pasted
from workshop.stories.reading.proposal import Note, Proposal

MOST_READ_CHARS = 200_000
"""The most characters that are read at a time."""
NO_ARTICLE: frozenset[ComplaintCode] = frozenset({"nothing_found", "teller_alone"})
"""Complaints about text in which nothing looks like an article of told failures."""


class SourcePart(msgspec.Struct, frozen=True):
    """Some lines of the text as they stand; `line` is the number of the first one, from 1."""

    line: int
    text: str

    @property
    def numbered(self) -> list[tuple[int, str]]:
        """Returns the lines that hold something, with their numbers."""
        lines = enumerate(self.text.split("\n"), self.line)
        return [(number, line) for number, line in lines if line.strip()]


class Proposed(msgspec.Struct, frozen=True):
    """A proposed story and its source."""

    proposal: Proposal
    source: SourcePart


class Unread(msgspec.Struct, frozen=True):
    """A part that was not understood; `complaint` is None where it was not looked at yet."""

    part: SourcePart
    complaint: Complaint | None

    def said(self, translate: Translate) -> str:
        """Returns what is wrong, in the language of `translate`; "" where nothing is."""
        return self.complaint.said(translate, self.part.line - 1) if self.complaint else ""


class TextReading(msgspec.Struct, frozen=True):
    """The stories and unread parts of a text, and the lines around them that belong to neither."""

    stories: tuple[Proposed, ...]
    unread: tuple[Unread, ...]
    passed: tuple[SourcePart, ...]


def read_text(text: str, first: int = 1, pause: Halt = no_pause) -> TextReading:
    """Reads an article of told failures; text of any other form is proposed as one story.

    `first` is the number of the text's first line.
    """
    if not text.strip():
        return TextReading((), (), ())
    found = read_article(text, pause)
    if not found.stories and NO_ARTICLE.issuperset(one.code for one in found.complaints):
        return as_one_story(text, first)
    lines = LINE_END.split(text)
    taken = [(one.line, one.last) for one in found.stories]
    left = [(one.first, one.last) for one in found.complaints]
    stories = [
        Proposed(one, _part(lines, *span, first))
        for one, span in zip(found.stories, taken, strict=True)
    ]
    open_ = [unread(_part(lines, *span, first), pause) for span in left]
    end = len(lines)
    if found.rest:
        open_.append(Unread(_part(lines, found.rest, end, first), None))
        end = found.rest - 1
    passed = [_part(lines, *span, first) for span in _between([*taken, *left], end)]
    return TextReading(tuple(stories), tuple(open_), tuple(p for p in passed if p.text.strip()))


def as_one_story(text: str, first: int = 1) -> TextReading:
    """Proposes one story from the whole text."""
    proposal, lines = read_pasted(text), LINE_END.split(text)
    source = _part(lines, proposal.line, proposal.last, first)
    return TextReading((Proposed(proposal, source),), (), ())


def unread(part: SourcePart, pause: Halt = no_pause) -> Unread:
    """Returns a part with its complaint, as when it was read."""
    return Unread(part, next(iter(read_article(part.text, pause).complaints), None))


def notes_of(source: SourcePart, pause: Halt = no_pause) -> tuple[Note, ...]:
    """Returns the notes to a story that was proposed from this source."""
    read = read_text(source.text, source.line, pause)
    (one, *_) = read.stories or as_one_story(source.text, source.line).stories
    return one.proposal.notes


def _part(lines: Sequence[str], begin: int, end: int, first: int) -> SourcePart:
    while begin < end and not lines[begin - 1].strip():
        begin += 1
    return SourcePart(begin + first - 1, "\n".join(lines[begin - 1 : end]).rstrip())


def _between(spans: Sequence[tuple[int, int]], end: int) -> list[tuple[int, int]]:
    """The lines up to `end` that are in none of these spans."""
    passed, above = [], 0
    for begin, last in sorted(spans):
        passed.append((above + 1, begin - 1))
        above = max(above, last)
    return [span for span in [*passed, (above + 1, end)] if span[0] <= span[1]]
