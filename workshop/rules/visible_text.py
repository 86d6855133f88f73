"""Texts without letters that nobody sees, or that reorder a line."""

import unicodedata

REORDERING = frozenset(map(chr, (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F),
                                 *range(0x2066, 0x206A))))  # fmt: skip
"""The marks of the bidirectional algorithm: they can make a line read as its opposite."""
NOTHING = frozenset(map(chr, (*range(0xFDD0, 0xFDF0),
                              *(plane + end for plane in range(0, 0x110000, 0x10000)
                                for end in (0xFFFE, 0xFFFF)))))  # fmt: skip
"""Code points that are no characters and never will be: XML refuses some of them."""
_HIDDEN = REORDERING | NOTHING
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
