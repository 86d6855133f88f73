"""Texts that people type, cleaned so that a keyboard leaves no print in it.

A keyboard chooses quotes, dashes, spaces and dots for whoever types; one choice holds for all.
"""

import re
import unicodedata
from itertools import groupby
from typing import Literal

SAME = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u2032": "'",
        "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u201f": '"', "\u2033": '"',
        "\u2026": "...", "\u2010": "-", "\u2011": "-", "\u2212": "-",
        "\r": "\n", "\u2028": "\n", "\u2029": "\n", "\t": " ",
    }
)  # fmt: skip
JOINERS = {"\u200c", "\u200d"}
VARIATION = "\ufe0f"
# Letters, marks and symbols that show nothing: they could carry a mark of whoever typed.
BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u2065\u2800\u3164\ufe00-\ufe0e\uffa0\ufff0-\uffff"
    "\ufdd0-\ufdef\U000e0000-\U000e0fff]"
)
JOINING = re.compile(
    "[\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u18af\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc]"
)
"""Letters of Arabic, Indic, Burmese, Khmer and Mongolian writing, which use joiners."""
_FRENCH = re.compile(
    r"(?<!\S)([\u00ab\u2039]) ?([^\u00ab\u00bb\u2039\u203a\n]*?) ?([\u00bb\u203a])"
)
ANGLES = str.maketrans({"\u00ab": '"', "\u00bb": '"', "\u2039": "'", "\u203a": "'"})
DASH_SIGNS = re.compile("[-\u2012-\u2015]+")


def clean(text: str) -> str:
    """The text with NFC, straight quotes, ordinary spaces and dashes, and no invisible marks.

    Joiners stay inside an emoji, and between letters of scripts that need them.
    """
    text = text.replace("\r\n", "\n").translate(SAME)
    text = in_form("NFC", _joined(_visible(text)))
    lines = [re.sub(" +", " ", line).strip() for line in text.split("\n")]
    return _plain_dashes(_straight("\n".join(lines).strip()))


def one_line(text: str) -> str:
    """The cleaned text on one line."""
    return " ".join(clean(text).split())


def _visible(text: str) -> list[str]:
    return [shown for char in text if (shown := _shown(char))]


def _shown(char: str) -> str:
    category = unicodedata.category(char)
    if char == "\n" or char in JOINERS:
        return char
    if category == "Zs":
        return " "
    # Cn stays: an emoji may be younger than the tables of this Python.
    hidden = category in {"Cc", "Cf", "Cs", "Co"} or BLANK.match(char)
    return "" if hidden or ord(char) & 0xFFFE == 0xFFFE else char


def _joined(chars: list[str]) -> str:
    """The text without the joiners and variation marks that join nothing.

    What one joins are letters, past the marks on them: NFC changes the order of those.
    """
    kept: list[str] = []
    before = ""
    for char, after in zip(chars, _next_letters(chars), strict=True):
        if char == VARIATION and not _is_emoji(before):
            continue
        if char in JOINERS and not _joins(before, after):
            continue
        kept.append(char)
        before = before if _is_mark(char) else char
    return "".join(kept)


def _next_letters(chars: list[str]) -> list[str]:
    """For each sign the next one that is no mark on a letter; "" for the last."""
    following, after = list[str](), ""
    for char in reversed(chars):
        following.append(after)
        after = after if _is_mark(char) else char
    return following[::-1]


def _is_mark(char: str) -> bool:
    return char != VARIATION and unicodedata.category(char).startswith("M")


def _joins(before: str, after: str) -> bool:
    if JOINING.match(before) and JOINING.match(after):
        return True
    return (_is_emoji(before) or before == VARIATION) and _is_emoji(after)


def _is_emoji(char: str) -> bool:
    if char in {"", "\u00a9", "\u00ae"}:
        return char != ""
    return char >= "\u2190" and unicodedata.category(char) in {"So", "Sm", "Sk", "Cn"}


def _straight(text: str) -> str:
    """French quotes stand apart from their words, where a keyboard puts them; others do not."""
    return _FRENCH.sub(r"\1\2\3", text).translate(ANGLES)


def _plain_dashes(text: str) -> str:
    """One dash for "--", "\u2013" and "\u2014", which keyboards make of each other.

    Between two letters it gets spaces. Before a word it is "--" again, as in `--force`.
    """
    return DASH_SIGNS.sub(_dash, text)


def _dash(run: re.Match[str]) -> str:
    if run[0] == "-":
        return "-"
    text, start, end = run.string, run.start(), run.end()
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    if not _is_letter(after):
        return "-"
    if _is_letter(before):
        return " - "
    return "--" if before in {"", " ", "\n"} else "-"


def _is_letter(char: str) -> bool:
    return char != "" and unicodedata.category(char).startswith("L")


NormalForm = Literal["NFC", "NFKC", "NFKD"]
MANY_SIGNS = 16
"""Signs in a row that are no letters and no figures, from which on their order is looked at."""
_MARKS = re.compile(rf"[^\w\s]{{{MANY_SIGNS},}}")
"""No mark is a letter; signs that are no marks are among them, and stay where they are."""
LETTERS_OF_MARKS = str.maketrans(
    {"\u0f73": "\u0f71\u0f72", "\u0f75": "\u0f71\u0f74", "\u0f81": "\u0f71\u0f80"}
)
"""Letters, as Unicode has it, that are composed of marks only, and these marks."""
HALF_WIDTH = LETTERS_OF_MARKS | str.maketrans({"\uff9e": "\u3099", "\uff9f": "\u309a"})
"""Such letters for the forms that give up widths, where there are two more."""


def in_form(form: NormalForm, text: str) -> str:
    """Returns what `unicodedata.normalize` does, in a time that does not grow with the square.

    That puts marks behind a letter in their order one by one, in C, while nothing else of the
    process runs: 60,000 in the wrong order held a server for six seconds. Marks that come in their
    order cost next to nothing, so that is what it gets.
    """
    if text.isascii() or unicodedata.is_normalized(form, text):
        return text
    letters = LETTERS_OF_MARKS if form == "NFC" else HALF_WIDTH
    return unicodedata.normalize(form, _MARKS.sub(_in_order, text.translate(letters)))


def _in_order(found: re.Match[str]) -> str:
    """Returns the signs, each run of marks among them in its canonical order."""
    runs = groupby(found[0], lambda sign: unicodedata.combining(sign) > 0)
    return "".join(
        "".join(sorted(run, key=unicodedata.combining)) if marks else "".join(run)
        for marks, run in runs
    )


REORDERING = frozenset(map(chr, (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F),
                                 *range(0x2066, 0x206A))))  # fmt: skip
"""The marks of the bidirectional algorithm: they can make a line read as its opposite."""
NO_CHARACTERS = frozenset(map(chr, (*range(0xFDD0, 0xFDF0),
                              *(plane + end for plane in range(0, 0x110000, 0x10000)
                                for end in (0xFFFE, 0xFFFF)))))  # fmt: skip
"""Code points that are no characters and never will be: XML refuses some of them."""
_HIDDEN = REORDERING | NO_CHARACTERS
_BREAKS = str.maketrans(dict.fromkeys("\r\x0b\x0c\x85\u2028\u2029", "\n") | {"\t": " "})


def visible(text: str) -> str:
    """The text without control characters but newline, without reordering marks, and without what
    is no character."""
    # Almost every text is: a look at each sign of a large summary would hold everybody else up.
    if text.replace("\n", "").isprintable():
        return text
    text = text.replace("\r\n", "\n").translate(_BREAKS)
    return "".join(char for char in text if char == "\n" or _is_visible(char))


def _is_visible(char: str) -> bool:
    return char not in _HIDDEN and unicodedata.category(char) not in {"Cc", "Cs"}
