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
from workshop.summary.formats import word_drawing
from workshop.summary.formats.script import from_right, stretches
from workshop.summary.reader import BRITISH
from workshop.summary.wording import Sentence, Wording

WIDTH, SHIFT = 9184, 113
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

    def ours(self, text: str, style: str) -> Paragraph:
        """A paragraph that we say."""
        paragraph = self.paragraph(style, self.right)
        self.add(paragraph, text, self.said.lang)
        return paragraph

    def theirs(self, text: str, style: str, language: str) -> Paragraph:
        """A paragraph that people have said: it runs as its own letters do."""
        paragraph = self.paragraph(style, from_right(text))
        self.add(paragraph, text, language)
        return paragraph

    def sentence(self, sentence: Sentence, style: str, language: str) -> Paragraph:
        """A sentence of ours around words of theirs."""
        paragraph = self.paragraph(style, from_right(str(sentence), self.right))
        self.add_sentence(paragraph, sentence, language)
        return paragraph

    def paragraph(self, style: str, right: bool) -> Paragraph:
        """An empty paragraph."""
        paragraph = self.document.add_paragraph()
        # By its id: to look up the name takes more time than all the rest.
        paragraph._p.style = style_id(style)
        turn(paragraph, right)
        return paragraph

    def add(self, paragraph: Paragraph, text: str, language: str, style: str = "") -> None:
        """Text in a language, at the end of a paragraph."""
        for part, right in stretches(text, is_turned(paragraph)):
            run = paragraph.add_run(part)
            run._r.style = style or None
            speak(run, language, right)

    def add_sentence(self, paragraph: Paragraph, sentence: Sentence, language: str) -> None:
        """Like `add`, but for a sentence around people's words."""
        for literal, name, _, _ in Formatter().parse(sentence.form):
            self.add(paragraph, literal, self.said.lang)
            if name:
                self.add(paragraph, sentence.words[name], language)

    def seam(self, paragraph: Paragraph, text: str, mended: bool, shift: int = SHIFT) -> None:
        """The seam of a text, on a line of its own in a paragraph that is still empty."""
        right = is_turned(paragraph)
        # Each is a group with at most two lines in it, which are numbered as well.
        line = word_drawing.seam(self._number(), text, WIDTH - shift, mended, right)
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
