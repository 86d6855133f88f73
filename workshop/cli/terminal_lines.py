"""Sentences on a terminal, which would break words in their middle."""

import os
import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from workshop.settings import default_data

HELD_SPACE = "\ue000"
"""Stands for a space at which no line may end. For private use: no sentence has this character."""


def for_stream(text: str, stream: IO[Any]) -> str:
    """Returns a text in lines that end between words where somebody reads it on a terminal; it
    stays as it is for a file or another program."""
    if not stream.isatty():
        return text
    return in_lines(text, shutil.get_terminal_size().columns, _places())


def in_lines(text: str, width: int, places: Iterable[str]) -> str:
    """Returns a text in lines of a width. Commands in backticks and the given places stay whole,
    so that they can be copied: one that is too long has a line of its own."""
    commands = text.split("`")[1::2]
    for whole in sorted({*places, *commands}, key=len, reverse=True):
        text = text.replace(whole, whole.replace(" ", HELD_SPACE))
    return "\n".join(_lines(text, width)).replace(HELD_SPACE, " ")


def _lines(text: str, width: int) -> Iterator[str]:
    words = textwrap.TextWrapper(
        width,
        break_long_words=False,
        break_on_hyphens=False,
        expand_tabs=False,
        replace_whitespace=False,
    )
    for line in text.split("\n"):
        yield from words.wrap(line) or [""]


def _places() -> Iterator[str]:
    """Returns the folders and files with spaces in their paths that a sentence may name: what was
    typed or set, and where everything is kept by default. All others are inside of these, and their
    names have no spaces."""
    typed = (word.partition("=")[2] or word for word in sys.argv[1:])
    by_setting = (value for name, value in os.environ.items() if name.startswith("WORKSHOP_"))
    for given in (*typed, *by_setting, str(default_data())):
        there = Path(os.path.expanduser(given))
        for path in (there, there.resolve()):
            yield from (str(one) for one in (path, *path.parents) if " " in str(one))
