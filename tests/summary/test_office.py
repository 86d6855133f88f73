"""The files for Word, Excel and calendars, beyond their words: what they are like to work with."""

from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from icalendar import Calendar
from msgspec.structs import replace

from tests.summary.hostile import evil
from tests.summary.read_office import is_of, workbook
from tests.summary.readers import made
from tests.summary.readers import tables as tables_of
from tests.summary.samples import ARABIC, ENGLISH, bare, sample
from workshop.languages import languages
from workshop.protocol.summary import Summary
from workshop.summary.formats.equal_zip import BEGINNING
from workshop.summary.formats.excel import CELL_CHARS, LONGEST_NAME, fitting, sheet_name
from workshop.summary.formats.tables import tables
from workshop.summary.reader import reader
from workshop.summary.wording import Wording


def in_word(summary: Summary, language: str = "en"):  # type: ignore[no-untyped-def]
    return docx.Document(BytesIO(made("docx", summary, reader(language))))


def numbers(document) -> list[tuple[str, int]]:  # type: ignore[no-untyped-def]
    """The lists of the lessons: which kind, and where each begins to count."""
    numbering = document.part.numbering_part.element
    found = []
    for one in document.paragraphs:
        if is_of(one, "Lesson", "Chosen Lesson"):
            own = one._p.pPr.numPr
            id_ = own.numId.val if own is not None else 2
            (num,) = [num for num in numbering.findall(qn("w:num")) if num.numId == id_]
            start = num.find(f".//{qn('w:startOverride')}")
            found.append(
                (num.abstractNumId.val, int(start.get(qn("w:val"))) if start is not None else 0)
            )
    return found


def test_word_has_headings_a_title_and_a_table_with_a_header_row() -> None:
    document = in_word(sample())
    headings = [one.text for one in document.paragraphs if is_of(one, "Heading 1")]
    assert headings[:2] == ["Lessons", "What we took on"] and headings[-1] == "What is not included"
    assert [one.text for one in document.paragraphs if is_of(one, "Title")] == ["Spring release"]
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells][1:3] == ["not at all", "hardly"]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [cell.text for cell in table.rows[2].cells] == ["At the end", "0", "1", "1", "4", "0"]


def test_word_counts_lessons_by_their_ranks_and_not_at_all_without_a_vote() -> None:
    counted, plain = 2, 1
    wanted = [(counted, 0), (counted, 0), (counted, 2), (counted, 4)]
    assert numbers(in_word(sample())) == wanted
    assert {kind for kind, _ in numbers(in_word(bare()))} == {plain}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_word_knows_its_title_and_language_and_neither_author_nor_time(language: str) -> None:
    document = in_word(sample(ARABIC), language)
    known = {one.tag.split("}")[1]: one.text for one in document.core_properties._element}
    full = {"en": "en-GB", "ar": "ar-EG"}[language]
    assert known == {"title": ARABIC.title, "language": full}
    place = qn("w:bidi") if language == "ar" else qn("w:val")
    (spoken,) = document.styles.element.xpath(".//w:docDefaults//w:lang")
    assert spoken.get(place) == full
    names = ZipFile(BytesIO(made("docx", sample()))).namelist()
    assert names[0] == "[Content_Types].xml"
    assert not [one for one in names if "thumbnail" in one or "custom" in one or "app.xml" in one]


def test_word_says_on_every_page_that_a_draft_is_one_and_what_it_is_of() -> None:
    document, said = in_word(bare()), "Draft: the workshop is still going on."
    (first,) = [one.text for one in document.paragraphs if is_of(one, "Nature")]
    section = document.sections[0]
    (later,) = [one.text for one in section.header.paragraphs]
    assert first.startswith(said) and later.startswith(said)
    for footer in (section.first_page_footer, section.footer):
        assert [one.text for one in footer.paragraphs] == ["Spring release\t"]
    assert [one.text for one in in_word(sample()).sections[0].header.paragraphs] == [""]


def test_words_bars_are_as_long_as_the_votes_and_say_nothing_to_a_screen_reader() -> None:
    document = in_word(sample())
    bars = [one for one in document.element.iter(qn("wp:docPr")) if one.get("name")[:3] == "Bar"]
    lengths = [int(one.getparent().find(qn("wp:extent")).get("cx")) for one in bars]
    assert [round(9 * one / lengths[0]) for one in lengths] == [9, 4, 4]
    drawn = list(document.element.iter(qn("wp:docPr")))
    assert len({one.get("id") for one in drawn}) == len(drawn)
    assert all(b"decorative" in docx.oxml.xmlchemy.serialize_for_reading(one).encode()
               for one in drawn)  # fmt: skip


def test_excel_has_a_sheet_for_each_thing_with_its_header_in_view() -> None:
    book = workbook(made("xlsx", sample()))
    assert book.sheetnames == [
        "Summary", "Lessons", "Commitments", "Earlier commitments", "Cards", "Pulse",
        "Did not fit on the ballot",
    ]  # fmt: skip
    assert [sheet.freeze_panes for sheet in book.worksheets] == [None, *["A2"] * 6]
    assert workbook(made("xlsx", bare())).sheetnames == [
        "Summary", "Lessons", "Commitments", "Cards",
    ]  # fmt: skip


def test_excel_has_real_days_and_real_numbers() -> None:
    book = workbook(made("xlsx", sample()))
    assert book["Summary"]["B4"].value == datetime(2026, 2, 25)
    assert [cell.value for cell in book["Commitments"]["C"][1:]] == [
        datetime(2026, 3, 11), None, None,
    ]  # fmt: skip
    assert [cell.value for cell in book["Lessons"]["C"][1:]] == [9, 4, 4, 0]
    odd = replace(sample(), date="long ago", commitments=[
        replace(sample().commitments[0], by="1899-12-31")])  # fmt: skip
    book = workbook(made("xlsx", odd))
    assert (book["Summary"]["B4"].value, book["Commitments"]["C2"].value) == (
        "long ago", "1899-12-31",
    )  # fmt: skip


def test_tables_have_the_votes_of_a_run_off_in_a_column_of_their_own() -> None:
    first, second, *others = sample().lessons
    decided = replace(sample(), lessons=[first, replace(second, run_off=5), *others])
    sheet = workbook(made("xlsx", decided))["Lessons"]
    head, *rows = sheet.iter_rows(values_only=True)
    column = head.index("Run-off")
    assert [row[column] for row in rows] == [None, 5, None, None]
    assert [row["run_off"] for row in tables_of(made("zip", decided))["lessons"]] == [
        "", "5", "", "",
    ]  # fmt: skip


def test_tables_name_what_did_not_fit_on_the_ballot() -> None:
    rows = [*workbook(made("xlsx", sample()))["Did not fit on the ballot"].values]
    assert rows == [("Lesson", "Also"), (ENGLISH.unvoted, "Keep it short.")]
    (row,) = tables_of(made("zip", sample()))["did_not_fit"]
    assert row == {"lesson": ENGLISH.unvoted, "also": "Keep it short.", "language": "en"}


def test_excel_runs_from_the_right_for_whoever_reads_so_and_has_no_author() -> None:
    arabic = workbook(made("xlsx", sample(), reader("ar")))
    assert all(sheet.sheet_view.rightToLeft for sheet in arabic.worksheets)
    book = workbook(made("xlsx", sample(ARABIC)))
    assert not any(sheet.sheet_view.rightToLeft for sheet in book.worksheets)
    known = book.properties
    assert (known.title, known.creator, known.lastModifiedBy) == (ARABIC.title, None, None)
    assert known.created == datetime(*BEGINNING)


@pytest.mark.parametrize("language", languages().known)
def test_the_names_of_excels_sheets_and_columns_are_told_apart(language: str) -> None:
    said = Wording(sample(), reader(language))
    names = [table.name for table in tables(said)]
    assert len(set(names)) == len(names) and all(len(one) <= LONGEST_NAME for one in names)
    for table in tables(said):
        assert len({said.translate(one.heading) for one in table.on_sheet}) == len(table.on_sheet)


def test_a_sheet_gets_a_name_that_excel_takes() -> None:
    taken: set[str] = set()
    names = [sheet_name(one, taken) for one in ("a/b[c]:*?\\d", "A b c d", "'x'", "y" * 40,
                                               "y" * 40, "*", "")]  # fmt: skip
    assert names == ["a b c d", "A b c d 2", "x", "y" * 31, "y" * 29 + " 2", "2", "3"]


def test_a_text_too_long_for_a_cell_is_cut_and_not_left_out() -> None:
    assert fitting("w" * CELL_CHARS) == "w" * CELL_CHARS
    for letter in ("w", "\U0001f469"):
        cut = fitting(letter * (CELL_CHARS + 1))
        assert cut.endswith(f"{letter}…") and len(cut.encode("utf-16-le")) <= 2 * CELL_CHARS


def events(summary: Summary, language: str = "en") -> list[tuple[str, str, str]]:
    """The events of the calendar: their names, days and words."""
    calendar = Calendar.from_ical(made("ics", summary, reader(language)))
    return [
        (str(one["uid"]).split("@")[0], one["dtstart"].dt.isoformat(), str(one["summary"]))
        for one in calendar.walk("VEVENT")
    ]


def test_a_calendar_has_a_whole_day_for_each_date() -> None:
    assert events(sample()) == [
        ("2f1b7c-a9b4bf9a", "2026-03-11",
         "Jonas: If I change a name that others read, I will tell the channel a day before."),
        ("2f1b7c-e07a5ba0", "2026-04-01",
         "If someone names a date, we will ask three people what they think."),
        ("1a-985171bc", "2026-05-01",
         "If someone names a date, we will tell the channel a day before."),
        ("2f1b7c-meets", "2026-03-25", "Payments: the team meets again"),
    ]  # fmt: skip
    assert events(replace(sample(), team=""))[-1][2] == "The team meets again"
    text = made("ics", sample(ARABIC), reader("ar")).decode()
    assert {len(line.encode()) <= 75 for line in text.split("\r\n")} == {True}
    assert "DTSTAMP:20260225T000000Z" in text and "VALARM" not in text
    assert text.count("DTEND;VALUE=DATE:20260312") == 1


def test_an_event_keeps_its_name_in_a_later_summary_and_in_every_language() -> None:
    first = sample()
    promise = first.commitments[0]
    later = replace(
        first, workshop="other", date="2026-04-22", commitments=[], meets="",
        followed=[replace(first.followed[1], workshop=first.workshop, id="1", who=promise.who,
                          lesson=promise.lesson, when=promise.when, will=promise.will,
                          will_now="", owner=promise.owner)],
    )  # fmt: skip
    (moved,) = events(later)
    assert (moved[0], moved[2]) == (events(first)[0][0], events(first)[0][2])
    assert moved[1] == "2026-05-01"
    assert [one[0] for one in events(first, "de")] == [one[0] for one in events(first)]


def test_two_events_of_the_same_words_have_two_names() -> None:
    promise = sample().commitments[0]
    twice = [promise, replace(promise, will="ask", owner="Ada")]
    names = [name for name, *_ in events(replace(sample(), commitments=twice))]
    assert names[:2] == ["2f1b7c-a9b4bf9a", "2f1b7c-a9b4bf9a-2"]


def test_a_commitment_of_many_lines_is_one_line_in_a_calendar() -> None:
    (promise,) = evil("two\nlines").commitments
    ((_, _, words), *_) = events(
        replace(evil("x"), commitments=[replace(promise, by="2026-03-11")])
    )
    assert "\n" not in words and words.count("two lines") == 3
