"""The formats in which a team takes its summary home, and the archive of all its summaries."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module

from workshop.protocol.summary import Summary
from workshop.rules.agenda import message
from workshop.rules.text import in_form
from workshop.summary.formats.equal_zip import equal_zip
from workshop.summary.reader import Reader, as_day

Render = Callable[[Summary, Reader], bytes]


def of_every_summary(_summary: Summary) -> bool:
    """A format that there is of every summary."""
    return True


def has_lessons(summary: Summary) -> bool:
    """True if there is a lesson to pin up."""
    return bool(summary.lessons)


def has_dates(summary: Summary) -> bool:
    """True if there is a day for a calendar. A draft has nothing: its dates may still change, and
    what is in a calendar stays there."""
    days = [
        *(one.by for one in summary.commitments),
        *(one.by_now for one in summary.followed if one.outcome == "changed"),
        summary.meets,
    ]
    return not summary.draft and any(map(as_day, days))


def made_by(module: str, function: str = "render") -> Render:
    """Returns a function that makes a file. Its module is imported for the first one: each format
    brings libraries along, and whoever makes one file waits for its own only."""

    def render(summary: Summary, reader: Reader) -> bytes:
        make = getattr(import_module(f"workshop.summary.formats.{module}"), function)
        body: str | bytes = make(summary, reader)
        return body.encode() if isinstance(body, str) else body

    return render


@dataclass(frozen=True)
class Format:
    """One format: its media type, what makes the file, what it is called, what it is for, and
    for which summaries there is one."""

    media: str
    render: Render
    name: str
    use: str
    applies: Callable[[Summary], bool] = of_every_summary


FORMATS: dict[str, Format] = {
    "html": Format(
        "text/html; charset=utf-8",
        made_by("one_file"),
        message("One page (HTML)"),
        message("Opens everywhere, even on a phone and without internet"),
    ),
    "pdf": Format(
        "application/pdf",
        made_by("pdf"),
        message("PDF"),
        message("To send, print or pin to the wall"),
    ),
    "docx": Format(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        made_by("word"),
        message("Word"),
        message("To edit"),
    ),
    "xlsx": Format(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        made_by("excel"),
        message("Excel"),
        message("Lessons, cards and commitments as sheets, to sort and tick off"),
    ),
    "md": Format(
        "text/markdown; charset=utf-8",
        made_by("markdown"),
        message("Markdown"),
        message("For a wiki or a chat"),
    ),
    "zip": Format(
        "application/zip",
        made_by("csv_zip"),
        message("Tables (CSV)"),
        message("For other programs; one table per file, in an archive"),
    ),
    "json": Format(
        "application/json",
        made_by("json_file"),
        message("JSON"),
        message("Complete: this program can import it again"),
    ),
    "ics": Format(
        "text/calendar; charset=utf-8",
        made_by("due_dates"),
        message("Calendar"),
        message("The dates of the commitments, and when the team meets next"),
        has_dates,
    ),
    "poster.pdf": Format(
        "application/pdf",
        made_by("pdf", "render_poster"),
        message("Poster (PDF, A3)"),
        message("The lessons, large, to pin to the wall"),
        has_lessons,
    ),
    "poster.png": Format(
        "image/png",
        made_by("pdf", "render_wide"),
        message("Poster (picture, 16:9)"),
        message("The lessons, large, for a slide or a chat"),
        has_lessons,
    ),
}
"""The formats by the endings of their files' names, in the order in which they are offered."""


TO_SEND = "pdf"
"""The format that is sent to a team: mails and chats show it, and often take no HTML along."""


def offered_formats(summary: Summary) -> dict[str, Format]:
    """The formats that there are of this summary."""
    return {ending: one for ending, one in FORMATS.items() if one.applies(summary)}


FILE_NAME_CHARS = 60
_UNDECOMPOSED = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "œ": "oe"})


def file_name(summary: Summary, ending: str) -> str:
    """A name for every file system, such as `2026-02-25-payments-team-spring-release.md`."""
    words = f"{summary.team} {summary.title}".lower().translate(_UNDECOMPOSED)
    plain = in_form("NFKD", words).encode("ascii", "ignore").decode()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain))[:FILE_NAME_CHARS].strip("-")
    draft = "-draft" if summary.draft else ""
    return f"{summary.date}-{slug or 'workshop'}{draft}.{ending}"


LASTING_FORMATS = ("html", "json")
"""The formats that last: a page opens wherever there is a browser, and JSON is complete, so that
any server of this program can take it in and make all other formats from it again."""


def all_together(summaries: Iterable[Summary], reader: Reader, pause: Callable[[], None]) -> bytes:
    """The archive of a team's summaries, in their order: the same ones give the same bytes."""
    return equal_zip(_files(summaries, reader, pause))


def _files(
    summaries: Iterable[Summary], reader: Reader, pause: Callable[[], None]
) -> Iterator[tuple[str, bytes]]:
    names = Counter[str]()
    for summary in summaries:
        name = _free(file_name(summary, ""), names)
        for ending in LASTING_FORMATS:
            yield f"{name}.{ending}", FORMATS[ending].render(summary, reader)
            pause()


def _free(name: str, taken: Counter[str]) -> str:
    """Without its dot; with a number behind it where another one has it already."""
    name = name.removesuffix(".")
    free = name
    while free in taken:
        taken[name] += 1
        free = f"{name}-{taken[name]}"
    taken[free] += 1
    return free
