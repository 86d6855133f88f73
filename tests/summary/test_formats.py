"""The files as people read them: in which order, in which language, and what is in none of them."""

import re
from collections.abc import Iterator
from dataclasses import replace

import msgspec
import pytest

from tests.summary.gathering import CANARIES, LEARNED, STANDS
from tests.summary.readers import READERS
from tests.summary.samples import ARABIC, ENGLISH, sample
from tests.summary.told import told
from workshop.protocol.story import Teller
from workshop.protocol.summary import Summary, SummaryLesson, SummaryUnvoted
from workshop.rules.votes import full_bar
from workshop.summary.formats.all_formats import FORMATS, offered_formats
from workshop.summary.pulse_words import caution, pulse_said
from workshop.summary.reader import ENGLISH as IN_ENGLISH
from workshop.summary.reader import Reader, reader
from workshop.summary.wording import Wording

READ_BY_PEOPLE = sorted(READERS.keys() - {"json", "zip", "xlsx"})
"""Formats that are read from their beginning to their end."""


@pytest.mark.parametrize("ending", READ_BY_PEOPLE)
def test_people_read_the_order_votes_owner_date_and_how_devices_are_counted(
    summary: Summary, ending: str
) -> None:
    text = told(ending, summary)
    page = ending == "html"
    places = [text.index(words) for words in (
        "25 February 2026", "What we take with us" if page else "Lessons",
        "Call people before you send them anything.",
        "What we took on", "Jonas", "by 11 March 2026", "Not taken on yet",
        "The story", "The story of Romal Tune", "What now" if page else "The story, step by step",
        "Source: ",
        "Cards their writers", STANDS, "How people in this room answered",
        "What is not included", "Devices that took part in the stage where most did: 5",
        "Devices are counted, not people",
    )]  # fmt: skip
    assert places == sorted(places)


@pytest.mark.parametrize("ending", READ_BY_PEOPLE)
def test_when_the_team_meets_next_stands_right_below_the_commitments(ending: str) -> None:
    text = plain(told(ending, sample()))
    last, follows = text.index("I will say so, at once"), text.index("What became of our earlier")
    assert last < text.index("The team meets next on 25 March 2026.") < follows


@pytest.mark.parametrize("ending", READ_BY_PEOPLE)
def test_a_chosen_lesson_that_nobody_has_taken_on_is_named_below_the_commitments(
    ending: str,
) -> None:
    whole = sample()
    text = plain(told(ending, msgspec.structs.replace(whole, commitments=whole.commitments[:1])))
    bare = ENGLISH.lessons[1].rstrip(".")
    place = text.index(f"“{bare}” is still open. Nobody has taken it on yet.")
    assert text.index("What we took on") < place < text.index("The team meets next on")


@pytest.mark.parametrize(
    ("ending", "language"),
    [(ending, language) for ending in READ_BY_PEOPLE for language in ("en", "ar")
     if (ending, language) != ("pdf", "ar")],  # there its letters are only counted
)  # fmt: skip
def test_every_sentence_is_in_every_format(ending: str, language: str) -> None:
    summary = sample(ARABIC if language == "ar" else ENGLISH)
    text = plain(told(ending, summary, reader(language)))
    told_apart = "" if ending == "html" else steps_headings(summary, reader(language))
    said = [*sentences(summary, reader(language)), *told_apart]
    assert [one for one in said if plain(one) not in text] == []


def sentences(summary: Summary, by: Reader) -> list[str]:
    """Returns the sentences of a summary beside its lessons, commitments and cards."""
    said = Wording(summary, by)
    lessons: list[SummaryLesson | SummaryUnvoted] = [*summary.lessons, *summary.did_not_fit]
    also = [str(sentence) for one in lessons for sentence in said.also(one)]
    unvoted = [said.did_not_fit(), *(one.text for one in summary.did_not_fit)]
    followed = [
        text
        for one in summary.followed
        for text in (str(said.promise(one)), said.became(one), said.owner(one), said.made(one))
    ]
    learned = [str(said.learned(one)) for one in summary.followed if one.learned]
    now = [str(said.promise_now(one)) for one in summary.followed if one.will_now]
    days = [said.by_now(one) for one in summary.followed]
    stories = [
        text
        for one in summary.stories
        for text in (said.story_heading(one), one.title, str(said.told_by(one)), one.lesson,
                     *(step.text for step in one.steps))
    ]  # fmt: skip
    still_open = [str(sentence) for sentence in said.still_open()]
    questions = [text for both in said.questions() for text in both]
    pulse = [
        text for one in pulse_said(summary, by.translate) for text in (one.sentence, one.change)
    ]
    return [*also, *unvoted, *followed, *learned, *now, *days, *stories, *still_open,
            said.meets(), *questions, *pulse, caution(summary, by.translate), *said.left_out(),
            said.devices()]  # fmt: skip


def steps_headings(summary: Summary, by: Reader) -> list[str]:
    """The headings of the stories' steps, which a page has on the story's own sheet."""
    return [Wording(summary, by).steps_heading(one) for one in summary.stories]


def plain(text: str) -> str:
    """Without what sets the words of a text apart in some format."""
    return " ".join(text.replace("\\", "").replace("**", "").split())


@pytest.mark.parametrize("ending", [*READ_BY_PEOPLE, "ics"])
def test_words_in_a_row_are_set_apart_as_the_reader_does_it(ending: str) -> None:
    english, arabic = (
        # What stands before is the style of a page.
        told(ending, sample(words), reader(words.language)).rpartition("}")[2]
        for words in (ENGLISH, ARABIC)
    )
    assert ", " in english and "،" in arabic
    said = {"read, ", "Trusted, "}  # in English, by people
    assert {*re.findall(r"\w+\W*, ", arabic)} <= said


@pytest.mark.parametrize("ending", READ_BY_PEOPLE)
def test_how_a_lesson_stands_is_said_in_words(ending: str) -> None:
    # A page has the whole list below the chosen lessons.
    every = plain(told(ending, sample())).split(Wording(sample(), IN_ENGLISH).all_lessons())[-1]
    first, second = every.split(ENGLISH.lessons[1])[:2]
    assert "chosen" in first and "tied" not in first
    assert "tied, chosen" in second.split(ENGLISH.lessons[2])[0]


def test_answers_of_fewer_than_five_are_in_no_format(summary: Summary) -> None:
    few = msgspec.structs.replace(summary, worth=None, use=None)
    for ending in FORMATS.keys() - {"json"}:
        text = told(ending, few)
        assert "this room answered" not in text and "worth" not in text


def test_that_few_answers_are_not_told_is_said_only_where_some_are_missing() -> None:
    def said(**missing: object) -> bool:
        summary = msgspec.structs.replace(full, **missing)
        return any("fewer than five" in one for one in Wording(summary, IN_ENGLISH).left_out())

    full = sample()
    (pulse,) = full.pulse
    assert not said() and not said(pulse=[])
    assert said(worth=None) and said(use=None)
    assert said(pulse=[msgspec.structs.replace(pulse, arrive=[])])


@pytest.mark.parametrize("ending", FORMATS)
def test_only_cards_that_may_stand_and_stood_are_in_it(summary: Summary, ending: str) -> None:
    text = told(ending, summary)
    assert ending not in READERS or (STANDS in plain(text) and LEARNED in text)
    assert not [canary for canary in CANARIES if canary.split(":")[0] in text]


@pytest.mark.parametrize("ending", [*READ_BY_PEOPLE, "xlsx"])
def test_our_words_are_translated_and_peoples_are_not(summary: Summary, ending: str) -> None:
    marked = replace(
        IN_ENGLISH,
        translate="¶{}".format,
        plural=lambda one, many, n: f"¶{IN_ENGLISH.plural(one, many, n)}",
    )
    text = told(ending, summary, marked)
    assert text.count("¶") > 20
    assert STANDS in plain(text) and f"¶{STANDS}" not in text


def test_a_calendar_is_offered_only_where_there_are_dates() -> None:
    dated = sample()
    promises = [msgspec.structs.replace(one, by="") for one in dated.commitments]
    bare = msgspec.structs.replace(dated, commitments=promises, followed=[], meets="")
    assert [*offered_formats(dated)] == [*FORMATS]
    assert [*offered_formats(bare)] == [one for one in FORMATS if one != "ics"]
    draft = msgspec.structs.replace(dated, draft=True)
    assert "ics" not in offered_formats(draft), "what is in a calendar stays there"


class Counted(list[SummaryLesson]):
    """Lessons that count how often somebody goes through all of them."""

    times = 0

    def __iter__(self) -> Iterator[SummaryLesson]:
        self.times += 1
        return super().__iter__()


def test_the_bars_of_thousands_of_lessons_are_measured_in_one_look() -> None:
    lessons = Counted(sample().lessons)
    said = Wording(msgspec.structs.replace(sample(), lessons=lessons), IN_ENGLISH)
    full = full_bar(said.summary.devices)
    shares = [9 / full, 4 / full, 4 / full, 0]
    assert [said.share(one) for one in [*lessons]] == pytest.approx(shares)
    assert lessons.times == 2  # ours, and the look at the longest


def test_chosen_lessons_without_a_commitment_are_counted_where_others_have_one() -> None:
    full = sample()
    lessons = [msgspec.structs.replace(one, chosen=True) for one in full.lessons]
    changed = msgspec.structs.replace(full, lessons=lessons, commitments=full.commitments[:1])
    line = f"{len(lessons) - 1} chosen lessons have no commitment."
    assert line in Wording(changed, IN_ENGLISH).left_out()
    none = msgspec.structs.replace(changed, commitments=[])
    assert not any("no commitment" in one for one in Wording(none, IN_ENGLISH).left_out())


@pytest.mark.parametrize("ending", READ_BY_PEOPLE)
def test_a_story_without_a_name_is_said_to_be_told_without_one(
    summary: Summary, ending: str
) -> None:
    assert summary.story
    unnamed = msgspec.structs.replace(summary.story, told_by=Teller())
    text = told(ending, msgspec.structs.replace(summary, story=unnamed))
    assert "Told without a name" in text and "The story of" not in text
