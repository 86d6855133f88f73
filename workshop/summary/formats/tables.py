"""The lists of a summary as tables, once for CSV and for Excel.

A column has a name for programs, which is the same in every language, or a heading for people, or
both: a CSV file has the columns with a name, a sheet those with a heading.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from workshop.protocol.summary import SummaryCommitment, SummaryFollowed
from workshop.rules.agenda import message as _
from workshop.rules.pulse import PULSE_SENTENCES, SCALE
from workshop.summary.document import RoomWords
from workshop.summary.pulse_words import pulse_said
from workshop.summary.wording import Wording, names_owner

COMPUTES = re.compile("'*(?:\\s*[=+\\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])")
"""The beginnings of texts that a spreadsheet computes, in ordinary and in full width; also behind
apostrophes, so that one of them less always gives the text."""
PULSE_COLUMNS = ("not_at_all", "hardly", "partly", "mostly", "fully")
CHANGES, ENDS = ("lower", "same", "higher"), ("beginning", "end")
"""The pulse for programs: its steps, how somebody answered at the end, and its two ends."""


@dataclass(frozen=True)
class Day:
    """A day that a spreadsheet can count with, "" where there is none."""

    text: str


CellValue = str | int | bool | None | Day | RoomWords


@dataclass(frozen=True)
class Column:
    """A column: its name for programs, its heading and its width in characters on a sheet.

    "" is the name of one that is in no CSV file, and the heading of one that is on no sheet.
    """

    name: str
    heading: str
    width: int
    value: Callable[[Any], CellValue]


@dataclass(frozen=True)
class Table:
    """A list of the summary: the name of its file, that of its sheet, its columns and its items."""

    file: str
    name: str
    columns: Sequence[Column]
    items: Sequence[Any]
    has_sheet: bool = True

    @property
    def on_sheet(self) -> list[Column]:
        """Returns the columns that a sheet has."""
        return [column for column in self.columns if column.heading]

    def rows(self) -> Iterator[list[CellValue]]:
        """Yields the rows of a CSV file, names first."""
        in_file = [column for column in self.columns if column.name]
        yield [column.name for column in in_file]
        yield from ([column.value(one) for column in in_file] for one in self.items)


def only_read(text: str) -> str:
    """Returns the text with an apostrophe in front where a spreadsheet would compute it."""
    return f"'{text}" if COMPUTES.match(text) else text


def tables(said: Wording) -> list[Table]:
    """Returns the tables in the order of every other format."""
    return [
        _lessons(said), _commitments(said), _followed(said), _cards(said), _pulse(said),
        _did_not_fit(said),
    ]  # fmt: skip


def _lessons(said: Wording) -> Table:
    columns = [
        Column("rank", _("Rank"), 8, lambda one: one.rank or None),
        Column("", _("Lesson"), 60, _words("text")),
        Column("votes", _("Votes"), 14, attrgetter("votes")),
        Column("run_off", _("Run-off"), 14, attrgetter("run_off")),
        Column("tied", _("Tied"), 12, attrgetter("tied")),
        Column("chosen", _("Chosen"), 17, attrgetter("chosen")),
        Column("lesson", "", 0, attrgetter("text")),
        Column("also", _("Also"), 44, _also),
        *_for_programs("language"),
    ]
    return Table("lessons", said.translate("Lessons"), columns, said.summary.lessons)


def _did_not_fit(said: Wording) -> Table:
    columns = [
        Column("lesson", _("Lesson"), 60, _words("text")),
        Column("also", _("Also"), 44, _also),
        *_for_programs("language"),
    ]
    cut = said.summary.did_not_fit
    return Table("did_not_fit", said.did_not_fit(), columns, cut, has_sheet=bool(cut))


def _commitments(said: Wording) -> Table:
    columns = [
        *_for_programs("lesson", "when", "will", "who", "owner"),
        Column("", _("Commitment"), 64, lambda one: RoomWords(str(said.promise(one)))),
        Column("", _("Owner"), 20, lambda one: _owner(said, one)),
        Column("by", _("By"), 14, lambda one: Day(one.by if one.owner else "")),
        Column("", _("Lesson"), 48, _words("lesson")),
        *_for_programs("language"),
    ]
    return Table("commitments", said.translate("Commitments"), columns, said.summary.commitments)


def _followed(said: Wording) -> Table:
    def in_new_words(one: SummaryFollowed) -> RoomWords | None:
        return RoomWords(str(said.promise_now(one))) if one.will_now else None

    columns = [
        Column("made", _("Made on"), 13, lambda one: Day(one.made)),
        *_for_programs("lesson", "when", "will", "who"),
        Column("", _("Commitment"), 40, lambda one: RoomWords(str(said.promise(one)))),
        Column("owner", "", 0, lambda one: one.owner if names_owner(one) else ""),
        Column("", _("Owner"), 16, lambda one: _owner(said, one)),
        Column("by", _("By"), 13, lambda one: Day(one.by if one.owner else "")),
        *_for_programs("language", "outcome"),
        Column("", _("What became of it"), 14, said.became),
        *_for_programs("will_now"),
        Column("", _("New wording"), 36, in_new_words),
        Column("by_now", _("New date"), 13, lambda one: Day(one.by_now)),
        *_for_programs("fit"),
        Column("", _("Did the plan fit?"), 20, said.fitted),
        Column("learned", _("Learned"), 30, _words("learned")),
    ]
    earlier, name = said.summary.followed, said.translate("Earlier commitments")
    return Table("earlier_commitments", name, columns, earlier, has_sheet=bool(earlier))


def _cards(said: Wording) -> Table:
    columns = [
        Column("happened", _("What happened"), 80, _words("happened")),
        Column("learned", _("What it taught"), 56, _words("learned")),
        *_for_programs("language"),
    ]
    return Table("cards", said.translate("Cards"), columns, said.summary.cards)


def _pulse(said: Wording) -> Table:
    """Returns the table of the pulse: how many took each step, and the change of those who answered
    twice."""
    steps = zip(PULSE_COLUMNS, SCALE, strict=True)
    columns = [
        Column("sentence", "", 0, _of("sentence")),
        Column("", _("Sentence"), 46, _of("said")),
        Column("when", "", 0, _of("when")),
        Column("", _("When"), 17, _of("end")),
        *(Column(name, step, 11, _of(name)) for name, step in steps),
        *(Column(name, "", 0, _of(name)) for name in CHANGES),
        Column("", _("Comparison"), 36, _of("compared")),
    ]
    taken = bool(said.summary.pulse)
    return Table("pulse", said.translate("Pulse"), columns, [*_ends(said)], has_sheet=taken)


def _ends(said: Wording) -> Iterator[dict[str, CellValue]]:
    """Yields a row for each end at which a sentence of the pulse was answered."""
    told = pulse_said(said.summary, said.translate)
    for sentence, item, one in zip(PULSE_SENTENCES, said.summary.pulse, told, strict=False):
        ends = [
            when for when, counts in zip(ENDS, (item.arrive, item.finish), strict=True) if counts
        ]
        for when, (end, counts) in zip(ends, one.ends, strict=True):
            yield {
                "sentence": sentence, "said": one.sentence, "when": when, "end": end,
                **dict(zip(PULSE_COLUMNS, counts, strict=True)),
                **(dict(zip(CHANGES, item.change, strict=False)) if when == ENDS[1] else {}),
                "compared": one.change if when == ends[-1] else None,
            }  # fmt: skip


def _owner(said: Wording, one: SummaryCommitment | SummaryFollowed) -> RoomWords | str:
    """Returns a name as people's words, and that there is none as ours."""
    return RoomWords(said.owner(one)) if one.owner else said.owner(one)


def _for_programs(*names: str) -> list[Column]:
    """Returns the columns of fields that only a CSV file has."""
    return [Column(name, "", 0, attrgetter(name)) for name in names]


def _words(field: str) -> Callable[[Any], RoomWords]:
    return lambda one: RoomWords(getattr(one, field))


def _also(one: Any) -> RoomWords:
    return RoomWords("\n".join(one.also))


def _of(name: str) -> Callable[[dict[str, CellValue]], CellValue]:
    return lambda row: row.get(name)
