"""A summary as a document, made once for whoever reads it: its sections in their order, in ready
words. Formats that are read by people differ only in how they set them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

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
from workshop.summary.reader import Reader
from workshop.summary.sentence import Sentence
from workshop.summary.wording import Wording


@dataclass(frozen=True)
class RoomWords:
    """Words of the room, in their language."""

    text: str
    language: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Seam:
    """The line between the two pieces of a sheet, drawn of a text; in gold once it is mended."""

    text: str
    mended: bool = True


TextPiece = str | RoomWords | Sentence
"""A text of ours, words of the room, or a sentence of ours around such words."""


@dataclass(frozen=True)
class ToldLesson:
    """A lesson: how it was voted for, and what the room merged into it."""

    text: RoomWords
    also: list[Sentence]
    chosen: bool = False
    rank: int = 0
    votes: int | None = None
    counted: Sentence | None = None
    """The votes in words."""
    standing: str = ""
    contest: str = ""
    """As much of its standing as is said beside what was chosen."""
    share: float = 0.0
    in_a_row: Sentence | None = None
    """The lesson with its votes, among others in one paragraph."""


@dataclass(frozen=True)
class Sheet:
    """Two pieces of paper and the seam between them: a card, or a commitment with who took it,
    until when, and what became of it. An owner's name is people's words."""

    upper: RoomWords | Sentence | None
    lower: list[RoomWords | Sentence]
    seam: Seam
    became: str = ""
    owner: RoomWords | str = ""
    by: str = ""
    by_now: str = ""
    made: str = ""


@dataclass(frozen=True)
class ToldStory:
    """A story that the room heard: the first, or the second. Each step has its kind and name."""

    number: int
    title: RoomWords
    told_by: Sentence
    lesson: RoomWords
    steps: Sequence[tuple[str, str, RoomWords]]
    source: list[Sentence]
    seam: Seam


@dataclass(frozen=True)
class Section:
    """A part of the document that has something in it. Its name says which one it is, and of what
    kind its items are; two may have the same name, for two stories."""

    name: str
    heading: str
    items: Sequence[Any]
    before: str = ""
    after: Sequence[Sentence] = ()


@dataclass(frozen=True)
class SummaryDocument:
    """The document: its head, and its sections. `said` has the reader's language."""

    said: Wording
    title: RoomWords
    team: RoomWords | None
    day: str
    nature: str
    seam: Seam
    sections: list[Section]

    def items(self, name: str) -> list[Any]:
        """Returns what is in all sections of a name."""
        return [item for one in self.sections if one.name == name for item in one.items]


def document(summary: Summary, reader: Reader) -> SummaryDocument:
    """Returns the document, in which nothing that people wrote reorders or hides anything."""
    said = Wording(harmless(summary), reader)
    summary = said.summary
    return SummaryDocument(
        said,
        title=_line(summary.title, summary.language),
        team=_line(summary.team, summary.language) if summary.team else None,
        day=said.day(summary.date),
        nature=said.nature(),
        seam=Seam(summary.title + summary.date),
        sections=[one for one in _sections(said) if one.items],
    )


def _sections(said: Wording) -> Iterator[Section]:
    summary, _ = said.summary, said.translate
    yield Section("lessons", _("Lessons"), [_lesson(said, one) for one in summary.lessons])
    promises = [_commitment(said, one) for one in summary.commitments]
    yield Section("commitments", _("What we took on"), promises, after=said.still_open())
    yield Section("meets", "", [said.meets()] if said.meets() else [])
    followed = [_followed(said, one) for one in summary.followed]
    yield Section("followed", _("What became of our earlier commitments"), followed)
    told = [(one, _story(said, n, one)) for n, one in enumerate(summary.stories, 1)]
    for one, story in told:
        yield Section("story", said.story_heading(one), [story])
    for one, story in told:
        yield Section("steps", said.steps_heading(one), [story], after=story.source)
    cards = [_card(one) for one in summary.cards]
    yield Section("cards", _("Cards their writers chose to share"), cards)
    yield Section("answers", _("How people in this room answered"), said.questions())
    pulse, warning = pulse_said(summary, _), caution(summary, _)
    yield Section("pulse", _("The pulse: right now, in this room"), pulse, warning)
    unvoted = [ToldLesson(_words(one.text, one), said.also(one)) for one in summary.did_not_fit]
    yield Section("did_not_fit", said.did_not_fit(), unvoted)
    left = [*said.left_out(), said.devices()]
    yield Section("left_out", _("What is not included"), left)


def _lesson(said: Wording, one: SummaryLesson) -> ToldLesson:
    return ToldLesson(
        _words(one.text, one), said.also(one), one.chosen, one.rank, one.votes, said.counted(one),
        said.standing(one), said.contest(one), said.share(one), said.said(one),
    )  # fmt: skip


def _commitment(said: Wording, one: SummaryCommitment) -> Sheet:
    return Sheet(
        _words(one.lesson, one) if one.lesson else None, [said.promise(one)],
        Seam(one.lesson, one.owner != ""), owner=_owner(said, one), by=said.by(one),
    )  # fmt: skip


def _followed(said: Wording, one: SummaryFollowed) -> Sheet:
    promise = said.promise(one)
    now = [said.promise_now(one)] if one.will_now else []
    learned = [said.learned(one)] if one.learned else []
    fitted = [Sentence(said.fitted(one), {}, said.lang)] if one.fit else []
    return Sheet(
        promise, [*now, *fitted, *learned], Seam(str(promise), said.lives_on(one)),
        said.became(one), _owner(said, one), said.by(one), said.by_now(one), said.made(one),
    )  # fmt: skip


def _owner(said: Wording, one: SummaryCommitment | SummaryFollowed) -> RoomWords | str:
    name = said.owner(one)
    return _words(name, one) if one.owner and name else name


def _story(said: Wording, number: int, story: Story) -> ToldStory:
    steps = [(one.kind, said.step(one.kind), _words(one.text, story)) for one in story.steps]
    title, lesson = _line(story.title, story.language), _words(story.lesson, story)
    told_by, source = said.told_by(story), said.source(story)
    return ToldStory(number, title, told_by, lesson, steps, source, Seam(story.title))


def _card(card: SummaryCard) -> Sheet:
    learned = [_words(card.learned, card)] if card.learned else []
    return Sheet(_words(card.happened, card), [*learned], Seam(card.happened, bool(learned)))


def _words(text: str, of: Any) -> RoomWords:
    return RoomWords(text, of.language)


def _line(text: str, language: str) -> RoomWords:
    return RoomWords(" ".join(text.split()), language)
