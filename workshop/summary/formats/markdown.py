"""The summary as Markdown (CommonMark, and harmless in GitHub's kind): for wikis and chats."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from workshop.protocol.summary import Summary
from workshop.summary.document import (
    Section,
    Sheet,
    SummaryDocument,
    TextPiece,
    ToldLesson,
    ToldStory,
    document,
)
from workshop.summary.pulse_words import SaidOfPulse
from workshop.summary.reader import ENGLISH, Reader
from workshop.summary.wording import Wording

_ANYWHERE = re.compile(r"[\\`*_\[\]<>|~&$@^]|(?<=:)//|(?i:(?<=www)\.)")
"""Emphasis, code, links, HTML, tables, entities, formulas, mentions; addresses that some turn
into links by themselves."""
_AT_AN_END = re.compile(r"^(?=[#+\-=:])|^(\d{1,9})(?=[.)])|(?<=\s)(?=#+$)")
"""Headings, lists, rules and definitions, which only begin a line; and what ends a heading."""


def render(summary: Summary, reader: Reader = ENGLISH) -> str:
    """The document. What people wrote is escaped: it can only be read."""
    told = document(summary, reader)
    parts = [_head(told), *(_section(told.said, one) for one in told.sections)]
    return "\n\n".join(block for part in parts for block in part) + "\n"


def _head(told: SummaryDocument) -> list[str]:
    blocks = [f"# {_line(told.title)}", _line(told.said.listed([str(told.team or ""), told.day]))]
    return [*blocks, _bold(told.nature)] if told.nature else blocks


def _section(said: Wording, section: Section) -> list[str]:
    found = [MARKDOWN_PARTS[section.name](said, one) for one in section.items]
    blocks = _items(found) if section.name in LISTS else [block for one in found for block in one]
    heading = [f"## {_line(section.heading)}"] if section.heading else []
    before = [_text(section.before)] if section.before else []
    return [*heading, *before, *blocks, *map(_text, section.after)]


def _lesson(said: Wording, one: ToldLesson) -> list[str]:
    votes = said.listed([str(one.counted or ""), one.standing])
    return [_bold(one.text), *filter(None, [_text(votes)]), *map(_text, one.also)]


def _commitment(said: Wording, one: Sheet) -> list[str]:
    owner = said.listed([_bold(one.owner), _text(one.by)])
    lesson = said.translate("Lesson: {lesson}")
    below = [_text(lesson.format(lesson=one.upper))] if one.upper else []
    return [*map(_text, one.lower), owner, *below]


def _followed(said: Wording, one: Sheet) -> list[str]:
    taken = said.listed([str(one.owner), one.by, one.made])
    became = said.listed([_bold(one.became), _text(one.by_now)])
    return [_text(one.upper or ""), _text(taken), became, *map(_text, one.lower)]


def _story(_said: Wording, one: ToldStory) -> list[str]:
    """In three lines."""
    return [f"### {_line(one.title)}", _text(one.told_by), _bold(one.lesson)]


def _steps(_said: Wording, one: ToldStory) -> list[str]:
    named = ((f"**{_line(name)}**", _text(words)) for _, name, words in one.steps)
    return [block for step in named for block in step]


def _card(_said: Wording, one: Sheet) -> list[str]:
    parts = [_text(one.upper or ""), *map(_bold, one.lower)]
    return [_quote("\n\n".join(filter(None, parts)))]


def _pulse(said: Wording, one: SaidOfPulse) -> list[str]:
    return [_bold(one.sentence), *map(_text, one.lines(said.translate))]


MARKDOWN_PARTS: dict[str, Callable[[Wording, Any], list[str]]] = {
    "lessons": _lesson,
    "commitments": _commitment,
    "meets": lambda _said, sentence: [_bold(sentence)],
    "followed": _followed,
    "story": _story,
    "steps": _steps,
    "cards": _card,
    "answers": lambda _said, answer: [*map(_text, answer)],
    "pulse": _pulse,
    "did_not_fit": lambda _said, one: [*map(_text, (one.text, *one.also))],
    "left_out": lambda _said, sentence: [_text(sentence)],
}
"""The maker of an item, by the section that it is in: its lines, or its blocks."""
LISTS = {"lessons", "commitments", "followed", "answers", "pulse", "did_not_fit"}


def _items(items: Iterable[list[str]]) -> list[str]:
    """A list as one block; the lines of an item are parted by hard breaks."""
    rows = ["- " + "\\\n".join(lines).replace("\n", "\n  ") for lines in items]
    return ["\n".join(rows)] if rows else []


def _quote(block: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in block.split("\n"))


def _bold(text: TextPiece) -> str:
    return "\\\n".join(f"**{line}**" for line in _lines(text))


def _text(text: TextPiece) -> str:
    return "\\\n".join(_lines(text))


def _line(text: TextPiece) -> str:
    return _escape(" ".join(str(text).split()))


def _lines(text: TextPiece) -> list[str]:
    """The lines that say something, escaped; an empty one would end the paragraph."""
    return [_escape(line.strip()) for line in str(text).split("\n") if line.strip()]


def _escape(line: str) -> str:
    line = _ANYWHERE.sub(lambda found: "\\" + found[0], line)
    return _AT_AN_END.sub(lambda found: (found[1] or "") + "\\", line)
