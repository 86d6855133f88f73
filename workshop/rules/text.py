"""Texts that people type, cleaned so that a keyboard leaves no print in it.

A keyboard chooses quotes, dashes, spaces and dots for whoever types; one choice holds for all.
"""

import re
import unicodedata

from workshop.rules.unicode_form import in_form

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
DASHES = re.compile("[-\u2012-\u2015]+")


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
    """The text without the joiners and variation marks that join nothing."""
    kept: list[str] = []
    for char, after in zip(chars, [*chars[1:], ""], strict=False):
        before = kept[-1] if kept else ""
        if char == VARIATION and not _is_emoji(before):
            continue
        if char in JOINERS and not _joins(before, after):
            continue
        kept.append(char)
    return "".join(kept)


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
    return DASHES.sub(_dash, text)


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
