"""What an Excel file says: its sheets as tables, in the reader's words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workshop.protocol.story import Story
from workshop.protocol.summary import SummaryCommitment, SummaryFollowed, SummaryLesson
from workshop.summary.pulse_words import caution, pulse_said, scale
from workshop.summary.wording import Wording


@dataclass(frozen=True)
class Day:
    """A day that a spreadsheet can count with, "" where there is none."""

    text: str


@dataclass(frozen=True)
class RoomWords:
    """Words of the room."""

    text: str


Value = str | int | None | Day | RoomWords
Row = Sequence[Value]


@dataclass(frozen=True)
class Table:
    """One sheet: its name, its columns with their widths in characters, its rows."""

    name: str
    columns: Sequence[tuple[str, int]]
    rows: Sequence[Row]
    bars: int | None = None
    """The column in which figures have bars."""


def tables(said: Wording) -> list[Table]:
    """The sheets behind the first, in the order of every other format."""
    found = [_lessons(said), _commitments(said)]
    found += [_followed(said)] if said.summary.followed else []
    found += [_cards(said)]
    found += [_pulse(said)] if said.summary.pulse else []
    found += [_did_not_fit(said)] if said.summary.did_not_fit else []
    return found


def first_page(said: Wording) -> Iterator[tuple[str, Value]]:
    """Rows of single values: a name, "" where a name goes on, and its value."""
    summary, translate = said.summary, said.translate
    if summary.team:
        yield translate("Team"), RoomWords(summary.team)
    yield translate("Date"), Day(summary.date)
    if said.nature():
        yield "", said.nature()
    if said.meets():
        yield "", said.meets()
    for story in summary.stories:
        yield said.story_heading(story), RoomWords(story.title)
        yield "", RoomWords(str(said.told_by(story)))
        yield "", RoomWords(story.lesson)
    for story in summary.stories:
        yield from _steps(said, story)
    yield from said.questions()
    if summary.pulse:
        yield translate("The pulse: right now, in this room"), caution(summary, translate)
    first, *others = (*said.left_out(), said.devices())
    yield translate("What is not here"), first
    yield from (("", sentence) for sentence in others)


def _steps(said: Wording, story: Story) -> Iterator[tuple[str, Value]]:
    yield said.steps_heading(story), None
    for step in story.steps:
        yield said.step(step.kind), RoomWords(step.text)
    if story.source:
        yield "", said.translate("Source: {source}").format(source=story.source)


def _lessons(said: Wording) -> Table:
    translate = said.translate
    columns = [
        (translate("Rank"), 8), (translate("Lesson"), 60), (translate("Votes"), 14),
        (translate("Run-off"), 14), (translate("Tied"), 12), (translate("Chosen"), 17),
        (translate("Also"), 44),
    ]  # fmt: skip
    rows = [_lesson(said, lesson) for lesson in said.summary.lessons]
    return Table(translate("Lessons"), columns, rows, bars=2)


def _lesson(said: Wording, lesson: SummaryLesson) -> Row:
    yes = said.translate("Yes")
    return (
        lesson.rank or None,
        RoomWords(lesson.text),
        lesson.votes,
        lesson.run_off,
        yes if lesson.tied else None,
        yes if lesson.chosen else None,
        RoomWords("\n".join(lesson.also)),
    )


def _did_not_fit(said: Wording) -> Table:
    columns = [(said.translate("Lesson"), 60), (said.translate("Also"), 44)]
    rows = [
        (RoomWords(one.text), RoomWords("\n".join(one.also))) for one in said.summary.did_not_fit
    ]
    return Table(said.did_not_fit(), columns, rows)


def _commitments(said: Wording) -> Table:
    translate = said.translate
    columns = [
        (translate("Commitment"), 64), (translate("Owner"), 20), (translate("By"), 14),
        (translate("Lesson"), 48),
    ]  # fmt: skip
    rows = [
        (
            RoomWords(str(said.promise(one))),
            _owner(said, one),
            Day(one.by),
            RoomWords(one.lesson),
        )
        for one in said.summary.commitments
    ]
    return Table(translate("Commitments"), columns, rows)


def _owner(said: Wording, one: SummaryCommitment | SummaryFollowed) -> RoomWords | str:
    """Returns a name as people's words, and that there is none as ours."""
    return RoomWords(said.owner(one)) if one.owner else said.owner(one)


def _followed(said: Wording) -> Table:
    translate = said.translate
    columns = [
        (translate("Made"), 13), (translate("Commitment"), 40), (translate("Owner"), 16),
        (translate("By"), 13), (translate("What became of it"), 14),
        (translate("In new words"), 36), (translate("By now"), 13), (translate("Learned"), 30),
    ]  # fmt: skip
    rows = [_one_followed(said, one) for one in said.summary.followed]
    return Table(translate("Earlier commitments"), columns, rows)


def _one_followed(said: Wording, one: SummaryFollowed) -> Row:
    return (
        Day(one.made),
        RoomWords(str(said.promise(one))),
        _owner(said, one),
        Day(one.by),
        said.became(one),
        RoomWords(str(said.promise_now(one))) if one.will_now else None,
        Day(one.by_now),
        RoomWords(one.learned),
    )


def _cards(said: Wording) -> Table:
    translate = said.translate
    columns = [(translate("What happened"), 80), (translate("What it taught"), 56)]
    rows = [(RoomWords(one.happened), RoomWords(one.learned)) for one in said.summary.cards]
    return Table(translate("Cards"), columns, rows)


def _pulse(said: Wording) -> Table:
    translate = said.translate
    columns = [
        (translate("Sentence"), 46), (translate("When"), 17),
        *((step, 11) for step in scale(translate)), (translate("Compared"), 36),
    ]  # fmt: skip
    rows = [
        (one.sentence, name, *counts, one.change if place == len(one.ends) - 1 else None)
        for one in pulse_said(said.summary, translate)
        for place, (name, counts) in enumerate(one.ends)
    ]
    return Table(translate("Pulse"), columns, rows)
