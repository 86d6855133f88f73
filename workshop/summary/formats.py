"""The formats in which a team takes its summary home."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from workshop.rules.agenda import message
from workshop.summary import csv_zip, json_file, markdown, one_file
from workshop.summary.reader import Reader
from workshop.summary.summary import Summary

Render = Callable[[Summary, Reader], str | bytes]


@dataclass(frozen=True)
class Format:
    """One format: its media type, what makes the file, what it is called, and what it is for."""

    media: str
    render: Render
    name: str
    use: str


FORMATS: dict[str, Format] = {
    "html": Format(
        "text/html; charset=utf-8",
        one_file.render,
        message("One page (HTML)"),
        message("Opens everywhere, also on a phone and without internet"),
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
}
"""How a file's name ends -> its format, in the order in which they are offered."""
LONGEST = 60
_UNDECOMPOSED = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "œ": "oe"})


def file_name(summary: Summary, ending: str) -> str:
    """A name for every file system, such as `2026-02-25-payments-team-spring-release.md`."""
    words = f"{summary.team} {summary.title}".lower().translate(_UNDECOMPOSED)
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain))[:LONGEST].strip("-")
    draft = "-draft" if summary.draft else ""
    return f"{summary.date}-{slug or 'workshop'}{draft}.{ending}"
