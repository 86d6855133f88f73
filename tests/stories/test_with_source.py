"""Whatever is pasted is beside what was read of it, or is still there as it was."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workshop.stories.reading.article import MOST_READ_AT_A_TIME
from workshop.stories.reading.with_source import (
    MOST_READ_CHARS,
    TextReading,
    as_one_story,
    read_text,
)

STORY = (
    '"Ask  first."\n\n"I did not ask.\nIt cost me a year."\n\n- Mara Quist, potter, Oslo, Norway'
)
OPEN = '"Ask first."\n"I did not.\n- Abe, baker, Peru'
ALONE = '"Ask twice."\n"I did. It helped."'


def lines(reading: TextReading) -> list[tuple[int, str]]:
    """Every line of a reading with its number, wherever it ended up."""
    parts = [one.source for one in reading.stories] + [one.part for one in reading.unread]
    return sorted(line for part in [*parts, *reading.passed] for line in part.numbered)


def test_each_story_has_its_lines_beside_it_as_they_stand() -> None:
    reading = read_text(f"About us\n\n{STORY}\n\nFollow us\n")
    (story,) = reading.stories
    assert (story.source.line, story.source.text) == (3, STORY)
    assert [(part.line, part.text) for part in reading.passed] == [
        (1, "About us"),
        (10, "Follow us"),
    ]


def test_unread_parts_stay_with_their_complaints_and_can_be_read_again() -> None:
    reading = read_text(f"{STORY}\n{OPEN}\n{STORY}\n{ALONE}", first=11)
    said = [(one.part.text, one.said(str).partition(":")[0]) for one in reading.unread]
    assert said == [(OPEN, "Line 18"), (ALONE, "Line 26")]
    assert len(reading.stories) == 2
    part = reading.unread[0].part
    again = read_text(part.text.replace("not.", 'not."'), part.line)
    assert [one.source.line for one in again.stories] == [17]


def test_the_line_after_a_story_without_a_teller_can_be_made_one() -> None:
    (unread,) = read_text(f"{STORY}\n{ALONE}\nAbe, baker, Peru\n{STORY}").unread
    assert unread.part.text == f"{ALONE}\nAbe, baker, Peru"
    mended = read_text(unread.part.text.replace("Abe", "- Abe"))
    assert [one.proposal.fields["name"] for one in mended.stories] == ["Abe"]


@pytest.mark.parametrize("text", ["A year ago I fell.\nThen I stood up.", "I fell.\n- Abe, baker"])
def test_text_that_is_no_article_is_proposed_as_one_story(text: str) -> None:
    reading = read_text(text)
    assert [one.source.text for one in reading.stories] == [text]
    assert (reading.unread, reading.passed) == ((), ())


def test_an_unread_part_can_be_taken_as_one_story() -> None:
    assert read_text(ALONE).stories == ()
    (story,) = as_one_story(ALONE, 7).stories
    assert (story.source.line, story.source.text) == (7, ALONE)


def test_what_is_too_much_at_a_time_stays_to_be_read_next() -> None:
    reading = read_text(f"{STORY}\n" * (MOST_READ_AT_A_TIME + 3))
    assert len(reading.stories) == MOST_READ_AT_A_TIME
    (rest,) = reading.unread
    assert rest.said(str) == ""
    assert len(read_text(rest.part.text, rest.part.line).stories) == 3


@pytest.mark.parametrize("text", ["", " \n\n"])
def test_in_nothing_nothing_is_read(text: str) -> None:
    assert read_text(text) == TextReading((), (), ())


@settings(deadline=None)
@given(st.lists(st.sampled_from([STORY, OPEN, ALONE, "Plain.", "- Abe, baker", "", '"'])))
def test_no_line_is_lost_and_none_is_there_twice(pieces: list[str]) -> None:
    text = "\n".join(pieces)
    written = [(n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
    assert lines(read_text(text)) == written


HOSTILE = [
    '"\n', '"', "-", "- a,", "a\n", "- a, b\n", '"a"\n', '"a\n', 'a"\n', '"a"\n"b"\n', "”", "“ ",
    "” - a,", '" -a', ",", "- a,\n", "a. ", ".” ", "“a”\n\n", "»«", "„“\n", "\n", "\r\n", "a ",
    "Lesson:", "— a,,,,", '"a"\n"b"\n- c, d\n',
]  # fmt: skip


BY_DEFAULT = {'"\n', "a\n", "- a, b\n", "“a”\n\n"}


# With work that grew as the square of the length this would not end today.
@pytest.mark.parametrize(
    "piece",
    [pytest.param(one, marks=[pytest.mark.long] * (one not in BY_DEFAULT)) for one in HOSTILE],
)
def test_the_longest_text_of_one_thing_is_read_to_its_end(piece: str) -> None:
    text = (piece * MOST_READ_CHARS)[:MOST_READ_CHARS]
    read = read_text(text)
    assert sum(line.count("a") for _number, line in lines(read)) == text.count("a")
    assert len(read.stories) + len(read.unread) <= MOST_READ_AT_A_TIME + 1
