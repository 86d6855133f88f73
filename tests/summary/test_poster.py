"""The poster: what the room chose, large, on one page; for the wall and as a picture."""

from io import BytesIO

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from tests.summary.hostile import HOSTILE, evil
from tests.summary.read_pdf import is_accessible, lowest, structure, unordered
from workshop.protocol.summary import Summary, SummaryLesson
from workshop.summary.formats import pdf
from workshop.summary.formats.script import harmless
from workshop.summary.reader import reader

A3 = (842, 1191)
"""In points."""


def with_lessons(summary: Summary, *texts: str, chosen: bool = True) -> Summary:
    lessons = [
        SummaryLesson(text=text, also=[], language="en", votes=1, rank=1, tied=False, chosen=chosen)
        for text in texts
    ]
    return replace(summary, lessons=lessons)


def read_back(body: bytes) -> list[str]:
    return [one.text for one in structure(body).named("LBody")]


def test_it_says_what_the_room_chose_and_nothing_else_of_it(summary: Summary) -> None:
    lessons = [replace(one, chosen=place != 1) for place, one in enumerate(summary.lessons)]
    body = pdf.render_poster(replace(summary, lessons=lessons))
    assert read_back(body) == [one.text for one in lessons if one.chosen] != []
    text = structure(body).text
    assert "Spring release, Payments, 25 February 2026" in text
    assert summary.cards[0].happened not in text and "Jonas" not in text


def test_where_nothing_was_chosen_it_has_the_first_lessons(summary: Summary) -> None:
    texts = [f"Lesson {n}." for n in range(12)]
    body = pdf.render_poster(with_lessons(summary, *texts, chosen=False))
    assert read_back(body) == texts[:8]


@pytest.mark.parametrize(
    "texts", [[], ["Ask."], ["w" * 140] * 8, ["All work and no play. " * 6] * 8]
)
def test_it_is_one_page_and_nothing_is_cut_off(summary: Summary, texts: list[str]) -> None:
    full = replace(with_lessons(summary, *texts), title="w" * 80, team="W" * 60, draft=True)
    body = pdf.render_poster(full)
    (page,) = PdfReader(BytesIO(body)).pages
    assert (round(page.mediabox.width), round(page.mediabox.height)) == A3
    assert read_back(body) == [text.strip() for text in texts]
    assert lowest(body) > 40


def test_its_lines_are_in_the_readers_language(summary: Summary) -> None:
    german, arabic = (
        structure(pdf.render_poster(summary, reader(tag))).text for tag in ("de", "ar")
    )
    assert "Geschichten bleiben." in german and "Lehren gehen mit." in german
    heading = structure(pdf.render_poster(summary, reader("ar"))).named("H2")[0].text
    assert unordered(heading) == unordered(reader("ar").translate("Lessons leave."))
    assert summary.lessons[0].text in arabic


def test_hostile_words_stay_words() -> None:
    for text in HOSTILE:
        body = pdf.render_poster(evil(text))
        (lesson,) = harmless(evil(text)).lessons
        assert [unordered(one) for one in read_back(body)] == [unordered(lesson.text)], text
        assert is_accessible(body), text


def test_the_picture_is_as_large_as_a_room_s_screen(summary: Summary) -> None:
    body = pdf.render_wide(summary)
    assert body[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(body[16:20]), int.from_bytes(body[20:24])) == (1920, 1080)
    assert b"tIME" not in body and b"tEXt" not in body
