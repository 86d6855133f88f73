"""The pulse in a Word file: a table with a header row for each sentence."""

from typing import Any

from docx.enum.table import WD_TABLE_DIRECTION
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Twips
from docx.table import Table, _Cell

from workshop.summary.formats.paper_look import CRACK, RULE
from workshop.summary.formats.word_styles import WIDTH
from workshop.summary.formats.word_writer import WordWriter, turn
from workshop.summary.pulse_words import SaidOfPulse, caution, pulse_said, scale

NAMES = 2600
"""The width of the column that names both ends, in twentieths of a point."""


def pulse(writer: WordWriter) -> None:
    """How people in this room answered at both ends; nothing where it was not taken."""
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
