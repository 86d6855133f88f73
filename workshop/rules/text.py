"""What people type, cleaned so that a keyboard leaves no print in it."""

import unicodedata

_SAME = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u2032": "'",
        "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u201f": '"', "\u2033": '"',
        "\r": "\n", "\u2028": "\n", "\u2029": "\n", "\t": " ",
    }
)  # fmt: skip
_JOINERS = {"\u200c", "\u200d"}
_VARIATION = "\ufe0f"


def clean(text: str) -> str:
    """The text with NFC, straight quotes, ordinary spaces and no invisible marks.

    Joiners stay where a letter or an emoji stands before them, since some scripts need them.
    """
    text = text.replace("\r\n", "\n").translate(_SAME)
    text = unicodedata.normalize("NFC", text)
    kept = "".join(_visible(text))
    lines = [" ".join(line.split(" ")).strip() for line in kept.split("\n")]
    return "\n".join(lines).strip()


def one_line(text: str) -> str:
    """The cleaned text on one line."""
    return " ".join(clean(text).split())


def _visible(text: str) -> list[str]:
    kept: list[str] = []
    for char in text:
        category = unicodedata.category(char)
        if char == "\n" or (char in _JOINERS | {_VARIATION} and kept and _joins(kept[-1])):
            kept.append(char)
        elif category == "Zs":
            kept.append(" ")
        elif category not in {"Cc", "Cf", "Cs", "Co", "Cn"} and char != _VARIATION:
            kept.append(char)
    return kept


def _joins(before: str) -> bool:
    return unicodedata.category(before) in {"Lo", "Mn", "Mc", "So", "Sk"} or before == _VARIATION
