"""The PDF: the same facts as are stored, by its tags; and words that stay words in every script."""

import re
from collections.abc import Sequence
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from pypdf import PdfReader

from tests.summary.facts import stored
from tests.summary.hostile import all_evil, evil
from tests.summary.read_pdf import (
    MISSING,
    comparable,
    facts,
    is_accessible,
    places,
    sections,
    strokes,
    structure,
)
from tests.summary.reading import sections as in_markdown
from tests.summary.samples import STORY, sample
from tests.summary.summaries import lesson, plain
from workshop.protocol.summary import Summary, SummaryCard, SummaryFollowed, SummaryPulseItem
from workshop.rules.text import REORDERING, clean
from workshop.stories.pack import built_in
from workshop.summary.formats import markdown, pdf
from workshop.summary.reader import reader

MARKUP = (
    "#let x = 1", "#panic()", "#{1 + 1}", "$x^2$ and $ y $", "@ref @everyone", "*bold* _slanted_",
    "back\\slash \\u{41} \\", "<label> <heading>", "= Heading", "+ item\n/ term: words",
    "// no more", "/* no more */", "`raw` ```typ #x```", "[content] (group) {code}",
    "a~b -- c --- d ...", "'x' \"y\"", "https://x.example/#let", "{page} {pages}",
)  # fmt: skip
SCRIPTS = (
    "Größe, œuvre, Łódź, señal, ½, €, №", "Ελληνικά: δεν το είδε κανείς άλλος.",
    "Русский, українська, српски: никто больше не видел.", "הגיבוי שמעולם לא שוחזר (2 פעמים).",
    "हमने किसी से नहीं पूछा। क्षत्रिय", "เราไม่ได้ถามใครเลย", "备份从未恢复过，只是希望。",
    "誰も見ていない変更は終わっていない。", "아무도 보지 않은 변경은 끝나지 않았다.",
    "👩‍💻 👨‍👩‍👧‍👦 👍🏽 🇩🇪 ❤️ 🏳️‍🌈", "النسخة الاحتياطية التي لم تستعد قط (3 مرات).",
)  # fmt: skip
LONGEST = ("w" * 280, "*" * 140, "a\n" * 140, "终" * 280, "All work and no play. " * 12)
FOOT, LEFT, WIDE = 40, 60, 595
"""Below and left of so many points stand the foot of a page and its margin; it is so wide."""
NO_FACE = "\u0378"
"""No letter at all, so far."""
FOLLOWED = SummaryFollowed(
    workshop="w", id="1", made="2026-01-14", lesson="x", when="a release is due",
    will="read it", who="we", owner="Jonas", by="2026-02-01", language="en", outcome="changed",
    will_now="read it out loud", by_now="2026-03-30", learned="Four minutes.",
)  # fmt: skip
PULSE = SummaryPulseItem(arrive=[0, 3, 2, 0, 0], finish=[0, 1, 0, 4, 0], change=[1, 0, 4])
GOLD = (0xDF, 0xAD, 0x3C)


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param((*MARKUP, *SCRIPTS), id="all of them"),
        *(pytest.param([text], id=ascii(text), marks=pytest.mark.long)
          for text in (*MARKUP, *SCRIPTS, *LONGEST)),
    ],
)  # fmt: skip
def test_hostile_words_stay_words(texts: Sequence[str]) -> None:
    summary = all_evil(texts)
    body = pdf.render(summary)
    assert comparable(facts(body, summary)) == comparable(stored(summary))
    assert is_accessible(body) and MISSING not in structure(body).text


def test_any_words_in_latin_letters_stay_words(pytestconfig: pytest.Config) -> None:
    @settings(max_examples=10 if pytestconfig.getoption("--long") else 5, deadline=None)
    @given(st.text(st.characters(codec="utf-8", max_codepoint=0xFF), min_size=1, max_size=140))
    def stay_words(text: str) -> None:
        text = clean(text) or "x"
        assert facts(pdf.render(evil(text)), evil(text)) == stored(evil(text))

    stay_words()


def test_its_parts_stand_in_the_order_of_the_page(summary: Summary) -> None:
    full = replace(summary, second_story=built_in()[2], followed=[FOLLOWED], pulse=[PULSE] * 3,
                   meets="2026-04-01")  # fmt: skip
    said = list(sections(pdf.render(full)))
    assert said == list(in_markdown(markdown.render(full)))
    text = structure(pdf.render(full)).text
    for words in ("Changed", "read it out loud", "The team meets next on 1 April 2026.",
                  "Higher at the end: 4, the same: 0, lower: 1."):  # fmt: skip
        assert words in text


def test_the_rooms_words_begin_where_the_readers_do() -> None:
    card = SummaryCard(happened="It broke.", learned="Mend it.", language="en")
    told = replace(plain(story=STORY, team=""), followed=[FOLLOWED], cards=[card])
    body = pdf.render(told, reader("ar"))
    words = [(page, at) for page in (0, 1) for at, above in places(body, page) if above > FOOT]
    assert len(words) > 10 and [one for one in words if one[1] < LEFT] == []


def test_no_word_of_a_title_is_left_alone_on_its_last_line() -> None:
    for more in range(6):
        title = f"The late rel{'e' * more}ase and what it taught us"
        page = PdfReader(BytesIO(pdf.render(plain(title=title)))).pages[0]
        first, second = [line.strip() for line in page.extract_text().splitlines()[:2]]
        assert first == title or second == "taught us"


@pytest.mark.parametrize(("language", "edge"), [("en", (525, 540)), ("ar", (55, 62))])
def test_votes_stand_in_one_column_whichever_way_their_lessons_run(
    language: str, edge: tuple[float, float]
) -> None:
    lessons = [
        replace(lesson(text, language=its), votes=7, rank=1)
        for text, its in (("Ask once. " * 12, "en"), ("لنسأل.", "ar"), ("Sleep.", "en"))
    ]
    body = pdf.render(plain(lessons=lessons), reader(language))
    least, most = edge
    counted = [at for at, above in places(body, 0) if above > FOOT and least < at < most]
    assert len(counted) == len(lessons) and len({round(at) for at in counted}) == 1


def test_a_title_without_a_space_stays_within_the_margins() -> None:
    body = pdf.render(plain(title="w" * 80, team="W" * 60))
    begins = [at for at, _ in places(body, 0)]
    assert len(begins) > 80 and max(begins) < WIDE - LEFT + 10


def test_it_is_tagged_and_says_its_title_and_language(summary: Summary) -> None:
    root = PdfReader(BytesIO(pdf.render(summary, reader("ar")))).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "ar"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/ViewerPreferences"]["/Direction"] == "/R2L"
    headings = [one.name for one in structure(pdf.render(summary)).all() if one.name[0] == "H"]
    assert headings[:2] == ["H1", "H2"] and set(headings) == {"H1", "H2", "H3"}
    assert is_accessible(pdf.render(summary))


def test_it_tells_neither_when_nor_by_whom_it_was_made(summary: Summary) -> None:
    told = PdfReader(BytesIO(pdf.render(summary))).metadata
    assert told is not None and told.title == "Spring release, 25 February 2026"
    assert told.author is None and told.creation_date is None and told.modification_date is None


def test_a_letter_without_a_face_costs_the_standard_and_nothing_else(summary: Summary) -> None:
    told = replace(summary, cards=[SummaryCard(happened=NO_FACE, learned="Kept.", language="en")])
    body = pdf.render(told)
    assert not is_accessible(body)
    said, wanted = facts(body, told), stored(told)
    assert (said.lessons, said.commitments, said.devices) == (
        wanted.lessons, wanted.commitments, wanted.devices,
    )  # fmt: skip
    assert said.cards == ((MISSING, "Kept."),)


@pytest.mark.parametrize("language", [pytest.param("en", marks=pytest.mark.long), "ar"])
def test_a_sentence_with_peoples_words_in_it_holds_no_mark_that_a_search_would_meet(
    language: str, summary: Summary
) -> None:
    one = replace(summary.commitments[0], when="لا أحد ينظر", will="look, twice", language="ar")
    mixed = replace(summary, commitments=[*summary.commitments, one])
    for body in (pdf.render(mixed, reader(language)), pdf.render_poster(mixed, reader(language))):
        assert not REORDERING & set(structure(body).text)
    if language == "en":
        first = summary.commitments[0]
        whole = " ".join(structure(pdf.render(summary)).text.split())
        assert f"{first.when}, I will {first.will}." in whole


def test_gold_is_what_holds_and_a_thin_line_what_is_open(summary: Summary) -> None:
    def golden(owner: str, learned: str) -> int:
        one = replace(summary.commitments[0], owner=owner)
        card = SummaryCard(happened="x", learned=learned, language="en")
        return strokes(pdf.render(replace(summary, commitments=[one], cards=[card])), GOLD)

    assert golden("Jonas", "y") == golden("", "y") + 1 == golden("", "") + 2


def test_pages_are_counted_in_the_readers_words(summary: Summary) -> None:
    pages = PdfReader(BytesIO(pdf.render(summary, reader("de")))).pages
    assert [f"Seite {n + 1} von {len(pages)}" in page.extract_text()
            for n, page in enumerate(pages)] == [True] * len(pages)  # fmt: skip


@pytest.mark.parametrize("stories", [0, 1])
@pytest.mark.parametrize("cards", [0, 1, 3])
def test_every_page_says_its_own_number_whatever_begins_on_the_second(
    stories: int, cards: int
) -> None:
    full = sample()
    short = replace(
        full, story=full.story if stories else None, second_story=None, lessons=full.lessons[:2],
        commitments=[], followed=[], meets="", pulse=[], cards=full.cards[:cards],
    )  # fmt: skip
    pages = PdfReader(BytesIO(pdf.render(short))).pages
    said = [re.findall(r"Page (\d+) of (\d+)", page.extract_text()) for page in pages]
    assert said == [[(str(n), str(len(pages)))] for n in range(1, len(pages) + 1)]


def test_a_draft_says_so_on_every_page(summary: Summary) -> None:
    pages = PdfReader(BytesIO(pdf.render(replace(summary, draft=True)))).pages
    assert all("Draft:" in page.extract_text() for page in pages)
