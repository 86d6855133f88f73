"""Reads a summary's Word file and its Excel file as a person does."""

import re
import warnings
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO

import docx
import openpyxl
from docx.text.paragraph import Paragraph
from openpyxl import Workbook

from tests.summary.facts import Facts, flat
from tests.summary.hostile import unguarded
from workshop.protocol.summary import Summary
from workshop.summary.formats.script import harmless
from workshop.summary.reader import Reader, long_day
from workshop.summary.wording import Wording

Cells = list[dict[str, object]]


def word(body: bytes, _summary: Summary, reader: Reader) -> Facts:
    """By the styles of its paragraphs, and the headings under which they stand."""
    parts = dict(sections(body))
    start, by = reader.translate("by {day}").split("{day}")
    owners = [
        one for one in parts.get(reader.translate("What we took on"), []) if is_of(one, "Owner")
    ]
    promises = [
        one for one in parts.get(reader.translate("What we took on"), []) if is_of(one, "Lower")
    ]
    cards = parts.get(reader.translate("Cards their writers chose to share"), [])
    (title,) = [one for one in parts[""] if is_of(one, "Title")]
    return Facts(
        title=flat(title.text),
        lessons=tuple(_lessons(parts.get(reader.translate("Lessons"), []), reader)),
        commitments=tuple(
            (flat(promise.text), *_owner(owner, f"{start}.*{by}"))
            for promise, owner in zip(promises, owners, strict=True)
        ),
        cards=tuple(zip(_texts(cards, "Happened"), _texts(cards, "Learned"), strict=True)),
        devices=flat(parts[reader.translate("What is not included")][-1].text),
    )


def sections(body: bytes) -> Iterator[tuple[str, list[Paragraph]]]:
    """The paragraphs under each heading; those before it under ""."""
    heading, found = "", []
    for paragraph in docx.Document(BytesIO(body)).paragraphs:
        if is_of(paragraph, "Heading 1"):
            yield heading, found
            heading, found = paragraph.text, []
        else:
            found.append(paragraph)
    yield heading, found


def is_of(paragraph: Paragraph, *styles: str) -> bool:
    return paragraph.style is not None and paragraph.style.name in styles


def _texts(paragraphs: list[Paragraph], style: str) -> list[str]:
    return [flat(one.text) for one in paragraphs if is_of(one, style)]


def _lessons(paragraphs: list[Paragraph], reader: Reader) -> Iterator[tuple[str, int | None]]:
    before, after = reader.translate("Votes: {votes}").split("{votes}")
    counted = re.compile(rf"{re.escape(before)}(\d+){re.escape(after)}")
    places = [at for at, one in enumerate(paragraphs) if is_of(one, "Lesson", "Chosen Lesson")]
    for place, end in zip(places, [*places[1:], len(paragraphs)], strict=True):
        votes = "".join(_texts(paragraphs[place + 1 : end], "Votes"))
        found = counted.match(votes)
        yield flat(paragraphs[place].text), int(found[1]) if found else None


def _owner(paragraph: Paragraph, by: str) -> tuple[str, str]:
    """The name, and until when: the first stands out, where somebody has taken it."""
    text = flat(paragraph.text)
    found = re.search(rf"[,،] ({by})$", text)
    return (text[: found.start()], found[1]) if found else (text, "")


def excel(body: bytes, summary: Summary, reader: Reader) -> Facts:
    """By the names of its sheets and of their columns."""
    book = workbook(body)
    said = Wording(harmless(summary), reader)
    sheets = {sheet.title: _rows(sheet) for sheet in book.worksheets}
    first = book.worksheets[0]
    t = reader.translate
    return Facts(
        title=_text(first.cell(1, 1).value),
        lessons=tuple(
            (_text(one[t("Lesson")]), one[t("Votes")])  # type: ignore[misc]
            for one in sheets[t("Lessons")]
        ),
        commitments=tuple(
            (_text(one[t("Commitment")]), _text(one[t("Owner")]), _by(one[t("By")], said))
            for one in sheets[t("Commitments")]
        ),
        cards=tuple(
            (_text(one[t("What happened")]), _text(one[t("What it taught")]))
            for one in sheets[t("Cards")]
        ),
        devices=_text(first.cell(first.max_row, 2).value),
    )


def workbook(body: bytes) -> Workbook:
    """The file, without the bars, which this library does not know."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", ".* extension is not supported")
        return openpyxl.load_workbook(BytesIO(body))


def _rows(sheet: object) -> Cells:
    header, *rows = sheet.iter_rows(values_only=True)  # type: ignore[attr-defined]
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def _text(value: object) -> str:
    assert value is None or isinstance(value, str), value
    return flat(unguarded(value or ""))


def _by(value: object, said: Wording) -> str:
    """A real day, as a sentence has it."""
    if isinstance(value, datetime):
        day = long_day(value.date().isoformat(), said.lang)
        return said.translate("by {day}").format(day=day)
    return said.translate("by {day}").format(day=_text(value)) if value else ""
