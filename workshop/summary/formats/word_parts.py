"""The parts of a Word file, in the order of every other format."""

from collections.abc import Callable
from typing import Any

from docx.enum.table import WD_TABLE_DIRECTION
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Twips
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from workshop.protocol.story import Story
from workshop.protocol.summary import SummaryCard, SummaryCommitment, SummaryFollowed, SummaryLesson
from workshop.summary.formats.paper_style import CRACK, RULE
from workshop.summary.formats.script import from_right
from workshop.summary.formats.word_writer import BULLET, WIDTH, WordWriter, enlist, turn
from workshop.summary.pulse_words import SaidOfPulse, caution, pulse_said, scale
from workshop.summary.wording import Sentence

NAMES = 2600
"""The width of the column that names both ends, in twentieths of a point."""
LONGEST_BAR = 5670
"""Twentieths of a point: the words beside it need the rest of the line."""


def lessons(writer: WordWriter) -> None:
    """The lessons as a list that counts by their ranks."""
    if writer.said.summary.lessons:
        writer.ours(writer.said.translate("Lessons"), "Heading 1")
    counted = 0
    for lesson in writer.said.summary.lessons:
        _lesson(writer, lesson, counted)
        counted = lesson.rank


def _lesson(writer: WordWriter, lesson: SummaryLesson, counted: int) -> None:
    style = "Chosen Lesson" if lesson.chosen else "Lesson"
    line = writer.theirs(lesson.text, style, lesson.language)
    if not lesson.rank:
        enlist(line, BULLET)
    elif lesson.rank != counted + 1:
        # Lessons that tie have one rank, which a list does not give by itself.
        writer.count_from(line, lesson.rank)
    votes = writer.said.votes(lesson)
    line.paragraph_format.keep_with_next = bool(votes or lesson.also)
    if votes:
        _votes(writer, lesson, votes)
    for text in lesson.also:
        writer.sentence(writer.said.also(text), "Also", lesson.language)


def _votes(writer: WordWriter, lesson: SummaryLesson, votes: str) -> None:
    line = writer.paragraph("Votes", writer.right)
    line.paragraph_format.keep_with_next = bool(lesson.also)
    if lesson.votes:
        writer.bar(line, round(LONGEST_BAR * writer.said.share(lesson)))
        votes = f"  {votes}"
    writer.add(line, votes, writer.said.lang)


def commitments(writer: WordWriter) -> None:
    """The commitments, each below the lesson that it comes from."""
    if writer.said.summary.commitments:
        writer.ours(writer.said.translate("What we took on"), "Heading 1")
    for one in writer.said.summary.commitments:
        if one.lesson:
            writer.theirs(one.lesson, "Upper", one.language)
        promise = writer.said.promise(one)
        line = _lower(writer, "Lower", str(promise), one.lesson, one.owner != "")
        line.paragraph_format.keep_with_next = True
        writer.add_sentence(line, promise, one.language)
        _owner(writer, one, [writer.said.by(one)])
    for sentence in writer.said.still_open():
        writer.sentence(sentence, "Also", writer.said.summary.language)


def meets(writer: WordWriter) -> None:
    """Writes when the team meets next."""
    if writer.said.meets():
        writer.ours(writer.said.meets(), "Meets")


def followed(writer: WordWriter) -> None:
    """Writes what became of earlier commitments."""
    if writer.said.summary.followed:
        writer.ours(writer.said.translate("What became of our earlier commitments"), "Heading 1")
    for one in writer.said.summary.followed:
        _one_followed(writer, one)


def _one_followed(writer: WordWriter, one: SummaryFollowed) -> None:
    said = writer.said
    promise = said.promise(one)
    writer.sentence(promise, "Upper", one.language)
    became = said.became(one)
    line = _lower(writer, "Became", became, str(promise), said.lives_on(one))
    writer.add(line, became, said.lang)
    if one.will_now:
        _kept_together(writer.sentence(said.promise_now(one), "Lower", one.language))
    if one.learned:
        _kept_together(writer.sentence(said.learned(one), "Lower", one.language))
    _owner(writer, one, [said.by_now(one) or said.by(one), said.made(one)])


def _kept_together(line: Paragraph) -> None:
    line.paragraph_format.keep_with_next = True


def _owner(writer: WordWriter, one: SummaryCommitment | SummaryFollowed, more: list[str]) -> None:
    line = writer.paragraph("Owner", writer.right)
    language = one.language if one.owner else writer.said.lang
    owner = writer.said.owner(one)
    writer.add(line, owner, language, "Strong" if one.owner else "")
    rest = writer.said.listed(more)
    writer.add(line, f"{writer.said.comma}{rest}" if owner and rest else rest, writer.said.lang)


def _lower(writer: WordWriter, style: str, text: str, upper: str, mended: bool) -> Paragraph:
    """The lower piece of a sheet, below the seam that divides it; its text is still to come."""
    line = writer.paragraph(style, from_right(text, writer.right))
    writer.seam(line, upper, mended)
    if text:
        line.add_run().add_break()
    return line


def stories(writer: WordWriter) -> None:
    """Writes each story in three lines."""
    for story in writer.said.summary.stories:
        writer.ours(writer.said.story_heading(story), "Heading 1")
        writer.theirs(story.title, "Heading 2", story.language)
        told_by = writer.said.told_by(story)
        writer.sentence(told_by, "Told By", story.language)
        line = writer.paragraph("Story Lesson", from_right(story.lesson))
        writer.seam(line, story.title, True, shift=0)
        line.add_run().add_break()
        writer.add(line, story.lesson, story.language)


def steps(writer: WordWriter) -> None:
    """The stories, step by step."""
    for story in writer.said.summary.stories:
        _steps_of(writer, story)


def _steps_of(writer: WordWriter, story: Story) -> None:
    said = writer.said
    writer.ours(said.steps_heading(story), "Heading 1")
    for step in story.steps:
        writer.ours(said.step(step.kind), "Step")
        writer.theirs(step.text, "Told", story.language)
    if story.source:
        source = Sentence(said.translate("Source: {source}"), {"source": story.source})
        writer.sentence(source, "Small", story.language)


def cards(writer: WordWriter) -> None:
    """The cards that may stand."""
    if writer.said.summary.cards:
        writer.ours(writer.said.translate("Cards their writers chose to share"), "Heading 1")
    for card in writer.said.summary.cards:
        _card(writer, card)


def _card(writer: WordWriter, card: SummaryCard) -> None:
    writer.theirs(card.happened, "Happened", card.language)
    text = card.learned or card.happened
    line = writer.paragraph("Learned", from_right(text))
    writer.seam(line, card.happened, card.learned != "")
    if card.learned:
        line.add_run().add_break()
        writer.add(line, card.learned, card.language)


def answers(writer: WordWriter) -> None:
    """The two questions of the finish."""
    if writer.said.questions():
        writer.ours(writer.said.translate("How people in this room answered"), "Heading 1")
    for question, given in writer.said.questions():
        writer.ours(question, "Name")
        writer.ours(given, "Normal")


def pulse(writer: WordWriter) -> None:
    """Writes how people in this room answered at both ends; nothing where it was not taken."""
    summary, translate = writer.said.summary, writer.said.translate
    told = pulse_said(summary, translate)
    if not told:
        return
    writer.ours(translate("The pulse: right now, in this room"), "Heading 1")
    line = writer.ours(caution(summary, translate), "Small")
    line.paragraph_format.keep_with_next = True
    for one in told:
        writer.ours(one.sentence, "Caption")
        if one.ends:
            _table(writer, one)
        if one.change:
            writer.ours(one.change, "Change")


def _table(writer: WordWriter, one: SaidOfPulse) -> None:
    steps = scale(writer.said.translate)
    rows = [("", *steps), *((name, *map(str, counts)) for name, counts in one.ends)]
    table = writer.document.add_table(len(rows), len(steps) + 1)
    _lay_out(table, writer.right)
    for place, row in enumerate(rows):
        joined = place < len(rows) - 1 or bool(one.change)
        for cell, text in zip(table.rows[place].cells, row, strict=True):
            _fill(writer, cell, text, joined)
    header: Any = table.rows[0]._tr
    header.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _lay_out(table: Table, right: bool) -> None:
    """Quiet lines between the rows, and the same widths in every table."""
    table.autofit = False
    steps = len(table.columns) - 1
    for place, column in enumerate(table.columns):
        column.width = Twips((WIDTH - NAMES) // steps if place else NAMES)
        for cell in column.cells:
            cell.width = column.width
    properties = table._tbl.tblPr
    if right:
        table.table_direction = WD_TABLE_DIRECTION.RTL
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>'
        for side, size, colour in (("top", 8, CRACK), ("bottom", 4, RULE), ("insideH", 4, RULE))
    )
    properties.insert_element_before(
        parse_xml(f"<w:tblBorders {nsdecls('w')}>{lines}</w:tblBorders>"),
        "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook", "w:tblCaption",
    )  # fmt: skip


def _fill(writer: WordWriter, cell: _Cell, text: str, joined: bool) -> None:
    (line,) = cell.paragraphs
    line._p.style = "Figures"
    line.paragraph_format.keep_with_next = joined
    turn(line, writer.right)
    writer.add(line, text, writer.said.lang)


def did_not_fit(writer: WordWriter) -> None:
    """The lessons for which there was no room on the ballot."""
    said = writer.said
    if said.summary.did_not_fit:
        writer.ours(said.did_not_fit(), "Heading 1")
    for one in said.summary.did_not_fit:
        line = writer.theirs(one.text, "Told", one.language)
        line.paragraph_format.keep_with_next = bool(one.also)
        for text in one.also:
            writer.sentence(said.also(text), "Also", one.language)


def left_out(writer: WordWriter) -> None:
    """Writes what is left out, and how many took part."""
    writer.ours(writer.said.translate("What is not included"), "Heading 1")
    for sentence in (*writer.said.left_out(), writer.said.devices()):
        writer.ours(sentence, "Small")


PARTS: list[Callable[[WordWriter], None]] = [
    lessons, commitments, meets, followed, stories, steps, cards, answers, pulse,
    did_not_fit, left_out,
]  # fmt: skip
"""In their order, below the title."""
