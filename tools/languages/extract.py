"""Finds every sentence that this program says, in its sources."""

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.jslexer import unquote_string

PYTHON = {"_": None, "translate": None, "message": None, "plural": (1, 2)}
BROWSER = {"t": None, "tn": (1, 2)}

SPEAK = ("rules", "stories", "summary", "web")
"""The rooms of the package whose sentences people read in a browser."""

LITERAL = r"""(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')"""
SENTENCE = rf"{LITERAL}(?:\s*\+\s*{LITERAL})*"
CALL = re.compile(rf"(?<![\w.$])(tn?)\(\s*({SENTENCE})(?:\s*,\s*({SENTENCE}))?")
ANY_CALL = re.compile(r"(?<![\w.$])(?<!function )tn?\((?!\?)")

FoundSentence = tuple[int, str, str | tuple[str, ...], list[str]]
"""A line, the function called, its sentences, and comments."""


def sentences(root: Path) -> Catalog:
    """All sentences below a checkout, with the files that say them; lines are left out."""
    catalogue = Catalog(charset="utf-8")
    for file, method, keywords in _sources(root):
        name = file.relative_to(root).as_posix()
        for id_ in _in_file(file, method, keywords):
            catalogue.add(id_, locations=[(name, 0)])
    return catalogue


def _sources(root: Path) -> Iterator[tuple[Path, Any, Mapping[str, Any]]]:
    for room in SPEAK:
        for file in sorted((root / "workshop" / room).rglob("*.py")):
            yield file, "python", PYTHON
    for file in sorted((root / "templates").rglob("*.html")):
        yield file, "jinja2.ext:babel_extract", PYTHON
    for file in sorted((root / "static" / "js").rglob("*.js")):
        yield file, browser, BROWSER


def _in_file(file: Path, method: Any, keywords: Mapping[str, Any]) -> Iterator[Any]:
    options = {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}
    with file.open("rb") as stream:
        for _, id_, _, _ in extract(method, stream, keywords, options=options):
            yield id_


def browser(
    stream: IO[bytes],
    keywords: Mapping[str, Any],
    tags: Collection[str],
    options: Mapping[str, Any],
) -> Iterator[FoundSentence]:
    """Sentences in a browser module, as Babel wants them.

    Babel's own reader loses whatever stands inside a template within a template, which is how our
    screens are written. Raises ValueError for a call whose sentence does not stand in it.
    """
    text = stream.read().decode("utf-8")
    starts = {match.start() for match in CALL.finditer(text)}
    for call in ANY_CALL.finditer(text):
        if call.start() not in starts:
            line = text.count("\n", 0, call.start()) + 1
            raise ValueError(f"{stream.name}:{line}: the sentence must stand in the call itself")
    for match in CALL.finditer(text):
        name, one, many = match.groups()
        given = (_joined(one), _joined(many)) if name == "tn" and many else _joined(one)
        yield text.count("\n", 0, match.start()) + 1, name, given, []


def _joined(parts: str) -> str:
    return "".join(unquote_string(literal) for literal in re.findall(LITERAL, parts))
