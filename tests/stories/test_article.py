"""An article of the known shape becomes proposals; what can't be read is named with its line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workshop.protocol.story import Story
from workshop.stories.own_story import read_published
from workshop.stories.reading.article import (
    COMPLAINTS,
    MOST_READ_AT_A_TIME,
    ArticleReading,
    Complaint,
    read_article,
)

ARTICLE = """\
We asked people who grow things what once went wrong for them.
Some of them, "old hands" all, took a while to answer.

“Water the roots, not the leaves.”

“In my first summer I watered every evening from above. The leaves were full of spots in June.

“A neighbour looked over the fence and said, ‘Try lower down.’

“I have watered the roots ever since.”

– Pilar Ossi, gardener, teacher, and writer, Tucson, AZ

"Count the seeds".
"I sowed by feel. There were four rows "or so", and a bag of seeds too few. Now I count."
- Tomasz Wren, seed merchant & miller, Guelph, Ontario, Canada

“Ask who owns the tree.”

"I pruned the pear tree of a stranger.

It took a letter and a basket of pears, and we talk to this day.

Now I ask before I climb."

—Ngaio Bell, tree surgeon, New Zealand

Follow us for more stories from the garden.
- More from this series
Edited by a gardener.
"""

LESSON = '"Ask first."\n'
STORY = '"I did not ask. It cost me a year."\n'
TELLER = "- Mara Quist, potter, Oslo, Norway\n"


def names(reading: ArticleReading) -> list[str]:
    return [story.fields["name"] for story in reading.stories]


def complaints(text: str) -> list[tuple[int, str]]:
    return [(complaint.line, complaint.code) for complaint in read_article(text).complaints]


def test_every_story_of_an_article_is_found_and_nothing_else() -> None:
    reading = read_article(ARTICLE)
    assert names(reading) == ["Pilar Ossi", "Tomasz Wren", "Ngaio Bell"]
    assert [story.line for story in reading.stories] == [4, 14, 18]
    assert reading.complaints == ()


def test_lessons_lose_their_quotation_marks_and_keep_their_full_stops() -> None:
    assert [story.fields["lesson"] for story in read_article(ARTICLE).stories] == [
        "Water the roots, not the leaves.",
        "Count the seeds.",
        "Ask who owns the tree.",
    ]


def test_the_teller_is_read_with_commas_in_the_work() -> None:
    tellers = [(s.fields["work"], s.fields["place"]) for s in read_article(ARTICLE).stories]
    assert tellers == [
        ("gardener, teacher, and writer", "Tucson, AZ"),
        ("seed merchant & miller", "Guelph, Ontario, Canada"),
        ("tree surgeon", "New Zealand"),
    ]


def test_paragraphs_become_steps_whichever_way_they_are_quoted() -> None:
    first, _, third = read_article(ARTICLE).stories
    assert first.fields["turn"] == "A neighbour looked over the fence and said, ‘Try lower down.’"
    assert first.fields["now"] == "I have watered the roots ever since."
    assert third.fields["happened"] == "I pruned the pear tree of a stranger."
    assert third.fields["now"] == "Now I ask before I climb."


def test_inner_quotation_marks_stay() -> None:
    tomasz = read_article(ARTICLE).stories[1]
    assert 'There were four rows "or so", and a bag' in " ".join(tomasz.fields.values())


def test_a_paragraph_that_ends_with_an_inner_quotation_does_not_end_the_story() -> None:
    story = '"I asked. She said, "go."\n\nI went, and it was wrong.\n\nNow I ask twice."\n'
    (proposal,) = read_article(LESSON + story + TELLER).stories
    assert proposal.fields["happened"] == 'I asked. She said, "go."'
    assert proposal.fields["now"] == "Now I ask twice."


def test_work_and_place_are_listed_for_confirmation() -> None:
    for story in read_article(ARTICLE).stories:
        assert {"title", "work", "place"} <= {note.field for note in story.notes}


def test_a_confirmed_story_is_a_story() -> None:
    for proposal in read_article(ARTICLE).stories:
        given = {**proposal.fields, "source": "The Fence", "permission": "All three, by letter."}
        assert isinstance(read_published(given), Story)


@pytest.mark.parametrize("dash", ["-", "–", "—", "- ", "– ", "— ", "― "])
@pytest.mark.parametrize(("opening", "closing"), ['""', "“”"])
def test_dashes_and_quotation_marks_of_every_kind_are_read(
    dash: str, opening: str, closing: str
) -> None:
    text = (
        f"{opening}Ask.{closing}\n{opening}I did not. It broke.{closing}\n{dash}Mara, potter, Peru"
    )
    (story,) = read_article(text).stories
    assert (story.fields["lesson"], story.fields["name"]) == ("Ask.", "Mara")
    assert (story.fields["happened"], story.fields["turn"]) == ("I did not.", "It broke.")


@pytest.mark.parametrize(
    ("line", "work", "place"),
    [
        ("potter, New York, NY", "potter", "New York, NY"),
        ("potter, Washington, D.C.", "potter", "Washington, D.C."),
        ("potter, Atlanta, Georgia", "potter", "Atlanta, Georgia"),
        ("potter, Georgia", "potter", "Georgia"),
        ("potter, New York, USA", "potter", "New York, USA"),
        ("potter and poet, painter & coach, Canada", "potter and poet, painter & coach", "Canada"),
        ("Seattle, WA", "", "Seattle, WA"),
        ("Canada", "", "Canada"),
        ("head of HR", "head of HR", ""),
        ("potter, Somewhere Else", "potter", "Somewhere Else"),
        ("potter, somewhere else", "potter, somewhere else", ""),
        ("Somewhere Else", "Somewhere Else", ""),
        ("potter, Clay Press Ltd.", "potter, Clay Press Ltd.", ""),
        ("potter, Frankfurt am Main, Germany", "potter", "Frankfurt am Main, Germany"),
        ("Founder, Coach, Canada", "Founder, Coach", "Canada"),
        ("founder, Ontario", "founder", "Ontario"),
        ("founder, Ontario, Canada", "founder", "Ontario, Canada"),
        ("Seattle, WA, USA", "", "Seattle, WA, USA"),
        ("potter, Truro, England, UK", "potter", "Truro, England, UK"),
    ],
)
def test_work_and_place_are_parted(line: str, work: str, place: str) -> None:
    (story,) = read_article(f"{LESSON}{STORY}- Mara Quist, {line}").stories
    assert (story.fields["work"], story.fields["place"]) == (work, place)
    codes = {note.code for note in story.notes}
    assert ("no_work" in codes, "no_place" in codes) == (not work, not place)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("potter, Oslo, Norway", "place"),
        ("potter, oslo, Norway", "place_country_alone"),
        ("potter, Oslo", "place_guessed"),
    ],
)
def test_a_place_that_may_be_something_else_is_noted(line: str, code: str) -> None:
    (story,) = read_article(f"{LESSON}{STORY}- Mara Quist, {line}").stories
    assert code in {note.code for note in story.notes}


@pytest.mark.parametrize("degree", ["PhD", "Ph.D.", "Jr.", "MBA, PCC", "III"])
def test_degrees_belong_to_the_name(degree: str) -> None:
    (story,) = read_article(f"{LESSON}{STORY}- Mara Quist, {degree}, potter, Oslo, Norway").stories
    assert (story.fields["name"], story.fields["work"]) == (f"Mara Quist, {degree}", "potter")


@pytest.mark.parametrize(
    "signed",
    [
        "- Mara Quist,\npotter and teacher, Oslo, Norway\n",
        "- Mara Quist, potter\nand teacher, Oslo, Norway\n",
        "- Mara Quist, potter and teacher, Oslo,\nNorway\n",
    ],
)
def test_a_wrapped_teller_is_read_whole(signed: str) -> None:
    (story,) = read_article(LESSON + STORY + signed + "\nFollow us.").stories
    assert (story.fields["work"], story.fields["place"]) == ("potter and teacher", "Oslo, Norway")


def test_a_teller_in_the_same_line_as_the_end_of_the_story_is_read() -> None:
    (story,) = read_article(f"{LESSON}{STORY.rstrip()} {TELLER}").stories
    assert (story.fields["name"], story.fields["turn"]) == ("Mara Quist", "It cost me a year.")


def test_a_wrapped_line_that_begins_with_an_inner_quotation_goes_on() -> None:
    story = "“I asked, and she said\n“go.” I went\n– too soon – and fell.”\n"
    (proposal,) = read_article(LESSON + story + TELLER).stories
    told = f"{proposal.fields['happened']} {proposal.fields['turn']}"
    assert told == "I asked, and she said “go.” I went – too soon – and fell."


@pytest.mark.parametrize(("opening", "closing"), ["«»", "»«", "„“", "„”"])
def test_quotation_marks_of_other_countries_are_read(opening: str, closing: str) -> None:
    text = f"{opening}Ask.{closing}\n{opening}I did not. It broke.{closing}\n– Mara, potter, Peru"
    (story,) = read_article(text).stories
    assert (story.fields["lesson"], story.fields["turn"]) == ("Ask.", "It broke.")


def test_no_more_than_some_are_read_at_a_time_and_the_rest_is_named() -> None:
    one = LESSON + STORY + TELLER
    reading = read_article(one * (MOST_READ_AT_A_TIME + 2))
    assert (len(reading.stories), reading.rest) == (
        MOST_READ_AT_A_TIME,
        3 * MOST_READ_AT_A_TIME + 1,
    )
    assert read_article(one * MOST_READ_AT_A_TIME).rest == 0


@pytest.mark.parametrize(
    ("broken", "line", "code"),
    [
        (STORY + TELLER, 4, "lesson_or_story_missing"),
        ('"Ask first.\n' + STORY + TELLER, 4, "lesson_open"),
        (LESSON + '"I did not ask.\n' + TELLER, 5, "story_open"),
        (LESSON + STORY + TELLER[2:], 6, "not_a_teller"),
        (LESSON + '"I did not ask. I just did it"\nMara Quist, potter\n', 6, "not_a_teller"),
        (LESSON + STORY, 4, "no_teller"),
        (LESSON + '"I did not ask. It cost me' + " a year" * 30 + ".\n", 4, "no_teller"),
        (LESSON + STORY + "-, potter, Oslo\n", 6, "no_name"),
        ("Ask first.\nI did not ask.\n" + TELLER, 6, "teller_alone"),
        (TELLER, 4, "teller_alone"),
    ],
)
def test_a_broken_story_is_named_with_its_line_and_its_neighbours_are_read(
    broken: str, line: int, code: str
) -> None:
    before = '"Before."\n"It was early. It was late."\n- Abe, baker, Peru\n'
    after = '"After."\n"It was late. It was early."\n- Zoe, baker, Chad\n'
    reading = read_article(before + broken + after)
    assert names(reading) == ["Abe", "Zoe"]
    assert reading.stories[1].fields["lesson"] == "After."
    assert complaints(before + broken + after) == [(line, code)]


def test_a_last_story_without_a_teller_is_named() -> None:
    assert complaints(LESSON + STORY) == [(1, "no_teller")]
    assert complaints(LESSON + STORY + "\nFollow us for more.") == [(4, "not_a_teller")]


def test_a_text_without_any_story_says_what_a_story_looks_like() -> None:
    (complaint,) = read_article("Just some text.\n").complaints
    assert complaint.code == "nothing_found"
    assert "- Name, work, place" in complaint.sentence


def test_a_sentence_names_the_line_and_what_to_do() -> None:
    (complaint,) = read_article(LESSON + TELLER).complaints
    assert complaint.sentence == (
        "Line 1: there is only one quotation before the teller on line 2; "
        "there must be two, the lesson and then the story."
    )


def test_several_quotations_in_one_story_are_noted() -> None:
    long = '"' + "I ask now. " * 20 + '"\n'
    (story,) = read_article(LESSON + STORY + long + STORY + TELLER).stories
    assert "several_quotations" in {note.code for note in story.notes}


@pytest.mark.parametrize(
    ("lesson", "title"),
    [
        ("Ask who knows. Then write 1,000 letters, all of them, with the date in every single one.",
         "Ask who knows"),
        ("Before you write a date, ask the one who knows, since e.g. prices change in the "
         "night before the letter", "Before you write a date, ask the one who knows"),
        ("The list is not the van – look into the van itself before you send it out to the gates "
         "of a customer", "The list is not the van"),
        ("Now, ask every single one of them before you send out anything that has a date or a "
         "price in it", ""),
        ("Ask every time " * 9, ""),
    ],
)  # fmt: skip
def test_a_lesson_too_long_for_a_title_gives_whole_sentences_or_phrases(
    lesson: str, title: str
) -> None:
    (story,) = read_article(f'"{lesson}"\n' + STORY + TELLER).stories
    assert story.fields["title"] == title
    note = next(one.code for one in story.notes if one.field == "title")
    assert note == ("title_from_lesson" if title else "no_title")


@pytest.mark.parametrize("code", COMPLAINTS)
def test_every_complaint_has_a_finished_sentence(code: str) -> None:
    sentence = Complaint(7, code, 9).sentence  # type: ignore[arg-type]
    assert sentence.startswith("Line 7: ")
    assert sentence.endswith(".")
    assert not {"{", "}"} & set(sentence)


@settings(deadline=None)
@given(st.lists(st.sampled_from([LESSON, STORY, TELLER, '"Open\n', "Plain.\n", "\n"]), max_size=12))
def test_no_quotation_is_left_out_without_a_complaint(pieces: list[str]) -> None:
    reading = read_article("".join(pieces))
    assert reading.stories or reading.complaints
    assert all(story.fields["name"] == "Mara Quist" for story in reading.stories)


@settings(deadline=None)
@given(st.text(alphabet='ab. ,"“”-–\n'))
def test_no_text_breaks_the_reader(text: str) -> None:
    reading = read_article(text)
    assert reading.stories or reading.complaints
