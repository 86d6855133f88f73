"""Writes paragraphs into a Word file, each word in its language and its direction."""

import re
from dataclasses import dataclass
from functools import lru_cache
from string import Formatter
from typing import Any

from babel.core import get_global
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from workshop.languages import languages
from workshop.protocol.story import LANGUAGE_TAG
from workshop.summary.document import RoomWords, Seam, TextPiece
from workshop.summary.formats import word_drawing
from workshop.summary.formats.script import from_right, stretches
from workshop.summary.reader import BRITISH
from workshop.summary.sentence import Sentence
from workshop.summary.wording import Wording

TEXT_WIDTH, SHIFT = 9184, 113
"""The width of the text, and the distance by which the lower piece of a sheet has slipped, in
twentieths of a point."""
BULLET, NUMBERS = 1, 2
"""The template's lists: without figures, and counted."""
_AFTER_BIDI = (
    "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing",
    "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment",
    "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr",
)  # fmt: skip
_TAG = re.compile(LANGUAGE_TAG.strip("^$"))
_EASTERN = ("ja", "ko", "zh")


@dataclass
class WordWriter:
    """A file that is being written for somebody who reads a language."""

    document: Document
    said: Wording
    drawn: int = 0
    """Number of lines that were drawn; each has a number of its own."""

    @property
    def right(self) -> bool:
        """True if the document's readers read from the right."""
        return self.said.direction == "rtl"

    def put(self, said: TextPiece, style: str) -> Paragraph:
        """A paragraph. What people have said runs as its own letters do."""
        right = self.right and not isinstance(said, RoomWords)
        if not isinstance(said, str):
            right = from_right(str(said), right)
        paragraph = self.paragraph(style, right)
        self.add(paragraph, said)
        return paragraph

    def paragraph(self, style: str, right: bool) -> Paragraph:
        """An empty paragraph."""
        paragraph = self.document.add_paragraph()
        # By its id: to look up the name takes more time than all the rest.
        paragraph._p.style = style_id(style)
        turn(paragraph, right)
        return paragraph

    def add(self, paragraph: Paragraph, said: TextPiece, style: str = "") -> None:
        """A text at the end of a paragraph, ours in the reader's language and theirs in its own."""
        if isinstance(said, Sentence):
            for literal, name, _, _ in Formatter().parse(said.form):
                self.add(paragraph, literal)
                if name:
                    self.add(paragraph, RoomWords(said.words[name], said.language))
            return
        language = self.said.lang if isinstance(said, str) else said.language
        for part, right in stretches(str(said), is_turned(paragraph)):
            run = paragraph.add_run(part)
            run._r.style = style or None
            speak(run, language, right)

    def seam(self, paragraph: Paragraph, seam: Seam, shift: int = SHIFT) -> None:
        """A seam, on a line of its own in a paragraph that is still empty."""
        right = is_turned(paragraph)
        # Each is a group with at most two lines in it, which are numbered as well.
        line = word_drawing.seam(self._number(), seam.text, TEXT_WIDTH - shift, seam.mended, right)
        paragraph.add_run()._r.append(line)

    def bar(self, paragraph: Paragraph, length: int) -> None:
        """A bar at the end of a paragraph."""
        paragraph.add_run()._r.append(word_drawing.bar(self._number(), length))

    def count_from(self, paragraph: Paragraph, start: int) -> None:
        """Lets the list of a paragraph count from here on."""
        numbering = self.document.part.numbering_part.element
        number = int(numbering.xpath("count(w:num)")) + 1
        numbering.append(list_xml(number, NUMBERS, start))
        enlist(paragraph, number)

    def _number(self) -> int:
        self.drawn += 1
        return 3 * self.drawn - 2


def enlist(paragraph: Paragraph, number: int) -> None:
    """Makes a paragraph an item of this list."""
    place = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    place.get_or_add_ilvl().val = 0
    place.get_or_add_numId().val = number


def turn(paragraph: Paragraph, right: bool) -> None:
    """Lets a paragraph run from the right."""
    if right:
        properties: Any = paragraph._p.get_or_add_pPr()
        properties.insert_element_before(OxmlElement("w:bidi"), *_AFTER_BIDI)


def is_turned(paragraph: Paragraph) -> bool:
    """True if a paragraph runs from the right."""
    properties = paragraph._p.pPr
    return properties is not None and properties.find(qn("w:bidi")) is not None


def speak(run: Run, language: str, right: bool) -> None:
    """Says in which language a run is, and which way it runs."""
    if right:
        run.font.rtl = True
    told = languages_of(language)
    if told and (qn("w:bidi") in told) == right:
        mark = OxmlElement("w:lang")
        for name, value in told.items():
            mark.set(name, value)
        run._r.get_or_add_rPr().append(mark)


@lru_cache(maxsize=64)
def languages_of(language: str) -> dict[str, str]:
    """A language as Word keeps it: in one place for each kind of script; {} if it is none."""
    if not _TAG.fullmatch(language):
        return {}
    kind = "w:val"
    if languages().direction(language) == "rtl":
        kind = "w:bidi"
    elif language.split("-")[0] in _EASTERN:
        kind = "w:eastAsia"
    return {qn(kind): with_country(language)}


def with_country(language: str) -> str:
    """A language tag as Office wants it, which knows languages by their countries only."""
    if language == "en":
        return str(BRITISH).replace("_", "-")
    likely = get_global("likely_subtags").get(language.replace("-", "_"), "")
    parts = likely.split("_")
    return f"{parts[0]}-{parts[-1]}" if len(parts) == 3 else language


def style_id(name: str) -> str:
    """Returns the id of a style: its name in one word, as Word does it."""
    return "".join(word[0].upper() + word[1:] for word in name.split())


def list_xml(id_: int, kind: int, start: int | None = None) -> Any:
    """Returns a list of a kind, counted from `start` on if that is not what its like would do."""
    begins = (
        "" if start is None
        else f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>'
    )  # fmt: skip
    return parse_xml(
        f'<w:num {nsdecls("w")} w:numId="{id_}"><w:abstractNumId w:val="{kind}"/>{begins}</w:num>'
    )
