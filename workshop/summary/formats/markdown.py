"""The summary as Markdown (CommonMark, and harmless in GitHub's kind): for wikis and chats."""

import re
from collections.abc import Iterable

from workshop.protocol.story import Story
from workshop.protocol.summary import (
    Summary,
    SummaryCard,
    SummaryCommitment,
    SummaryFollowed,
    SummaryLesson,
)
from workshop.summary.formats.script import harmless
from workshop.summary.pulse_words import caution, pulse_said
from workshop.summary.reader import ENGLISH, Reader
from workshop.summary.wording import Wording

_ANYWHERE = re.compile(r"[\\`*_\[\]<>|~&$@^]|(?<=:)//|(?i:(?<=www)\.)")
"""Emphasis, code, links, HTML, tables, entities, formulas, mentions; addresses that some turn
into links by themselves."""
_AT_AN_END = re.compile(r"^(?=[#+\-=:])|^(\d{1,9})(?=[.)])|(?<=\s)(?=#+$)")
"""Headings, lists, rules and definitions, which only begin a line; and what ends a heading."""


def render(summary: Summary, reader: Reader = ENGLISH) -> str:
    """The document. What people wrote is escaped: it can only be read."""
    said = Wording(harmless(summary), reader)
    parts = [_head(said), _lessons(said), _commitments(said), _meets(said), _followed(said),
             *_stories(said), *_steps(said), _cards(said), _answers(said), _pulse(said),
             _did_not_fit(said), _left_out(said)]  # fmt: skip
    blocks = [block for part in parts for block in part]
    return "\n\n".join(blocks) + "\n"


def _head(said: Wording) -> list[str]:
    summary, blocks = said.summary, []
    blocks.append(f"# {_line(summary.title)}")
    blocks.append(_line(said.listed([summary.team, said.day(summary.date)])))
    if said.nature():
        blocks.append(_bold(said.nature()))
    return blocks


def _lessons(said: Wording) -> list[str]:
    items = [_lesson(said, lesson) for lesson in said.summary.lessons]
    return _section(said.translate("Lessons"), _items(items))


def _lesson(said: Wording, lesson: SummaryLesson) -> list[str]:
    also = [_text(str(said.also(words))) for words in lesson.also]
    return [_bold(lesson.text), *filter(None, [_text(said.votes(lesson))]), *also]


def _commitments(said: Wording) -> list[str]:
    items = [_commitment(said, one) for one in said.summary.commitments]
    still_open = [_text(str(sentence)) for sentence in said.still_open()]
    return _section(said.translate("What we took on"), [*_items(items), *still_open])


def _commitment(said: Wording, one: SummaryCommitment) -> list[str]:
    owner = said.listed([_bold(said.owner(one)), _text(said.by(one))])
    from_lesson = said.translate("Lesson: {lesson}").format(lesson=one.lesson)
    return [_text(str(said.promise(one))), owner, *([_text(from_lesson)] if one.lesson else [])]


def _meets(said: Wording) -> list[str]:
    return [_bold(said.meets())] if said.meets() else []


def _followed(said: Wording) -> list[str]:
    items = [_one_followed(said, one) for one in said.summary.followed]
    return _section(said.translate("What became of our earlier commitments"), _items(items))


def _one_followed(said: Wording, one: SummaryFollowed) -> list[str]:
    became = said.listed([_bold(said.became(one)), _text(said.by_now(one))])
    return [
        _text(str(said.promise(one))),
        _text(said.taken(one)),
        became,
        *([_text(str(said.promise_now(one)))] if one.will_now else []),
        *([_text(str(said.learned(one)))] if one.learned else []),
    ]


def _stories(said: Wording) -> list[list[str]]:
    return [_story(said, story) for story in said.summary.stories]


def _story(said: Wording, story: Story) -> list[str]:
    """In three lines."""
    return [
        f"## {_line(said.story_heading(story))}",
        f"### {_line(story.title)}",
        _text(str(said.told_by(story))),
        _bold(story.lesson),
    ]


def _steps(said: Wording) -> list[list[str]]:
    return [_steps_of(said, story) for story in said.summary.stories]


def _steps_of(said: Wording, story: Story) -> list[str]:
    source = said.translate("Source: {source}").format(source=story.source)
    steps = [
        block
        for step in story.steps
        for block in (f"**{_line(said.step(step.kind))}**", _text(step.text))
    ]
    heading = f"## {_line(said.steps_heading(story))}"
    return [heading, *steps, *([_text(source)] if story.source else [])]


def _cards(said: Wording) -> list[str]:
    cards = [_quote(_card(card)) for card in said.summary.cards]
    return _section(said.translate("Cards their writers chose to share"), cards)


def _card(card: SummaryCard) -> str:
    return "\n\n".join(filter(None, [_text(card.happened), _bold(card.learned)]))


def _answers(said: Wording) -> list[str]:
    items = [[_text(question), _text(given)] for question, given in said.questions()]
    return _section(said.translate("How people in this room answered"), _items(items))


def _pulse(said: Wording) -> list[str]:
    translate = said.translate
    items = [
        [_bold(one.sentence), *(_text(line) for line in one.lines(translate))]
        for one in pulse_said(said.summary, translate)
    ]
    blocks = [_text(caution(said.summary, translate)), *_items(items)] if items else []
    return _section(said.translate("The pulse: right now, in this room"), blocks)


def _did_not_fit(said: Wording) -> list[str]:
    items = [
        [_text(one.text), *(_text(str(said.also(words))) for words in one.also)]
        for one in said.summary.did_not_fit
    ]
    return _section(said.did_not_fit(), _items(items))


def _left_out(said: Wording) -> list[str]:
    sentences = [*said.left_out(), said.devices()]
    heading = _line(said.translate("What is not included"))
    return [f"## {heading}", *map(_text, sentences)]


def _section(name: str, blocks: list[str]) -> list[str]:
    return [f"## {_line(name)}", *blocks] if blocks else []


def _items(items: Iterable[list[str]]) -> list[str]:
    """A list as one block; the lines of an item are parted by hard breaks."""
    rows = ["- " + "\\\n".join(lines).replace("\n", "\n  ") for lines in items]
    return ["\n".join(rows)] if rows else []


def _quote(block: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in block.split("\n"))


def _bold(text: str) -> str:
    return "\\\n".join(f"**{line}**" for line in _lines(text))


def _text(text: str) -> str:
    return "\\\n".join(_lines(text))


def _line(text: str) -> str:
    return _escape(" ".join(text.split()))


def _lines(text: str) -> list[str]:
    """The lines that say something, escaped; an empty one would end the paragraph."""
    return [_escape(line.strip()) for line in text.split("\n") if line.strip()]


def _escape(line: str) -> str:
    line = _ANYWHERE.sub(lambda found: "\\" + found[0], line)
    return _AT_AN_END.sub(lambda found: (found[1] or "") + "\\", line)
