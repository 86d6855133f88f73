"""The summary as tables: one archive of CSV files (RFC 4180) for spreadsheets.

UTF-8 with a byte order mark, without which Excel takes it for another encoding. Column names are
for programs and the same in every language.
"""

import csv
import io
from collections.abc import Iterable, Sequence

from msgspec.structs import asdict

from workshop.protocol.story import Story
from workshop.protocol.summary import Summary
from workshop.summary.document import RoomWords
from workshop.summary.formats.equal_zip import equal_zip
from workshop.summary.formats.script import harmless
from workshop.summary.formats.tables import CellValue, Day, only_read, tables
from workshop.summary.reader import ENGLISH, Reader
from workshop.summary.wording import Wording

TABLE_ORDER = ("lessons", "did_not_fit", "cards", "commitments", "earlier_commitments", "pulse")
SINGLE = (
    "title", "team", "date", "language", "trial", "draft", "devices", "meets", "cards_shown",
    "lessons_left_out",
)  # fmt: skip
CsvRow = Sequence[CellValue]


def render(summary: Summary, _reader: Reader = ENGLISH) -> bytes:
    """Returns the archive."""
    summary = harmless(summary)
    found = {table.file: table.rows() for table in tables(Wording(summary, ENGLISH))}
    files = [*((name, found[name]) for name in TABLE_ORDER), ("summary", _whole(summary))]
    return equal_zip((f"{name}.csv", _written(rows)) for name, rows in files)


def _written(rows: Iterable[CsvRow]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: CellValue) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = value.text if isinstance(value, Day | RoomWords) else value
    return "" if text is None else only_read(str(text))


def _whole(summary: Summary) -> Iterable[CsvRow]:
    """A table of single values: a name and its value in each row."""
    yield ("name", "value")
    yield from ((name, getattr(summary, name)) for name in SINGLE)
    yield ("skipped", ", ".join(one.name or one.kind for one in summary.skipped))
    for name, story in zip(("story", "second_story"), summary.stories, strict=False):
        yield from ((f"{name}_{part}", words) for part, words in _story(story))
    for name, given in (("worth", summary.worth), ("use", summary.use)):
        answers = asdict(given) if given else {}
        yield from ((f"{name}_{answer}", count) for answer, count in answers.items())
    yield ("workshop", summary.workshop)
    yield ("version", summary.version)


def _story(story: Story) -> Iterable[tuple[str, str]]:
    yield ("title", story.title)
    yield ("told_by", story.told_by.name)
    yield ("work", story.told_by.work)
    yield ("place", story.told_by.place)
    yield ("lesson", story.lesson)
    yield from ((step.kind, step.text) for step in story.steps)
    yield ("source", story.source)
