"""Pasted text as numbered lines, paragraphs and sentences."""

import re
import unicodedata

import msgspec

DASHES = "-‐‑‒–—―"
OPENING = "“"
CLOSING = "”"
STOPS = ".!?…"
CLOSERS = "”\"’')]"
STRAIGHT_OPENING = re.compile(rf"(?:^|(?<=[\s(\[{re.escape(DASHES)}]))\"(?=\S)")
# An initial or a form of address before a name ends no sentence.
SENTENCE_END = re.compile(
    r"(?<=[.!?…])(?<!\b[A-Z]\.)(?<!\b[DMS][rst]\.)(?<!\bMrs\.)[”\"’')\]]*\s+(?=[^\sa-z])"
)

# Control characters, and halves of a surrogate pair, which no encoding takes.
UNSTORABLE = frozenset({"Cc", "Cs"})
# Embedding and override marks could turn a neighbour's words around on the projector.
BIDI_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def tidy(text: str) -> str:
    """Text in one line, composed (NFC), without control characters and doubled spaces."""
    spaced = " ".join(unicodedata.normalize("NFC", text).split())
    kept = (c for c in spaced if unicodedata.category(c) not in UNSTORABLE and c not in BIDI_MARKS)
    return " ".join("".join(kept).split())


def curly(text: str) -> str:
    """Returns the text, character for character, with straight double quotes turned curly."""
    return STRAIGHT_OPENING.sub(OPENING, text).replace('"', CLOSING)


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph, and the number of the line where it begins (from 1)."""

    line: int
    text: str

    @property
    def signs(self) -> bool:
        """True if the paragraph starts with a dash, as the one with a teller does."""
        return self.text[0] in DASHES

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


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of pasted text: each line is one, unless it visibly goes on below."""
    found: list[tuple[int, list[str]]] = []
    above = ""
    for number, raw in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        line = tidy(raw)
        if line and above and _goes_on(above, line):
            found[-1][1].append(line)
        elif line:
            found.append((number, [line]))
        above = line
    return [Paragraph(number, " ".join(lines)) for number, lines in found]


def _goes_on(above: str, line: str) -> bool:
    """True if a line goes on with the sentence above it, as in text wrapped for e-mail."""
    below = Paragraph(0, line)
    if Paragraph(0, above).signs:
        return above.endswith(",")
    ended = curly(above).endswith(CLOSING) or above.rstrip(CLOSERS).endswith((*STOPS, ":", ";"))
    return not (ended or below.signs or below.opens)


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
    ends = [match.end() for match in SENTENCE_END.finditer(text)]
    if not ends:
        return None
    cut = min(ends, key=lambda end: abs(end - len(text) / 2))
    return text[:cut].strip(), text[cut:].strip()
