"""The summary as an Excel file: a sheet for each thing that a team sorts, counts and ticks off.

Every cell is a text, a number or a day, and never a formula or a link. What a spreadsheet would
compute gets the same apostrophe as in CSV all the same: a cell leaves its file, is saved as CSV or
pasted elsewhere, and would be computed there.
"""

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from workshop.protocol.summary import Summary
from workshop.summary.document import RoomWords, Section, SummaryDocument, document
from workshop.summary.formats.equal_zip import BEGINNING, packed_anew
from workshop.summary.formats.paper_style import CRACK, EDGE, GOLD, INK, RULE, SECOND_INK, TABLE
from workshop.summary.formats.tables import CellValue, Day, Table, only_read, tables
from workshop.summary.reader import ENGLISH, Reader

CELL_CHARS = 32_767
"""Characters that a cell takes."""
LONGEST_NAME = 31
"""Characters that the name of a sheet takes."""
NOT_IN_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
FIRST_DAY = date(1900, 3, 1)
"""Before it, spreadsheets count days that never were."""
A4 = 9
NAME_WIDTHS, VALUES = 36, 92
"""Widths of the first sheet's columns, in characters."""
CELL = {
    "font_name": "Calibri", "font_size": 11, "font_color": f"#{INK}", "valign": "top",
    "text_wrap": True,
}  # fmt: skip
WORDS_FORMAT = {"font_name": "Georgia"}
BELOW = {"bottom": 1, "bottom_color": f"#{RULE}"}
ABOVE = {"top": 1, "top_color": f"#{RULE}"}
COUNTED = {"num_format": "d mmm yyyy"}
HEAD_FORMAT = {"bold": True, "bg_color": f"#{TABLE}", "bottom": 1, "bottom_color": f"#{CRACK}"}
CELL_FORMATS: dict[str, dict[str, Any]] = {
    "cell": BELOW, "said": BELOW | WORDS_FORMAT, "figure": BELOW, "day": BELOW | COUNTED,
    "head": HEAD_FORMAT,
    "title": WORDS_FORMAT | {"font_size": 20, "text_wrap": False},
    "name": {"font_color": f"#{SECOND_INK}"},
    "first name": ABOVE | {"font_color": f"#{SECOND_INK}"},
    "once cell": {}, "once said": WORDS_FORMAT, "once day": COUNTED,
    "first cell": ABOVE, "first said": ABOVE | WORDS_FORMAT, "first day": ABOVE | COUNTED,
}  # fmt: skip
"""Formats of cells. Values that are said once stand on the first sheet: "first" beside a name."""
FIGURES = ("figure", "day", "once day", "first day")
"""Formats of figures, which stand where a line begins; spreadsheets would put them at its end."""


def render(summary: Summary, reader: Reader = ENGLISH) -> bytes:
    """Returns the file."""
    told = document(summary, reader)
    body = io.BytesIO()
    only_text = dict.fromkeys(
        ("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False
    )
    with Workbook(body, {"in_memory": True, **only_text}) as book:
        # No author, and no time but the one that all files of an archive have.
        book.set_properties({"title": told.title.text[:255], "created": datetime(*BEGINNING)})
        _Sheets(book, told).write()
    return packed_anew(body.getvalue())


class _Sheets:
    """The sheets of one file, each in the direction of whoever reads it."""

    def __init__(self, book: Workbook, told: SummaryDocument) -> None:
        self._book = book
        self._told = told
        self._said = told.said
        begin = {"align": "right" if told.said.direction == "rtl" else "left"}
        self._formats = {
            name: book.add_format(CELL | format_ | (begin if name in FIGURES else {}))
            for name, format_ in CELL_FORMATS.items()
        }
        self._taken: set[str] = set()

    def write(self) -> None:
        """Writes all sheets."""
        self._first(self._sheet(self._said.translate("Summary")))
        for table in tables(self._said):
            if table.has_sheet:
                self._table(self._sheet(table.name), table)

    def _sheet(self, name: str) -> Worksheet:
        sheet = self._book.add_worksheet(sheet_name(name, self._taken))
        if self._said.direction == "rtl":
            sheet.right_to_left()
        sheet.hide_gridlines(2)
        sheet.set_paper(A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&P / &N")
        return sheet

    def _first(self, sheet: Worksheet) -> None:
        sheet.set_column(0, 0, NAME_WIDTHS)
        sheet.set_column(1, 1, VALUES)
        sheet.write_string(0, 0, fitting(self._told.title.text), self._formats["title"])
        for row, (name, value) in enumerate(_first_page(self._told), 2):
            sheet.write_string(row, 0, name, self._formats["first name" if name else "name"])
            self._cell(sheet, row, 1, value, "first " if name else "once ")

    def _table(self, sheet: Worksheet, table: Table) -> None:
        columns = table.on_sheet
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(
                0, place, self._said.translate(column.heading), self._formats["head"]
            )
            if column.name == "votes":
                self._bars(sheet, place, [one.votes for one in table.items])
        for row, one in enumerate(table.items, 1):
            for place, column in enumerate(columns):
                self._cell(sheet, row, place, column.value(one))
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.autofilter(0, 0, max(len(table.items), 1), len(columns) - 1)

    def _bars(self, sheet: Worksheet, place: int, figures: Sequence[int | None]) -> None:
        most = max((one for one in figures if one is not None), default=0)
        if most:
            sheet.conditional_format(1, place, len(figures), place, {
                "type": "data_bar", "data_bar_2010": True, "bar_solid": True,
                "bar_color": f"#{GOLD}", "bar_border_color": f"#{EDGE}",
                "min_type": "num", "min_value": 0, "max_type": "num", "max_value": most,
            })  # fmt: skip

    def _cell(
        self, sheet: Worksheet, row: int, column: int, value: CellValue, kind: str = ""
    ) -> None:
        place, formats = (row, column), self._formats
        if isinstance(value, bool):
            value = self._said.translate("Yes") if value else None
        if isinstance(value, int):
            sheet.write_number(*place, value, formats["figure"])
            return
        day = _counted(value.text) if isinstance(value, Day) else None
        if day:
            sheet.write_datetime(*place, day, formats[f"{kind}day"])
            return
        text = value.text if isinstance(value, RoomWords | Day) else value
        format_ = formats[f"{kind}said" if isinstance(value, RoomWords) else f"{kind}cell"]
        if text:
            sheet.write_string(*place, fitting(text), format_)
        else:
            sheet.write_blank(*place, None, format_)


def _first_page(told: SummaryDocument) -> Iterator[tuple[str, CellValue]]:
    """Rows of single values: a name, "" where a name goes on, and its value."""
    if told.team:
        yield told.said.translate("Team"), told.team
    yield told.said.translate("Date"), Day(told.said.summary.date)
    if told.nature:
        yield "", told.nature
    for section in told.sections:
        yield from _rows(section)


def _rows(section: Section) -> Iterator[tuple[str, CellValue]]:
    """Yields the rows of a section that has no sheet of its own."""
    match section.name, section.items:
        case "meets", [sentence]:
            yield "", sentence
        case "story", [story]:
            yield section.heading, story.title
            yield "", RoomWords(str(story.told_by))
            yield "", story.lesson
        case "steps", [story]:
            yield section.heading, None
            yield from ((name, words) for _, name, words in story.steps)
            yield from (("", str(source)) for source in story.source)
        case "answers", answers:
            yield from answers
        case "pulse", _:
            yield section.heading, section.before
        case "left_out", [first, *others]:
            yield section.heading, first
            yield from (("", sentence) for sentence in others)


def _counted(day: str) -> datetime | None:
    """A day as a spreadsheet counts it; None for what it can not count."""
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return None
    return datetime.combine(found, time()) if found >= FIRST_DAY else None


def fitting(text: str) -> str:
    """A text that only stays one, within what a cell takes: a longer one would be left out."""
    text = only_read(text)
    # Excel counts as UTF-16 does.
    units = text.encode("utf-16-le")
    if len(units) <= 2 * CELL_CHARS:
        return text
    return units[: 2 * CELL_CHARS - 2].decode("utf-16-le", "ignore") + "…"


def sheet_name(text: str, taken: set[str]) -> str:
    """A name for a sheet, which Excel is particular about, beside those that are taken."""
    bare = " ".join(text.translate(NOT_IN_A_NAME).split()).strip("'")
    name, number = bare[:LONGEST_NAME].strip(), 1
    while not name or name.lower() in taken:
        number += 1
        ending = f" {number}"
        name = f"{bare[: LONGEST_NAME - len(ending)].strip()}{ending}".strip()
    taken.add(name.lower())
    return name
