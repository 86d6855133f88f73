"""The summary as a Word file: a page to go on writing on, with real headings, lists and tables.

Its styles, its lists and its page are those of `templates/summary/word.docx`.
"""

import io
from functools import cache
from typing import Any

import docx
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Twips

from workshop.protocol.summary import Summary
from workshop.summary.formats.equal_zip import packed_anew
from workshop.summary.formats.package_folders import folder
from workshop.summary.formats.script import harmless
from workshop.summary.formats.word_parts import PARTS
from workshop.summary.formats.word_writer import WIDTH, WordWriter, languages_of, turn, with_country
from workshop.summary.reader import ENGLISH, Reader
from workshop.summary.wording import Wording


def render(summary: Summary, reader: Reader = ENGLISH) -> bytes:
    """Returns the file."""
    said = Wording(harmless(summary), reader)
    writer = WordWriter(docx.Document(io.BytesIO(_empty_file())), said)
    _name(writer)
    for part in (_head, *PARTS):
        part(writer)
    body = io.BytesIO()
    writer.document.save(body)
    return packed_anew(body.getvalue())


@cache
def _empty_file() -> bytes:
    return (folder("templates") / "summary" / "word.docx").read_bytes()


def _name(writer: WordWriter) -> None:
    """The title and the language of the whole: no author and no time."""
    document, language = writer.document, writer.said.lang
    known: Any = document.core_properties._element
    for one in list(known):
        known.remove(one)
    document.core_properties.title = writer.said.summary.title[:255]
    document.core_properties.language = with_country(language)
    for part in (document.styles.element, document.settings.element):
        for mark in part.xpath(".//w:docDefaults//w:lang | .//w:themeFontLang"):
            for name, value in languages_of(language).items():
                mark.set(name, value)
    section = document.sections[0]
    if writer.right:
        section._sectPr.append(OxmlElement("w:bidi"))
    _foot(writer, section)


def _foot(writer: WordWriter, section: Any) -> None:
    """The title once more and the page's number; a draft says on each later page that it is one."""
    said = writer.said
    if said.nature():
        section.different_first_page_header_footer = True
        (line,) = section.header.paragraphs
        turn(line, writer.right)
        writer.add(line, said.nature(), said.lang)
        _number(writer, section.first_page_footer)
    _number(writer, section.footer)


def _number(writer: WordWriter, footer: Any) -> None:
    summary = writer.said.summary
    (line,) = footer.paragraphs
    turn(line, writer.right)
    line.paragraph_format.tab_stops.add_tab_stop(Twips(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    writer.add(line, " ".join(summary.title.split()), summary.language)
    line.add_run("\t")
    field = parse_xml(
        f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    )
    line._p.append(field)


def _head(writer: WordWriter) -> None:
    said, summary = writer.said, writer.said.summary
    writer.theirs(summary.title, "Title", summary.language)
    line = writer.paragraph("Subtitle", writer.right)
    if summary.team:
        writer.add(line, summary.team, summary.language)
        writer.add(line, said.comma, said.lang)
    writer.add(line, said.day(summary.date), said.lang)
    if said.nature():
        writer.ours(said.nature(), "Nature")
    seam = writer.paragraph("Seam", writer.right)
    writer.seam(seam, summary.title + summary.date, True, shift=0)
