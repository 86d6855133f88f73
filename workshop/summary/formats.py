"""The formats in which a team takes its summary home."""

import re
import unicodedata
from collections.abc import Callable

from workshop.summary import csv_zip, json_file, markdown, one_file
from workshop.summary.summary import Summary
from workshop.summary.wording import Translate

Render = Callable[[Summary, Translate], str | bytes]
FORMATS: dict[str, tuple[str, Render]] = {
    "html": ("text/html; charset=utf-8", one_file.render),
    "md": ("text/markdown; charset=utf-8", markdown.render),
    "zip": ("application/zip", csv_zip.render),
    "json": ("application/json", json_file.render),
}
"""Extension -> media type, and what makes the file."""
LONGEST = 60
_UNDECOMPOSED = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "œ": "oe"})


def file_name(summary: Summary, extension: str) -> str:
    """A name for every file system, such as `2026-02-25-payments-team-spring-release.md`."""
    words = f"{summary.team} {summary.title}".lower().translate(_UNDECOMPOSED)
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain))[:LONGEST].strip("-")
    return f"{summary.date}-{slug or 'workshop'}.{extension}"
