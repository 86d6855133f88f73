"""TOML of a pack, read from bytes that may come from anywhere."""

import re
import tomllib
from datetime import date
from typing import Any

from workshop.rules.file_shape import cleaned
from workshop.stories.pack_file.pack_faults import PackFault

_DOTS = 8
"""Dots of names on one line; a story needs one. tomllib takes time by their square: a line of 64 KB
that is one long name holds it up for twenty seconds."""
_BITS = 63
_SAID = re.compile(
    r'"""(?:\\.|[^\\])*?(?:"{3,5}|\\?\Z)'
    r"|'''.*?(?:'{3,5}|\Z)"
    r'|"(?:\\.|[^"\\\n])*+"?'
    r"|'[^'\n]*+'?"
    r"|#[^\n]*+",
    re.S,
)
"""Texts and comments, also where they do not end: what is left are names and other values."""
_LINE = re.compile(r"\(at line (\d+),")


def read_toml(file: str, data: bytes) -> dict[str, Any] | PackFault:
    """Returns what a file holds, with days as texts; or why it can't be read."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return PackFault((file,), "no_utf8")
    try:
        if any(line.count(".") > _DOTS for line in _SAID.sub("", text).splitlines()):
            raise ValueError("names within names within names")
        found: dict[str, Any] = cleaned(tomllib.loads(text), _plain)
        return found
    except tomllib.TOMLDecodeError as error:
        at = _LINE.search(str(error))
        line = int(at[1]) if at else text.count("\n") + 1
        return PackFault((file,), "no_toml", {"line": line})
    except (ValueError, RecursionError):
        return PackFault((file,), "strange_toml")


def _plain(value: Any) -> Any:
    """In TOML a day needs no quotation marks; moments stay what they are, and are refused.

    Raises ValueError for a number of more than 64 bits, which TOML does not have: in hexadecimal
    tomllib reads any, and Python writes none out that has thousands of digits.
    """
    if isinstance(value, int) and value.bit_length() > _BITS:
        raise ValueError("a number that TOML does not have")
    return value.isoformat() if type(value) is date else value
