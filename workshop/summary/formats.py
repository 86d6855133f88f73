"""The formats in which a team takes its summary home."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from workshop.rules.agenda import message
from workshop.summary import (
    csv_zip,
    due_dates,
    excel,
    json_file,
    markdown,
    one_file,
    pdf,
    poster,
    word,
)
from workshop.summary.reader import Reader
from workshop.summary.summary import Summary

Render = Callable[[Summary, Reader], str | bytes]


def always(_summary: Summary) -> bool:
    """A format that there is of every summary."""
    return True


@dataclass(frozen=True)
class Format:
    """One format: its media type, what makes the file, what it is called, what it is for, and
    for which summaries there is one."""

    media: str
    render: Render
    name: str
    use: str
    applies: Callable[[Summary], bool] = always


FORMATS: dict[str, Format] = {
    "html": Format(
        "text/html; charset=utf-8",
        one_file.render,
        message("One page (HTML)"),
        message("Opens everywhere, also on a phone and without internet"),
    ),
    "pdf": Format(
        "application/pdf",
        pdf.render,
        message("PDF"),
        message("To send, to print and to pin to the wall"),
    ),
    "docx": Format(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        word.render,
        message("Word"),
        message("To go on writing in it"),
    ),
    "xlsx": Format(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        excel.render,
        message("Excel"),
        message("Lessons, cards and commitments as sheets, to sort and to tick off"),
    ),
    "md": Format(
        "text/markdown; charset=utf-8",
        markdown.render,
        message("Markdown"),
        message("For a wiki or a chat"),
    ),
    "zip": Format(
        "application/zip",
        csv_zip.render,
        message("Tables (CSV)"),
        message("For other programs; one table each in an archive"),
    ),
    "json": Format(
        "application/json",
        json_file.render,
        message("JSON"),
        message("Complete: this program can take it in again"),
    ),
    "ics": Format(
        "text/calendar; charset=utf-8",
        due_dates.render,
        message("Calendar"),
        message("The dates of the commitments, and when the team meets next"),
        due_dates.has_dates,
    ),
    "poster.pdf": Format(
        "application/pdf",
        poster.render,
        message("Poster (PDF, A3)"),
        message("The lessons, large, to pin to the wall"),
        poster.has_lessons,
    ),
    "poster.png": Format(
        "image/png",
        poster.render_wide,
        message("Poster (picture, 16:9)"),
        message("The lessons, large, for a slide or a chat"),
        poster.has_lessons,
    ),
}
"""How a file's name ends -> its format, in the order in which they are offered."""


TO_SEND = "pdf"
"""What is sent to a team: mails and chats show it at once, and often take no HTML along."""


def named() -> list[dict[str, str | bool]]:
    """The formats of every summary with their English sentences, for a page that speaks other
    languages itself."""
    return [
        {"ending": ending, "name": one.name, "use": one.use, "to_send": ending == TO_SEND}
        for ending, one in FORMATS.items()
        if one.applies is always
    ]


def offered(summary: Summary) -> dict[str, Format]:
    """The formats that there are of this summary."""
    return {ending: one for ending, one in FORMATS.items() if one.applies(summary)}


LONGEST = 60
_UNDECOMPOSED = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "œ": "oe"})


def file_name(summary: Summary, ending: str) -> str:
    """A name for every file system, such as `2026-02-25-payments-team-spring-release.md`."""
    words = f"{summary.team} {summary.title}".lower().translate(_UNDECOMPOSED)
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain))[:LONGEST].strip("-")
    draft = "-draft" if summary.draft else ""
    return f"{summary.date}-{slug or 'workshop'}{draft}.{ending}"
