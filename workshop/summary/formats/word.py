"""The summary as a Word file: a page to go on writing on, with real headings, lists and tables.

Its styles, its lists and its page are those of `templates/summary/word.docx`.
"""

import io
from functools import cache
from typing import Any

import docx
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Twips

from workshop.protocol.summary import Summary
from workshop.summary.document import SummaryDocument, document
from workshop.summary.formats.equal_zip import packed_anew
from workshop.summary.formats.package_folders import folder
from workshop.summary.formats.word_parts import section
from workshop.summary.formats.word_writer import (
    TEXT_WIDTH,
    WordWriter,
    languages_of,
    turn,
    with_country,
)
from workshop.summary.reader import ENGLISH, Reader


def render(summary: Summary, reader: Reader = ENGLISH) -> bytes:
    """Returns the file."""
    told = document(summary, reader)
    writer = WordWriter(docx.Document(io.BytesIO(_empty_file())), told.said)
    _name(writer, told)
    _head(writer, told)
    for one in told.sections:
        section(writer, one)
    body = io.BytesIO()
    writer.document.save(body)
    return packed_anew(body.getvalue())


@cache
def _empty_file() -> bytes:
    return (folder("templates") / "summary" / "word.docx").read_bytes()


def _name(writer: WordWriter, told: SummaryDocument) -> None:
    """The title and the language of the whole: no author and no time."""
    file, language = writer.document, writer.said.lang
    known: Any = file.part.package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES)
    for one in list(known.element):
        known.element.remove(one)
    file.core_properties.title = told.title.text[:255]
    file.core_properties.language = with_country(language)
    for part in (file.styles.element, file.settings.element):
        for mark in part.xpath(".//w:docDefaults//w:lang | .//w:themeFontLang"):
            for name, value in languages_of(language).items():
                mark.set(name, value)
    pages = file.sections[0]
    if writer.right:
        file.element.body.sectPr.append(OxmlElement("w:bidi"))
    _foot(writer, told, pages)


def _foot(writer: WordWriter, told: SummaryDocument, pages: Any) -> None:
    """The title once more and the page's number; a draft says on each later page that it is one."""
    if told.nature:
        pages.different_first_page_header_footer = True
        (line,) = pages.header.paragraphs
        turn(line, writer.right)
        writer.add(line, told.nature)
        _number(writer, told, pages.first_page_footer)
    _number(writer, told, pages.footer)


def _number(writer: WordWriter, told: SummaryDocument, footer: Any) -> None:
    (line,) = footer.paragraphs
    turn(line, writer.right)
    line.paragraph_format.tab_stops.add_tab_stop(Twips(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    writer.add(line, told.title)
    line.add_run("\t")
    field = parse_xml(
        f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    )
    line._p.append(field)


def _head(writer: WordWriter, told: SummaryDocument) -> None:
    writer.put(told.title, "Title")
    line = writer.paragraph("Subtitle", writer.right)
    for piece in (*((told.team, writer.said.comma) if told.team else ()), told.day):
        writer.add(line, piece)
    if told.nature:
        writer.put(told.nature, "Nature")
    writer.seam(writer.paragraph("Seam", writer.right), told.seam, shift=0)
