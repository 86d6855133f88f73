"""Files of a summary that typst sets: the whole as PDF, and its lessons as a poster.

The poster is for the wall (A3), and for a slide or a chat (16:9).
"""

from dataclasses import fields, is_dataclass
from typing import Any

from workshop.protocol.summary import Summary
from workshop.summary.document import RoomWords, Seam, SummaryDocument, ToldLesson, document
from workshop.summary.formats.paper_style import seam_points
from workshop.summary.formats.typesetting import Data, corners, people, picture, set_apart, typeset
from workshop.summary.pulse_words import scale
from workshop.summary.reader import ENGLISH, Reader
from workshop.summary.sentence import Sentence


def render(summary: Summary, reader: Reader = ENGLISH) -> bytes:
    """Returns the file."""
    return typeset("pdf.typ", pdf_contents(document(summary, reader)))


def pdf_contents(told: SummaryDocument) -> Data:
    """All that the template sets, in its order, as ready sentences."""
    translate = told.said.translate
    return {
        **_head(told),
        "page": translate("Page {page} of {pages}"),
        "scale": scale(translate),
        "sections": as_data(told.sections, told.said.direction),
    }


def _head(told: SummaryDocument) -> Data:
    """Returns the head of anything that is set of a summary."""
    return {
        "lang": told.said.lang,
        "dir": told.said.direction,
        "document": told.said.listed([told.title.text, told.day]),
        "title": as_data(told.title, told.said.direction),
        "team": people(told.team.text, told.team.language) if told.team else None,
        "comma": told.said.comma,
        "day": told.day,
        "nature": told.nature,
        "seam": as_data(told.seam, told.said.direction),
    }


def as_data(value: Any, direction: str) -> Any:
    """Returns a part of the document for typst; words without letters run in this direction."""
    if isinstance(value, RoomWords):
        return people(value.text, value.language, direction)
    if isinstance(value, Sentence):
        return set_apart(value, value.language)
    if isinstance(value, Seam):
        return {"corners": corners(seam_points(value.text)), "mended": value.mended}
    if isinstance(value, list | tuple):
        return [as_data(one, direction) for one in value]
    if is_dataclass(value):
        return {one.name: as_data(getattr(value, one.name), direction) for one in fields(value)}
    return value


ON_A_POSTER = 8
"""Lessons at most: it is read from afar."""
WIDE_DOTS = 144.0
"""Dots per inch of the wide one, which is 960 by 540 points: 1920 by 1080 dots."""


def render_poster(summary: Summary, reader: Reader = ENGLISH) -> bytes:
    """The poster for the wall, as PDF."""
    return typeset("poster.typ", _poster(document(summary, reader), "wall"))


def render_wide(summary: Summary, reader: Reader = ENGLISH) -> bytes:
    """The wide poster, as PNG."""
    return picture("poster.typ", _poster(document(summary, reader), "wide"), WIDE_DOTS)


def _poster(told: SummaryDocument, kind: str) -> Data:
    """Takes the lessons that the room chose; the first ones if it has chosen none."""
    lessons: list[ToldLesson] = told.items("lessons")
    shown = [one for one in lessons if one.chosen] or lessons
    return {
        **_head(told),
        "kind": kind,
        "stay": told.said.translate("Stories stay."),
        "leave": told.said.translate("Lessons leave."),
        "lessons": as_data([one.text for one in shown[:ON_A_POSTER]], told.said.direction),
    }
