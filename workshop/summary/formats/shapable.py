"""Texts as typst can shape them, whatever people wrote.

What shapes Indic letters counts the signs of a syllable in one byte, and panics at the 257th. Words
of people have no more than about ten; a card of consonants that all hang together has 280, and one
such card would leave a workshop without its PDF.
"""

import unicodedata
from collections.abc import Callable
from functools import partial
from typing import Any

from workshop.rules.text import JOINERS

TextChange = Callable[[str], str]
SYLLABLE_SIGNS = 60
"""Signs of a syllable, at which it is parted."""
PART_SIGN = "\u200b"
"""Parts a syllable; it takes no room, and whoever copies or hears the text does not get it."""
MOST_MARKS = 10
"""More marks than any letter has."""
KILLER = 9
"""The combining class of a sign that takes a consonant's vowel, and ties it to the next one."""
FIRST_SHAPED = "\u0300"
"""The first sign in a block of which some are shaped together."""


def changed(value: Any, change: TextChange) -> Any:
    """Returns a value with each text in it changed; the names of fields stay."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {name: changed(one, change) for name, one in value.items()}
    return [*map(partial(changed, change=change), value)] if isinstance(value, list) else value


def parted(text: str) -> str:
    """Returns a text with no syllable longer than any shaper takes."""
    if len(text) <= SYLLABLE_SIGNS or text.isascii():
        return text
    found, length, tied = list[str](), 0, False
    for sign in text:
        kind = unicodedata.category(sign)[0]
        goes_on = kind == "M" or sign in JOINERS or (tied and kind in "LN")
        tied = unicodedata.combining(sign) == KILLER or (tied and goes_on and kind not in "LN")
        length = length + 1 if goes_on else 1
        if length > SYLLABLE_SIGNS:
            found.append(PART_SIGN)
            length = 1
        found.append(sign)
    return "".join(found)


def apart(text: str) -> str:
    """Returns a text in which no letter hangs together with another, nor with many marks."""
    found, piled = list[str](), 0
    for sign in text:
        piled = piled + 1 if unicodedata.category(sign)[0] == "M" else 0
        found.append(PART_SIGN + sign if sign >= FIRST_SHAPED and piled % MOST_MARKS == 0 else sign)
    return "".join(found)


def spelled(text: str) -> str:
    """Returns a text in ASCII, its other signs by their numbers: it can be read, if slowly."""
    return text.encode("ascii", "backslashreplace").decode()


TEXT_FORMS: tuple[TextChange, ...] = (parted, apart, spelled)
"""The forms of a text, from as it was written to what needs no shaping at all."""
