"""The summary as tables: one archive of CSV files (RFC 4180) for spreadsheets.

UTF-8 with a byte order mark, without which Excel takes it for another encoding. Column names are
for programs and the same in every language.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from workshop.protocol.story import Story
from workshop.protocol.summary import Summary, SummaryAnswers
from workshop.rules.pulse import SENTENCES
from workshop.summary.formats.equal_zip import pack
from workshop.summary.formats.harmless import harmless
from workshop.summary.reader import ENGLISH, Reader
from workshop.summary.wording import names_owner

_COMPUTES = re.compile("'*(?:\\s*[=+\\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])")
"""What makes a spreadsheet compute, in ordinary and in full width; also behind apostrophes, so that
one of them less always gives the text."""
Row = Sequence[str | int | bool | None]


def render(summary: Summary, _reader: Reader = ENGLISH) -> bytes:
    """The archive."""
    summary = harmless(summary)
    tables = {
        "lessons.csv": _lessons(summary),
        "did_not_fit.csv": _did_not_fit(summary),
        "cards.csv": _cards(summary),
        "commitments.csv": _commitments(summary),
        "earlier_commitments.csv": _followed(summary),
        "pulse.csv": _pulse(summary),
        "summary.csv": _whole(summary),
    }
    return pack((name, _table(rows)) for name, rows in tables.items())


def cell(value: str | int | bool | None) -> str:
    """A cell; what a spreadsheet would compute gets an apostrophe in front, so it is only read."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = "" if value is None else str(value)
    return f"'{text}" if _COMPUTES.match(text) else text


def _table(rows: Iterable[Row]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _lessons(summary: Summary) -> Iterable[Row]:
    yield ("rank", "votes", "run_off", "tied", "chosen", "lesson", "also", "language")
    for one in summary.lessons:
        yield (one.rank or None, one.votes, one.run_off, one.tied, one.chosen, one.text,
               "\n".join(one.also), one.language)  # fmt: skip


def _did_not_fit(summary: Summary) -> Iterable[Row]:
    """The lessons for which there was no room on the ballot."""
    yield ("lesson", "also", "language")
    for one in summary.did_not_fit:
        yield (one.text, "\n".join(one.also), one.language)


def _cards(summary: Summary) -> Iterable[Row]:
    yield ("happened", "learned", "language")
    for one in summary.cards:
        yield (one.happened, one.learned, one.language)


def _commitments(summary: Summary) -> Iterable[Row]:
    yield ("lesson", "when", "will", "who", "owner", "by", "language")
    for one in summary.commitments:
        yield (one.lesson, one.when, one.will, one.who, one.owner, one.by, one.language)


def _followed(summary: Summary) -> Iterable[Row]:
    yield ("made", "lesson", "when", "will", "who", "owner", "by", "language", "outcome",
           "will_now", "by_now", "learned")  # fmt: skip
    for one in summary.followed:
        owner = one.owner if names_owner(one) else ""
        yield (one.made, one.lesson, one.when, one.will, one.who, owner, one.by, one.language,
               one.outcome, one.will_now, one.by_now, one.learned)  # fmt: skip


def _pulse(summary: Summary) -> Iterable[Row]:
    """How many took each step, and the change of those who answered twice."""
    yield ("sentence", "when", "not_at_all", "hardly", "partly", "mostly", "fully",
           "lower", "same", "higher")  # fmt: skip
    for sentence, one in zip(SENTENCES, summary.pulse, strict=False):
        if one.arrive:
            yield (sentence, "beginning", *one.arrive, None, None, None)
        if one.finish:
            yield (sentence, "end", *one.finish, *(one.change or (None, None, None)))


def _whole(summary: Summary) -> Iterable[Row]:
    """A table of single values: a name and its value in each row."""
    yield ("name", "value")
    yield from (
        ("title", summary.title),
        ("team", summary.team),
        ("date", summary.date),
        ("language", summary.language),
        ("trial", summary.trial),
        ("draft", summary.draft),
        ("devices", summary.devices),
        ("meets", summary.meets),
        ("cards_shown", summary.cards_shown),
        ("lessons_left_out", summary.lessons_left_out),
        ("skipped", ", ".join(one.name or one.kind for one in summary.skipped)),
    )
    for name, story in zip(("story", "second_story"), summary.stories, strict=False):
        yield from _story(name, story)
    yield from _answers("worth", summary.worth)
    yield from _answers("use", summary.use)
    yield ("workshop", summary.workshop)
    yield ("version", summary.version)


def _story(name: str, story: Story) -> Iterable[Row]:
    yield from (
        (f"{name}_title", story.title),
        (f"{name}_told_by", story.told_by.name),
        (f"{name}_work", story.told_by.work),
        (f"{name}_place", story.told_by.place),
        (f"{name}_lesson", story.lesson),
    )
    yield from ((f"{name}_{step.kind}", step.text) for step in story.steps)
    yield (f"{name}_source", story.source)


def _answers(question: str, given: SummaryAnswers | None) -> Iterable[Row]:
    if given:
        yield (f"{question}_yes", given.yes)
        yield (f"{question}_partly", given.partly)
        yield (f"{question}_no", given.no)
