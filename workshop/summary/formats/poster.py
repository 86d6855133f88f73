"""The lessons as a poster: for the wall (A3), and for a slide or a chat (16:9)."""

from workshop.protocol.summary import Summary, SummaryLesson
from workshop.summary.formats.harmless import harmless
from workshop.summary.formats.pdf import head
from workshop.summary.formats.typesetting import Data, people, picture, typeset
from workshop.summary.reader import ENGLISH, Reader
from workshop.summary.wording import Wording

MOST = 8
"""Lessons on a poster at most: it is read from afar."""
WIDE_DOTS = 144.0
"""Dots per inch of the wide one, which is 960 by 540 points: 1920 by 1080 dots."""


def render(summary: Summary, reader: Reader = ENGLISH) -> bytes:
    """The poster for the wall, as PDF."""
    return typeset("poster.typ", _contents(summary, reader, "wall"))


def render_wide(summary: Summary, reader: Reader = ENGLISH) -> bytes:
    """The wide poster, as PNG."""
    return picture("poster.typ", _contents(summary, reader, "wide"), WIDE_DOTS)


def told(summary: Summary) -> list[SummaryLesson]:
    """Returns the lessons that the room chose; the first ones if it has chosen none."""
    chosen = [lesson for lesson in summary.lessons if lesson.chosen]
    return (chosen or summary.lessons)[:MOST]


def _contents(summary: Summary, reader: Reader, kind: str) -> Data:
    summary = harmless(summary)
    said = Wording(summary, reader)
    return {
        **head(said),
        "kind": kind,
        "nature": said.nature(),
        "stay": said.translate("Stories stay."),
        "leave": said.translate("Lessons leave."),
        "lessons": [people(one.text, one.language, said.direction) for one in told(summary)],
    }
