"""The sections of a Word file."""

from collections.abc import Callable, Sequence
from typing import Any

from docx.enum.table import WD_TABLE_DIRECTION
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Twips
from docx.table import Table
from docx.text.paragraph import Paragraph

from workshop.summary.document import (
    RoomWords,
    Seam,
    Section,
    Sheet,
    TextPiece,
    ToldLesson,
    ToldStory,
)
from workshop.summary.formats.paper_style import CRACK, RULE
from workshop.summary.formats.script import from_right
from workshop.summary.formats.word_writer import BULLET, TEXT_WIDTH, WordWriter, enlist, turn
from workshop.summary.pulse_words import SaidOfPulse, scale

NAMES_WIDTH = 2600
"""The width of the column that names both ends, in twentieths of a point."""
LONGEST_BAR = 5670
"""Twentieths of a point: the words beside it need the rest of the line."""


def section(writer: WordWriter, one: Section) -> None:
    """Writes a part of the document, in the order of every other format."""
    if one.heading:
        writer.put(one.heading, "Heading 1")
    if one.before:
        _kept_together(writer.put(one.before, "Small"))
    WORD_PARTS[one.name](writer, one.items)
    for sentence in one.after:
        writer.put(sentence, "Also" if one.name == "commitments" else "Small")


def _lessons(writer: WordWriter, lessons: Sequence[ToldLesson]) -> None:
    """A list that counts by the lessons' ranks."""
    counted = 0
    for lesson in lessons:
        _lesson(writer, lesson, counted)
        counted = lesson.rank


def _lesson(writer: WordWriter, lesson: ToldLesson, counted: int) -> None:
    line = writer.put(lesson.text, "Chosen Lesson" if lesson.chosen else "Lesson")
    if not lesson.rank:
        enlist(line, BULLET)
    elif lesson.rank != counted + 1:
        # Lessons that tie have one rank, which a list does not give by itself.
        writer.count_from(line, lesson.rank)
    votes = writer.said.listed([str(lesson.counted or ""), lesson.standing])
    _kept_together(line, bool(votes or lesson.also))
    if votes:
        _votes(writer, lesson, votes)
    _also(writer, lesson)


def _votes(writer: WordWriter, lesson: ToldLesson, votes: str) -> None:
    line = _kept_together(writer.paragraph("Votes", writer.right), bool(lesson.also))
    if lesson.votes:
        writer.bar(line, round(LONGEST_BAR * lesson.share))
        votes = f"  {votes}"
    writer.add(line, votes)


def _also(writer: WordWriter, lesson: ToldLesson) -> None:
    for sentence in lesson.also:
        writer.put(sentence, "Also")


def _commitment(writer: WordWriter, one: Sheet) -> None:
    """A commitment, below the lesson that it comes from."""
    if one.upper:
        writer.put(one.upper, "Upper")
    _kept_together(_lower(writer, "Lower", one.lower[0], one.seam))
    _owner(writer, one)


def _followed(writer: WordWriter, one: Sheet) -> None:
    writer.put(one.upper or "", "Upper")
    _lower(writer, "Became", one.became, one.seam)
    for sentence in one.lower:
        _kept_together(writer.put(sentence, "Lower"))
    _owner(writer, one)


def _kept_together(line: Paragraph, joined: bool = True) -> Paragraph:
    line.paragraph_format.keep_with_next = joined
    return line


def _owner(writer: WordWriter, one: Sheet) -> None:
    line = writer.paragraph("Owner", writer.right)
    writer.add(line, one.owner, "Strong" if isinstance(one.owner, RoomWords) else "")
    rest = writer.said.listed([one.by_now or one.by, one.made])
    writer.add(line, f"{writer.said.comma}{rest}" if one.owner and rest else rest)


def _lower(writer: WordWriter, style: str, said: TextPiece, seam: Seam) -> Paragraph:
    """The lower piece of a sheet, below the seam that divides it."""
    line = writer.paragraph(style, from_right(str(said), writer.right))
    writer.seam(line, seam)
    if str(said):
        line.add_run().add_break()
    writer.add(line, said)
    return line


def _story(writer: WordWriter, story: ToldStory) -> None:
    """In three lines."""
    writer.put(story.title, "Heading 2")
    writer.put(story.told_by, "Told By")
    line = writer.paragraph("Story Lesson", from_right(story.lesson.text))
    writer.seam(line, story.seam, shift=0)
    line.add_run().add_break()
    writer.add(line, story.lesson)


def _steps(writer: WordWriter, story: ToldStory) -> None:
    for _, name, words in story.steps:
        writer.put(name, "Step")
        writer.put(words, "Told")


def _card(writer: WordWriter, card: Sheet) -> None:
    writer.put(card.upper or "", "Happened")
    line = writer.paragraph("Learned", from_right(str([card.upper, *card.lower][-1])))
    writer.seam(line, card.seam)
    for learned in card.lower:
        line.add_run().add_break()
        writer.add(line, learned)


def _answer(writer: WordWriter, answer: tuple[str, str]) -> None:
    for said, style in zip(answer, ("Name", "Normal"), strict=True):
        writer.put(said, style)


def _pulse(writer: WordWriter, one: SaidOfPulse) -> None:
    writer.put(one.sentence, "Caption")
    if one.ends:
        _table(writer, one)
    if one.change:
        writer.put(one.change, "Change")


def _table(writer: WordWriter, one: SaidOfPulse) -> None:
    steps = scale(writer.said.translate)
    rows = [("", *steps), *((name, *map(str, counts)) for name, counts in one.ends)]
    table = writer.document.add_table(len(rows), len(steps) + 1)
    _lay_out(table, writer.right)
    for place, row in enumerate(rows):
        joined = place < len(rows) - 1 or bool(one.change)
        for cell, text in zip(table.rows[place].cells, row, strict=True):
            (line,) = cell.paragraphs
            _fill(writer, line, text, joined)
    header: Any = table._tbl.tr_lst[0]
    header.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _lay_out(table: Table, right: bool) -> None:
    """Quiet lines between the rows, and the same widths in every table."""
    table.autofit = False
    steps = len(table.columns) - 1
    for place, column in enumerate(table.columns):
        column.width = Twips((TEXT_WIDTH - NAMES_WIDTH) // steps if place else NAMES_WIDTH)
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


def _fill(writer: WordWriter, line: Paragraph, text: str, joined: bool) -> None:
    line._p.style = "Figures"
    _kept_together(line, joined)
    turn(line, writer.right)
    writer.add(line, text)


def _did_not_fit(writer: WordWriter, one: ToldLesson) -> None:
    _kept_together(writer.put(one.text, "Told"), bool(one.also))
    _also(writer, one)


Write = Callable[[WordWriter, Any], object]


def _each(write: Write) -> Write:
    return lambda writer, items: [write(writer, one) for one in items]


WORD_PARTS: dict[str, Write] = {
    "lessons": _lessons,
    "commitments": _each(_commitment),
    "meets": _each(lambda writer, sentence: writer.put(sentence, "Meets")),
    "followed": _each(_followed),
    "story": _each(_story),
    "steps": _each(_steps),
    "cards": _each(_card),
    "answers": _each(_answer),
    "pulse": _each(_pulse),
    "did_not_fit": _each(_did_not_fit),
    "left_out": _each(lambda writer, sentence: writer.put(sentence, "Small")),
}
"""The writer of the items, by their section."""
