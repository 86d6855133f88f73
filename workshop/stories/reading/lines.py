"""Pasted text as numbered lines, paragraphs and sentences."""

import re
from dataclasses import dataclass, field

import msgspec

from workshop.rules.text import in_form, visible
from workshop.storage.threads import Halt

DASH_LETTERS = "-‐‑‒–—―"
OPENING = "“"
CLOSING = "”"
STOPS = ".!?…"
CLOSERS = "”\"’')]"
STRAIGHT_OPENING = re.compile(rf"(?:^|(?<=[\s(\[{re.escape(DASH_LETTERS)}]))\"(?=\S)")
# An initial or a form of address before a name ends no sentence.
LAST_SENTENCE_END = re.compile(
    r"(?<=[.!?…])(?<!\b[A-Z]\.)(?<!\b[DMS][rst]\.)(?<!\bMrs\.)[”\"’')\]]*\s+(?=[^\sa-z])"
)

BYTE_ORDER_MARK = "\ufeff"


def tidy(text: str) -> str:
    """Text in one line, composed (NFC), without doubled spaces, and without characters that nobody
    sees or that turn a line around."""
    spaced = " ".join(in_form("NFC", text).split())
    # As packs read it: a story of which somebody has agreed to each letter must fit into one.
    return " ".join(visible(spaced).replace(BYTE_ORDER_MARK, "").split())


RULER = re.compile(rf"[{re.escape(DASH_LETTERS)}_*=#~ ]{{3,}}")
LINE_END = re.compile(r"\r\n|\r|\n")
# Marks of other countries, character for character: «so», „so“ and »so«.
GUILLEMETS = str.maketrans("«»", f"{OPENING}{CLOSING}")
INWARD_GUILLEMETS = str.maketrans("»«", f"{OPENING}{CLOSING}")
LOW_MARKS = str.maketrans(f"„{OPENING}", f"{OPENING}{CLOSING}")


def curly(text: str) -> str:
    """Returns the text, character for character, with all double quotation marks as “ and ”."""
    if "„" in text:
        text = text.translate(LOW_MARKS)
    inward = -1 < text.find("»") < text.find("«")
    text = text.translate(INWARD_GUILLEMETS if inward else GUILLEMETS)
    return STRAIGHT_OPENING.sub(OPENING, text).replace('"', CLOSING)


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph, and the numbers of its first line (from 1) and of its last one."""

    line: int
    text: str
    last: int = 0

    @property
    def signs(self) -> bool:
        """True if the paragraph starts with a dash, as the one with a teller does."""
        return self.text[0] in DASH_LETTERS

    @property
    def opens(self) -> bool:
        """True if the paragraph starts with an opening quotation mark."""
        return curly(self.text)[0] == OPENING

    @property
    def closes(self) -> bool:
        """True if a quotation that was open before this paragraph, or that it opens, ends with
        it."""
        quoted = curly(self.text)
        opened, closed = quoted.count(OPENING), quoted.count(CLOSING)
        ends = quoted.rstrip(STOPS + ",").endswith(CLOSING)
        return ends and (closed >= opened if self.opens else closed > opened)

    @property
    def quoted(self) -> bool:
        """True if the paragraph is one quotation from beginning to end."""
        return self.opens and self.closes


def no_pause() -> None:
    """Goes on at once."""


def paragraphs(text: str, pause: Halt = no_pause) -> list[Paragraph]:
    """The paragraphs of pasted text: each line is one, unless it visibly goes on below."""
    found: list[_Gathered] = []
    above = ""
    for number, raw in enumerate(LINE_END.split(text), 1):
        pause()
        line = tidy(raw)
        if RULER.fullmatch(line):
            line = ""
        if line and above and found[-1].goes_on(line):
            found[-1].add(line, number)
        elif line:
            found.append(_Gathered(number))
            found[-1].add(line, number)
        above = line
    return [part for one in found for part in _teller_apart(one.paragraph)]


WRAPPED = 50
"""The fewest characters of a teller's line that may have been wrapped in the midst of a name."""


@dataclass
class _Gathered:
    """A paragraph while its lines come, as in text wrapped for e-mail."""

    line: int
    lines: list[str] = field(default_factory=list)
    quotes: int = 0
    """Quotations that are open at its end."""
    last: int = 0

    def add(self, line: str, number: int) -> None:
        quoted = curly(line)
        self.quotes += quoted.count(OPENING) - quoted.count(CLOSING)
        self.lines.append(line)
        self.last = number

    def goes_on(self, line: str) -> bool:
        """True if a line visibly goes on with the sentence above it."""
        above, below = self.lines[-1], Paragraph(0, line)
        if Paragraph(0, self.lines[0]).signs:
            unended = above.endswith((",", " &", " and")) or line[0].islower() or line[0] == "&"
            return unended or (len(above) >= WRAPPED and not (below.opens or below.signs))
        if curly(above).endswith(CLOSING) or above.rstrip(CLOSERS).endswith((*STOPS, ":", ";")):
            return False
        if below.signs:
            return self.quotes > 0 and line.lstrip(DASH_LETTERS + " ")[:1].islower()
        return self.quotes > 0 or not below.opens

    @property
    def paragraph(self) -> Paragraph:
        return Paragraph(self.line, " ".join(self.lines), self.last)


MARKS = re.escape('”"»“«')
SIGNED = re.compile(rf"(?<=[{MARKS}]) ?([{re.escape(DASH_LETTERS)}] ?[^\W\d_][^{MARKS}]*)$")


def _teller_apart(paragraph: Paragraph) -> list[Paragraph]:
    """Parts a paragraph from the teller who signs it in the same line."""
    signed = SIGNED.search(paragraph.text)
    if signed is None or "," not in signed[1]:
        return [paragraph]
    told = Paragraph(paragraph.line, paragraph.text[: signed.start()], paragraph.last)
    teller = Paragraph(paragraph.last, signed[1], paragraph.last)
    return [told, teller] if told.closes else [paragraph]


def unquote(paragraph: Paragraph) -> str:
    """The words between the quotation marks; marks that belong to an inner quotation stay."""
    quoted, text = curly(paragraph.text), paragraph.text
    opens_more = quoted.count(OPENING) > quoted.count(CLOSING)
    if paragraph.closes:
        last = quoted.rindex(CLOSING)
        text = text[:last] + text[last + 1 :]
    if paragraph.opens and (paragraph.closes or opens_more):
        text = text[1:]
    return text.strip()


def halves(text: str) -> tuple[str, str] | None:
    """Text parted after the sentence that ends nearest to its middle; None for one sentence."""
    ends = [match.end() for match in LAST_SENTENCE_END.finditer(text)]
    if not ends:
        return None
    cut = min(ends, key=lambda end: abs(end - len(text) / 2))
    return text[:cut].strip(), text[cut:].strip()
