"""Reads a summary's PDF by its tags, as assistive technology does: in the order of the structure,
and each letter as the file says it is meant."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream, DecodedStreamObject, DictionaryObject

from tests.summary.facts import Facts, flat
from workshop.protocol.summary import Summary
from workshop.summary.formats.script import harmless
from workshop.summary.reader import ENGLISH, Reader
from workshop.summary.wording import Wording

CHARS = re.compile(r"beginbfchar\n(.*?)endbfchar", re.DOTALL)
RANGES = re.compile(r"beginbfrange\n(.*?)endbfrange", re.DOTALL)
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")
PILED = re.compile("[\u0300-\u036f]")
DRAWN = re.compile(rb"(?m)^(?:q )?[-\d. ]+ cm/\w+ cs [-\d. ]+ scn$|^[-\d. ]+ (?:[mlcvyhwd]|re|cm)$")
"""Lines of a page that only place, colour and draw: to read them takes as long as the words do."""
MISSING = "\ufffd"
"""The sign that is read where a face had no glyph."""
Glyphs = dict[int, str]


@dataclass
class Tag:
    """An element of the structure."""

    name: str
    inside: "list[Tag | str]" = field(default_factory=list)

    @property
    def text(self) -> str:
        """The tag's words."""
        return flat("".join(one if isinstance(one, str) else one.text for one in self.inside))

    @property
    def tags(self) -> "list[Tag]":
        """The elements right in it."""
        return [one for one in self.inside if isinstance(one, Tag)]

    def named(self, *names: str) -> "list[Tag]":
        """The elements of these names in it, in their order."""
        return [one for one in self.all() if one.name in names]

    def all(self) -> "Iterator[Tag]":
        """Itself and every element in it."""
        yield self
        for one in self.tags:
            yield from one.all()


def facts(body: bytes, summary: Summary, reader: Reader = ENGLISH) -> Facts:
    """Returns the facts of the PDF; its parts begin at their headings."""
    said, parts = Wording(harmless(summary), reader), sections(body)

    def under(heading: str) -> list[Tag]:
        return parts.get(unordered(said.translate(heading)), [])

    lessons = [one for tag in under("Lessons") for one in tag.named("LBody")]
    cards = _sheets(under("Cards their writers chose to share"))
    return Facts(
        title=structure(body).named("H1")[0].text,
        lessons=tuple(_lesson(one) for one in lessons),
        commitments=tuple(_commitment(sheet) for sheet in _sheets(under("What we took on"))),
        cards=tuple((happened, "".join(learned)) for happened, *learned in cards),
        devices=under("What is not included")[-1].text,
    )


def unordered(text: str) -> str:
    """As much of a text as a PDF tells for sure.

    A letter on which marks are piled is told once for each of them, so that such letters are only
    named. Those of a text from right to left stand where they are seen, and are only counted.
    """
    text = unicodedata.normalize("NFC", text)
    turned = RIGHT_TO_LEFT.search(text)
    if PILED.search(text) or (turned and any(unicodedata.combining(char) for char in text)):
        return "".join(sorted(set(text)))
    return "".join(sorted("".join(text.split()))) if turned else flat(text)


def comparable(facts: Facts) -> Facts:
    """The facts as far as a PDF tells them."""
    return Facts(
        title=unordered(facts.title),
        lessons=tuple((unordered(text), votes) for text, votes in facts.lessons),
        commitments=tuple(
            (unordered(promise), unordered(owner), unordered(by))
            for promise, owner, by in facts.commitments
        ),
        cards=tuple((unordered(one), unordered(two)) for one, two in facts.cards),
        devices=unordered(facts.devices),
    )


def is_accessible(body: bytes) -> bool:
    """True if the file says of itself that it keeps to PDF/UA-1."""
    metadata = PdfReader(BytesIO(body)).trailer["/Root"]["/Metadata"].get_object().get_data()
    return b"<pdfuaid:part>1</pdfuaid:part>" in metadata


def sections(body: bytes) -> dict[str, list[Tag]]:
    """Returns the tags under each heading of the second order, as `unordered` has them."""
    found: dict[str, list[Tag]] = {"": []}
    for tag in structure(body).tags:
        if tag.name == "H2":
            found[unordered(tag.text)] = []
        else:
            found[list(found)[-1]].append(tag)
    return found


@lru_cache(maxsize=2)
def structure(body: bytes) -> Tag:
    """The tree of the tags, with their words."""
    pdf = PdfReader(BytesIO(body))
    words = {
        page.indirect_reference.idnum: _words(page, pdf)
        for page in pdf.pages
        if page.indirect_reference
    }
    root = pdf.trailer["/Root"]["/StructTreeRoot"]["/K"]
    root = root[0] if isinstance(root, ArrayObject) else root
    return _tag(root.get_object(), words, 0)


def fonts(body: bytes) -> set[str]:
    """The faces that the file carries."""
    pdf = PdfReader(BytesIO(body))
    return {
        str(font["/BaseFont"]).split("+")[1]
        for page in pdf.pages
        for font in (one.get_object() for one in page["/Resources"]["/Font"].values())
    }


def lowest(body: bytes) -> float:
    """Returns how far above the first page's lower edge its lowest line of text is, in points."""
    return min(above for _, above in places(body, 0))


def places(body: bytes, page: int) -> list[tuple[float, float]]:
    """Where the texts of a page begin, from its left and from its lower edge, in points."""
    pdf = PdfReader(BytesIO(body))
    place, found = (0.0, 0.0), []
    content = pdf.pages[page]["/Contents"].get_object()
    for operands, operator in ContentStream(content, pdf).operations:
        if operator == b"cm":
            place = float(operands[4]), float(operands[5])
        elif operator == b"BT":
            found.append(place)
    return found


def strokes(body: bytes, colour: tuple[int, int, int]) -> int:
    """Counts the lines that are drawn in this colour."""
    pdf = PdfReader(BytesIO(body))
    return sum(
        operator == b"SCN" and tuple(round(255 * float(one)) for one in operands[:3]) == colour
        for page in pdf.pages
        for operands, operator in ContentStream(page["/Contents"].get_object(), pdf).operations
    )


def _lesson(body: Tag) -> tuple[str, int | None]:
    text, *more = [one.text for one in body.named("P")]
    counted = re.search(r"(\d+)$", more[0]) if more else None
    return text, int(counted[1]) if counted else None


def _sheets(rows: list[Tag]) -> list[list[str]]:
    cells = [cell for row in rows for cell in row.tags]
    return [texts for cell in cells if (texts := [one.text for one in cell.named("P")])]


def _commitment(sheet: list[str]) -> tuple[str, str, str]:
    """As the samples have it: each has a lesson, and a date or none."""
    _, promise, owner, *by = sheet
    return promise, owner, "".join(by)


def _tag(node: DictionaryObject, words: dict[int, dict[int, str]], page: int) -> Tag:
    page = node.raw_get("/Pg").idnum if "/Pg" in node else page
    tag, kids = Tag(str(node["/S"])[1:]), node.get("/K", [])
    for kid in kids if isinstance(kids, ArrayObject) else [kids]:
        kid = kid.get_object()
        if isinstance(kid, int):
            tag.inside.append(words[page].get(int(kid), ""))
        elif kid.get("/Type") == "/MCR":
            at = kid.raw_get("/Pg").idnum if "/Pg" in kid else page
            tag.inside.append(words[at].get(int(kid["/MCID"]), ""))
        elif "/S" in kid:
            tag.inside.append(_tag(kid, words, page))
    return tag


def _words(page: Any, pdf: PdfReader) -> dict[int, str]:
    """The words of each marked content of a page."""
    faces = {
        name: _glyphs(font.get_object())
        for name, font in page["/Resources"].get("/Font", {}).items()
    }
    found: dict[int, list[str]] = defaultdict(list)
    marks: list[Any] = []
    face: Glyphs = {}
    for operands, operator in ContentStream(_said(page), pdf).operations:
        if operator in (b"BDC", b"BMC"):
            marks.append(operands[1] if operator == b"BDC" else str(operands[0]))
            if isinstance(marks[-1], dict) and "/ActualText" in marks[-1]:
                _say(found, marks, str(marks[-1]["/ActualText"]), meant=True)
        elif operator == b"EMC":
            marks.pop()
        elif operator == b"Tf":
            face = faces[operands[0]]
        elif operator in (b"Tj", b"TJ"):
            shown = operands[0] if operator == b"TJ" else [operands[0]]
            codes = b"".join(_raw(one) for one in shown if not isinstance(one, int | float))
            pairs = zip(codes[::2], codes[1::2], strict=True)
            letters = [face.get(256 * high + low, MISSING) for high, low in pairs]
            backwards = "/ReversedChars" in marks
            _say(found, marks, "".join(letters[::-1] if backwards else letters))
    return {number: "".join(texts) for number, texts in found.items()}


def _said(page: Any) -> DecodedStreamObject:
    """A page's content without what is only drawn."""
    content = DecodedStreamObject()
    content.set_data(DRAWN.sub(b"", page["/Contents"].get_object().get_data()))
    return content


def _say(found: dict[int, list[str]], marks: list[Any], text: str, meant: bool = False) -> None:
    """Keeps a text under the mark in which it stands, unless that says what is meant by it."""
    numbers = [one["/MCID"] for one in marks if isinstance(one, dict) and "/MCID" in one]
    replaced = any(isinstance(one, dict) and "/ActualText" in one for one in marks)
    if numbers and meant == replaced:
        found[int(numbers[-1])].append(text)


def _raw(text: Any) -> bytes:
    return bytes(getattr(text, "original_bytes", text))


def _glyphs(font: DictionaryObject) -> Glyphs:
    """Glyph -> what it means."""
    cmap = font["/ToUnicode"].get_object().get_data().decode("ascii")
    found: Glyphs = {}
    for block in CHARS.findall(cmap):
        for code, text in re.findall(r"<([0-9a-fA-F]+)> ?<([0-9a-fA-F]+)>", block):
            found[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    assert not RANGES.search(cmap), "single letters are all that is known here"
    return found
