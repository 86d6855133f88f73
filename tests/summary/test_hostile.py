"""Hostile texts come out of every format as they were written, and can only be read."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from msgspec.structs import replace

from tests.summary.facts import flat, stored
from tests.summary.hostile import FORMULA, HOSTILE, all_evil, evil
from tests.summary.read_office import workbook
from tests.summary.readers import READERS, facts, kept, made, tables
from tests.summary.reading import items, page, quotes, sections
from tests.summary.samples import ARABIC, sample
from workshop.protocol.summary import Summary
from workshop.rules.text import NO_CHARACTERS, REORDERING, visible
from workshop.summary.formats import due_dates, markdown, one_file
from workshop.summary.formats.all_formats import FORMATS, file_name
from workshop.summary.formats.script import harmless
from workshop.summary.reader import ENGLISH, reader
from workshop.summary.wording import Wording

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
EXCEL = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SLOW = ["pdf", "docx", "xlsx", "poster.pdf", "poster.png"]
"""Formats that take too long for a file of each text: by default one file has all of them."""
EXAMPLES = {"docx": 20, "xlsx": 20}
"""Number of texts that are made up for such a file; 60 for any other, and with --long."""
SPACES = {"\t": " ", "\r": "\n"}
MARKS = ["\x00", "\x1b", "\ufffe", "\uffff", "\ufdd0", "\U0001ffff", "\ud800"]
TYPED = st.text(st.characters(exclude_categories=()), min_size=1, max_size=60).filter(
    lambda text: visible(text).strip() != ""
)
"""Whatever can be in a text that says anything, lone surrogates and marks included."""


def long(*values: object, name: str) -> object:
    """Returns a case that runs with --long only."""
    return pytest.param(*values, marks=pytest.mark.long, id=name)


def each(endings: Iterable[str], texts: Iterable[str]) -> list[object]:
    """All texts in each of these formats; in those that are slow one by one, with --long only."""
    fast = [pytest.param(ending, [*texts], id=ending) for ending in endings if ending not in SLOW]
    alone = [(ending, text) for ending in endings if ending in SLOW for text in texts]
    return fast + [long(ending, [text], name=f"{ending}-{text!a}") for ending, text in alone]


ALONE = [long(evil(text), name=ascii(text)) for text in HOSTILE]
TOGETHER = [pytest.param(all_evil(), id="all of them"), *ALONE]
"""All texts in one summary, and each in one of its own."""


@pytest.mark.parametrize("ending", READERS)
def test_all_words_come_out_as_they_were_written(ending: str) -> None:
    assert facts(ending, all_evil()) == kept(ending, all_evil())


@pytest.mark.parametrize(("ending", "texts"), each(READERS, HOSTILE))
def test_words_come_out_as_they_were_written_wherever_they_stand(
    ending: str, texts: list[str]
) -> None:
    for text in texts:
        assert facts(ending, evil(text)) == kept(ending, evil(text)), text


@pytest.mark.parametrize("ending", sorted(READERS.keys() - {"pdf"}))
def test_any_text_comes_out_as_it_was_written(ending: str, pytestconfig: pytest.Config) -> None:
    examples = 60 if pytestconfig.getoption("--long") else EXAMPLES.get(ending, 60)

    @settings(deadline=None, max_examples=examples)
    @given(TYPED)
    @example("'\r")
    def comes_out(text: str) -> None:
        assert facts(ending, evil(text)) == kept(ending, evil(text))

    comes_out()


def test_in_html_they_are_words() -> None:
    for text in HOSTILE:
        is_words_in_html(text)


def is_words_in_html(text: str) -> None:
    html = one_file.render(evil(text))
    root = page(html)
    assert not root.named("script", "img", "a", "iframe", "link", "form", "object", "base")
    names = {name for node in root.all() for name in node.attributes}
    assert not [name for name in names if name.startswith("on") or name in {"style", "src", "href"}]
    assert one_file.file_policy() in html.replace("&#39;", "'")


def test_in_markdown_they_are_words_in_every_kind_of_it() -> None:
    for text in HOSTILE:
        is_words_in_markdown(text)


def is_words_in_markdown(text: str) -> None:
    """The readers fail on a mark that could be more than a word, also in kinds with tables, links
    without marks, formulas or mentions."""
    found = sections(markdown.render(evil(text)))
    blocks = list(chain(*found.values()))
    said = [line for block in blocks if block.startswith("- ") for item in items(block)
            for line in item]  # fmt: skip
    quoted = [line for quote in quotes(blocks) for line in quote]
    assert flat(visible(text[:140])) in flat(" ".join(said))
    assert flat(visible(text[:280])) in flat(" ".join(quoted))


def test_in_tables_nothing_computes() -> None:
    for text in HOSTILE:
        computes_nothing(text)


def computes_nothing(text: str) -> None:
    rows = tables(made("zip", evil(text)))["cards"]
    assert [row["happened"] for row in rows] == [visible(text[:280])]
    with zipfile.ZipFile(io.BytesIO(made("zip", evil(text)))) as archive:
        read = [archive.read(name).decode("utf-8-sig") for name in archive.namelist()]
    rows_of = [csv.reader(io.StringIO(one, newline="")) for one in read]
    cells = [cell for row in chain(*rows_of) for cell in row]
    assert not [cell for cell in cells if FORMULA.match(cell)]


@pytest.mark.parametrize("summary", TOGETHER)
def test_in_excel_nothing_computes_and_nothing_leads_away(summary: Summary) -> None:
    body = made("xlsx", summary)
    for sheet in workbook(body).worksheets:
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
        assert not [cell for cell in cells if FORMULA.match(str(cell.value))]
    tags = {node.tag for _, node in parts_of(body)}
    assert not tags & {f"{EXCEL}{name}" for name in ("f", "hyperlink", "externalReference")}
    assert not leads_away(body)


@pytest.mark.parametrize("summary", TOGETHER)
def test_in_word_nothing_computes_and_nothing_leads_away(summary: Summary) -> None:
    body = made("docx", summary)
    nodes = list(parts_of(body))
    names = ("hyperlink", "instrText", "fldChar", "object", "altChunk")
    assert not {node.tag for _, node in nodes} & {f"{WORD}{name}" for name in names}
    fields = [node.get(f"{WORD}instr") for _, node in nodes if node.tag == f"{WORD}fldSimple"]
    assert fields == [" PAGE "]
    assert not leads_away(body)


def parts_of(body: bytes) -> Iterator[tuple[str, ElementTree.Element]]:
    """Every element of an Office file; fails where one of its files is not well formed."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        for name in archive.namelist():
            for node in ElementTree.fromstring(archive.read(name)).iter():
                yield name, node


def leads_away(body: bytes) -> list[str]:
    """Where a file would fetch something from."""
    nodes = [node for name, node in parts_of(body) if name.endswith(".rels")]
    return [str(node.attrib) for node in nodes if node.get("TargetMode") == "External"]


def test_in_a_calendar_they_are_words() -> None:
    for text in HOSTILE:
        is_words_in_a_calendar(text)


def is_words_in_a_calendar(text: str) -> None:
    summary = dated(evil(text))
    events = Calendar.from_ical(due_dates.render(summary)).walk("VEVENT")
    promise = Wording(harmless(summary), ENGLISH).promise(harmless(summary).commitments[0])
    assert len(events) == 2
    assert flat(str(promise)) in flat(str(events[0]["summary"]))


def dated(summary: Summary) -> Summary:
    """Returns a summary with a date for its commitment."""
    (one,) = summary.commitments
    return replace(summary, commitments=[replace(one, by="2026-03-11")])


@pytest.mark.parametrize(("ending", "marks"), each(FORMATS, [*sorted(REORDERING), *MARKS, *SPACES]))
def test_marks_that_reorder_or_hide_are_in_no_format(ending: str, marks: list[str]) -> None:
    for mark in marks:
        plain = SPACES.get(mark, "")
        assert marked(ending, f"{mark}exe{mark}.doc{mark}") == marked(
            ending, f"{plain}exe{plain}.doc{plain}"
        ), repr(mark)


@pytest.mark.parametrize("ending", FORMATS)
def test_all_these_marks_together_are_in_no_format(ending: str) -> None:
    marks = "".join([*sorted(REORDERING), *MARKS])
    assert marked(ending, f"{marks}exe.doc") == marked(ending, "exe.doc")


@cache
def marked(ending: str, text: str) -> bytes:
    """The file of words among which such marks may stand."""
    return made(ending, dated(evil(text)))


def test_what_is_no_character_is_in_no_text() -> None:
    assert visible("".join(sorted(NO_CHARACTERS))) == ""


@pytest.mark.parametrize("language", ["", "xx", '"/><x>', "en\nx", "de-\u202e", "x" * 99])
@pytest.mark.parametrize("ending", FORMATS)
def test_no_language_breaks_a_file(ending: str, language: str) -> None:
    (lesson,), (card,) = evil("x").lessons, evil("x").cards
    odd = replace(
        dated(evil("x")), language=language, lessons=[replace(lesson, language=language)],
        cards=[replace(card, language=language)],
    )  # fmt: skip
    body = made(ending, odd)
    if ending in READERS:
        assert READERS[ending](body, odd, ENGLISH) == stored(odd)


def test_in_html_peoples_words_are_set_apart_from_ours_whatever_their_direction() -> None:
    root = page(one_file.render(evil("\u05e9\u05dc\u05d5\u05dd")))
    assert root.of("summary-owner")[0].named("bdi")
    assert all("dir" in node.attributes or node.named("bdi") for node in root.of("t-lesson")), (
        "every text has a direction of its own"
    )


def test_in_word_each_paragraph_and_run_has_its_direction_and_its_language() -> None:
    nodes = [node for name, node in parts_of(made("docx", sample(ARABIC), reader("de")))
             if name == "word/document.xml" and node.tag == f"{WORD}p"]  # fmt: skip
    told = {"".join(one.text or "" for one in node.iter(f"{WORD}t")): node for node in nodes}
    arabic, german = told[ARABIC.lessons[3]], told[reader("de").translate("Lessons")]
    assert arabic.find(f"{WORD}pPr/{WORD}bidi") is not None
    assert german.find(f"{WORD}pPr/{WORD}bidi") is None
    runs = [("".join(one.text or "" for one in run.iter(f"{WORD}t")).strip(), run)
            for run in arabic.iter(f"{WORD}r")]  # fmt: skip
    ways = {text: run.find(f"{WORD}rPr/{WORD}rtl") is not None for text, run in runs}
    assert ways == {"جرّب النسخة": True, "backup.zip": False, "باستعادتها.": True}
    spoken = arabic.find(f"{WORD}r/{WORD}rPr/{WORD}lang")
    assert spoken is not None and spoken.get(f"{WORD}bidi") == "ar-EG"
    (here,) = [one.find(f"{WORD}rPr/{WORD}lang") for one in german.iter(f"{WORD}r")]
    assert here is not None and here.get(f"{WORD}val") == "de-DE"


def test_a_file_name_is_safe_everywhere() -> None:
    named = replace(evil("x"), team="Payments team", title="Spring release")
    assert file_name(named, "md") == "2026-02-25-payments-team-spring-release.md"
    for text in (*HOSTILE, "../../etc/passwd", "CON", "Größe & Ærø"):
        assert re.fullmatch(r"2026-02-25-[a-z0-9-]{1,60}\.zip", file_name(evil(text), "zip"))
