"""The pulse in what a team takes home: the same sums in every format, and nothing called proof."""

import csv
import io
import zipfile
from datetime import date

from msgspec.structs import replace

from tests.support.room import TestRoom
from workshop.protocol.summary import Summary, SummaryPulseItem, read_summary
from workshop.rules.pulse import PULSE_SENTENCES
from workshop.summary.build import build
from workshop.summary.formats import csv_zip, json_file, markdown, one_file
from workshop.summary.reader import reader

PAIRS = SummaryPulseItem(arrive=[0, 3, 2, 0, 0], finish=[0, 1, 0, 4, 0], change=[1, 0, 4])
ALONE = SummaryPulseItem(arrive=[0, 3, 2, 0, 1], finish=[], change=[])


def summary_of(room: TestRoom, item: SummaryPulseItem) -> Summary:
    return replace(build(room.read(), date(2026, 5, 28)), pulse=[item] * 3)


def table(body: bytes) -> list[list[str]]:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        text = archive.read("pulse.csv").decode("utf-8-sig")
    return [*csv.reader(io.StringIO(text))]


def test_every_format_has_the_sums_of_both_ends_and_the_change(room: TestRoom) -> None:
    summary = summary_of(room, PAIRS)
    text, html = markdown.render(summary), one_file.render(summary)
    assert "At the beginning: not at all 0, hardly 3, partly 2, mostly 0, fully 0" in text
    for words in (text, html):
        assert all(sentence in words for sentence in PULSE_SENTENCES)
        assert words.count("Higher at the end: 4, the same: 0, lower: 1.") == 3
        assert "it proves nothing" in words and "rose" not in words
    rows = table(csv_zip.render(summary))
    assert rows[1] == [PULSE_SENTENCES[0], "beginning", "0", "3", "2", "0", "0", "", "", ""]
    assert rows[2] == [PULSE_SENTENCES[0], "end", "0", "1", "0", "4", "0", "1", "0", "4"]
    assert read_summary(json_file.render(summary)).pulse == summary.pulse


def test_an_end_that_was_too_few_is_left_out_and_nothing_is_compared(room: TestRoom) -> None:
    summary = summary_of(room, ALONE)
    for words in (markdown.render(summary), one_file.render(summary)):
        assert "At the beginning" in words and "higher" not in words
        assert "each is counted separately" in words
    assert len(table(csv_zip.render(summary))) == 1 + 3


def test_without_a_pulse_no_page_speaks_of_it(room: TestRoom) -> None:
    summary = build(room.read(), date(2026, 5, 28))
    for words in (markdown.render(summary), one_file.render(summary)):
        assert "pulse:" not in words and PULSE_SENTENCES[0] not in words
    assert table(csv_zip.render(summary))[1:] == []


def test_it_is_said_in_the_readers_language(room: TestRoom) -> None:
    german = reader("de")
    text = markdown.render(summary_of(room, PAIRS), german)
    assert german.translate(PULSE_SENTENCES[1]) in text and PULSE_SENTENCES[1] not in text
