"""Setting a page with typst: words go in as JSON, and nothing that people wrote is ever code."""

import json
import os
import re
import string
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

import typst

from workshop.summary.formats.package_folders import folder
from workshop.summary.formats.paper_style import CRACK, EDGE, GOLD, INK, RULE, SECOND_INK, TABLE
from workshop.summary.formats.script import from_right
from workshop.summary.formats.shapable import TEXT_FORMS, changed
from workshop.summary.sentence import Sentence

FONTS = Path(__file__).parents[1] / "fonts"
KANA = re.compile("[\u3040-\u30ff\uff66-\uff9f]")
HANGUL = re.compile("[\u1100-\u11ff\uac00-\ud7af]")
HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
OF_LANGUAGE = {"ja": "JP", "ko": "KR", "zh": "SC"}
"""The shapes of Han characters that a language takes."""
TONES = {
    "ink": INK, "second": SECOND_INK, "crack": CRACK, "rule": RULE, "table": TABLE, "edge": EDGE,
    "gold": GOLD,
}  # fmt: skip
Data = dict[str, Any]

# Read by typst when it first sets anything: the other core is for whoever else waits.
os.environ.setdefault("RAYON_NUM_THREADS", "1")


def typeset(template: str, data: Data) -> bytes:
    """The PDF of a template in `templates/summary`, tagged, and accessible by PDF/UA-1.

    The standard refuses a letter for which there is no face. Then the faces of this system are
    taken, too; and where those lack it, the file is made without the standard, so that an export
    is never lost. If the setting itself breaks over a text, all texts are taken in a plainer form.
    """
    return _first_that_works(template, data).pdf


def picture(template: str, data: Data, dots: float) -> bytes:
    """The PNG of a template that fills one page, at so many dots per inch."""
    works = _first_that_works(template, data)
    return _compiled(template, works.data, works.system, "png", dots=dots)


def people(text: str, language: str, otherwise: str = "ltr") -> Data:
    """Returns a person's text for typst: lines, language, and the direction of its letters."""
    return {
        "lines": [line.strip() for line in text.split("\n")],
        "lang": _tag(language),
        "dir": "rtl" if from_right(text, otherwise == "rtl") else "ltr",
        "han": _han(text, language),
    }


def set_apart(sentence: Sentence, language: str) -> list[str | Data]:
    """A sentence in which people's words are set apart from ours, part by part."""
    parts: list[str | Data] = []
    for ours, name, _, _ in string.Formatter().parse(sentence.form):
        parts.append(ours)
        if name is not None:
            parts.append(people(sentence.words[name], language))
    return [part for part in parts if part]


def corners(points: str) -> list[list[int]]:
    """The corners of a seam, which come as SVG takes them."""
    return [[int(place) for place in corner.split(",")] for corner in points.split()]


class _Works(NamedTuple):
    """A file, whether it took the system's faces, and the words as they could be set."""

    pdf: bytes
    system: bool
    data: Data


class _Panicked(Exception):
    """Typst itself broke, over what it was to set or over a face."""


def _first_that_works(template: str, data: Data) -> _Works:
    for form in TEXT_FORMS[:-1]:
        with suppress(_Panicked):
            return _in_some_face(template, changed(data, form))
    return _in_some_face(template, changed(data, TEXT_FORMS[-1]))


def _in_some_face(template: str, data: Data) -> _Works:
    for system in (False, True):
        with suppress(typst.TypstError, _Panicked):
            return _Works(_compiled(template, data, system, "pdf", ["ua-1"]), system, data)
    return _Works(_compiled(template, data, True, "pdf"), True, data)


def _compiled(
    template: str,
    data: Data,
    system: bool,
    kind: Literal["pdf", "png"],
    standards: Sequence[Literal["ua-1"]] = (),
    dots: float | None = None,
) -> bytes:
    home = folder("templates") / "summary"
    with _panics_told():
        return typst.compile(
            str(home / template),
            root=str(home),
            font_paths=_faces(system),
            sys_inputs={"data": json.dumps({**data, "tones": TONES}, ensure_ascii=False)},
            format=kind,
            ppi=dots,
            pdf_standards=[*standards],
            timestamp=0,
        )


@contextmanager
def _panics_told() -> Iterator[None]:
    """Makes an error of what pyo3 makes of a panic, a class without a module of its own."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise _Panicked from None  # its text may quote people


@cache
def _faces(system: bool) -> typst.Fonts:
    """Read once: looking through a system's faces takes half a second."""
    return typst.Fonts(
        include_system_fonts=system, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )


def _tag(language: str) -> str:
    """The language as typst takes it."""
    bare = language.split("-")[0].lower()
    return bare if re.fullmatch("[a-z]{2,3}", bare) else "en"


def _han(text: str, language: str) -> str:
    """Returns whose shapes a text's characters take: "JP", "KR", "SC"; "" where there are none."""
    if KANA.search(text):
        return "JP"
    if HANGUL.search(text):
        return "KR"
    return OF_LANGUAGE.get(_tag(language), "SC") if HAN.search(text) else ""
