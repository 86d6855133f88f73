"""Unicode's normal forms, made in a time that grows with a text and not with its square.

`unicodedata.normalize` puts marks behind a letter in their order one by one, in C, while nothing
else of the process runs: 60,000 marks in the wrong order held a server for six seconds. Marks that
come in their order cost next to nothing, so that is what it gets. The result is the same.
"""

import re
import unicodedata
from itertools import groupby
from typing import Literal

Form = Literal["NFC", "NFKC", "NFKD"]
MANY = 16
"""Signs in a row that are no letters and no figures, from which on their order is looked at."""
_MARKS = re.compile(rf"[^\w\s]{{{MANY},}}")
"""No mark is a letter; signs that are no marks are among them, and stay where they are."""
LETTERS_OF_MARKS = str.maketrans(
    {"\u0f73": "\u0f71\u0f72", "\u0f75": "\u0f71\u0f74", "\u0f81": "\u0f71\u0f80"}
)
"""Letters, as Unicode has it, that are composed of marks only, and these marks."""
HALF_WIDTH = LETTERS_OF_MARKS | str.maketrans({"\uff9e": "\u3099", "\uff9f": "\u309a"})
"""Such letters for the forms that give up widths, where there are two more."""


def in_form(form: Form, text: str) -> str:
    """Returns what `unicodedata.normalize` does."""
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
