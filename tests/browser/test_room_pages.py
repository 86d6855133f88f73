"""The room's screen by geometry: what has to stand on one page, and how several are filled."""

from collections.abc import Iterator
from typing import Any

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser

from tests.support.room_screen import RoomScreen, Size
from tests.support.room_states import (
    ARABIC,
    LONGEST,
    PLAIN,
    UNBROKEN,
    State,
    Voice,
    agenda,
    answers,
    ballot,
    card,
    commitment,
    entries_of,
    lessons,
    now,
    stand,
    story,
    workshop,
)
from workshop.protocol import entries as e
from workshop.rules import limits

SMALL = Size(1024, 768)
NAMES = """() => [...document.querySelectorAll(".torn-taken .t-name")]
    .map((one) => getComputedStyle(one).overflow === "visible")"""
"""Whether each of the names stands in a box that cuts nothing."""
HEADED = """() => {
    const asked = document.querySelector(".projector-asked");
    const size = (one) => parseFloat(getComputedStyle(one).fontSize);
    return { top: asked.getBoundingClientRect().top / innerHeight, asked: size(asked),
        lesson: size(document.querySelector("projector-fit .t-lesson")) };
}"""
"""Where a list's question begins, and its size and that of the list."""
GAPS = """() => [...document.querySelectorAll(".voted + .voted")].map((one) => {
    const at = (of, what) => of.querySelector(what).getBoundingClientRect();
    const before = one.previousElementSibling, bar = at(before, ".bar");
    return [bar.top - at(before, ".voted-text").bottom, at(one, ".voted-text").top - bar.bottom];
}).filter(([, next]) => next > -1)"""
"""From each bar to its lesson and to the one below; at the top of a column nothing is below."""


@pytest.fixture(scope="module")
def opened(browser: Browser) -> Iterator[RoomScreen]:
    """One screen for all tests."""
    made = RoomScreen(browser, SMALL)
    yield made
    made.close()


def shown(kind: e.StageKind, *values: e.Entry, **changed: Any) -> State:
    """A stage with what it shows."""
    return State(kind, entries_of(workshop(), agenda(), now(kind, **changed), *values))


@pytest.mark.parametrize("voice", [LONGEST, UNBROKEN, ARABIC], ids=str)
def test_the_finish_cuts_no_name_and_turns_no_page(opened: RoomScreen, voice: Voice) -> None:
    opened.stands_in(SMALL, direction="rtl" if voice is ARABIC else "ltr")
    commitments = [
        e.KeptCommitment(
            lesson=n, when=voice.writes(limits.WHEN), will=voice.writes(limits.WILL), who="we",
            owner=voice.writes(limits.NAME_CHARS), by="2026-03-11", language=voice.language,
        )
        for n in range(5)
    ]  # fmt: skip
    made = e.Finish(
        sealed=False, worth=None, use=None, summary="", open_until=0, commitments=commitments,
        lessons=[voice.writes(limits.LESSON_CHARS)] * 5, date="2026-02-25", meets="", letters=[],
        stories=[],
    )  # fmt: skip
    opened.shows(shown("finish", made, phase="open"))
    measured = opened.measures()
    assert (measured["pages"], measured["wrong"]) == (1, [])
    assert opened.page.evaluate(NAMES) == [True] * 5


PAGE = """() => {
    const box = document.querySelector("[data-paged]").getBoundingClientRect();
    const seen = [...document.querySelectorAll(".torn, .projector-answer")]
        .map((one) => one.getBoundingClientRect())
        .filter(({left}) => Math.abs(left - box.left) < 2);
    return [seen.length, (Math.max(...seen.map(({bottom}) => bottom)) - box.top) / box.height];
}"""
"""How many sheets stand on the page that is seen, and how much of it they fill."""
TURNS = "() => document.querySelector('[data-paged]').turning.turn()"


@pytest.mark.parametrize("voice", [LONGEST, ARABIC], ids=str)
def test_pages_of_commitments_are_alike_and_full(opened: RoomScreen, voice: Voice) -> None:
    opened.stands_in(SMALL, direction="rtl" if voice is ARABIC else "ltr")
    chosen = [replace(one, chosen=True) for one in lessons(5, voice)]
    opened.shows(shown("commit", *chosen, *(commitment(one.id, voice, "Amira") for one in chosen)))
    measured = opened.measures()
    assert measured["wrong"] == []
    are_alike_and_full(opened, measured["pages"], sheets=5)


def are_alike_and_full(opened: RoomScreen, count: int, sheets: int) -> None:
    """All pages hold as many sheets as each other, and are filled down to the foot."""
    pages = []
    for _ in range(count):
        pages.append(opened.page.evaluate(PAGE))
        opened.page.evaluate(TURNS)
    counts = [count for count, _ in pages]
    assert sum(counts) == sheets and max(counts) - min(counts) <= 1
    assert min(filled for _, filled in pages) > 0.95


@pytest.mark.parametrize("voice", [LONGEST, UNBROKEN, ARABIC], ids=str)
def test_while_answers_are_typed_no_page_turns(opened: RoomScreen, voice: Voice) -> None:
    opened.stands_in(SMALL, direction="rtl" if voice is ARABIC else "ltr")
    happened, learned = voice.writes(limits.HAPPENED), voice.writes(limits.LEARNED_CHARS)
    opened.shows(shown("ask_how", card(1, happened, learned, language=voice.language), about=1))
    measured = opened.measures()
    assert (measured["pages"], measured["wrong"]) == (1, [])


def test_each_page_of_an_ended_vote_has_its_title(opened: RoomScreen) -> None:
    opened.stands_in(SMALL)
    stood = stand(lessons(12, LONGEST, votes=True), chosen=3)
    opened.shows(shown("vote", *stood, ballot(12), phase="ended"))
    measured = opened.measures()
    assert (measured["pages"] > 1, measured["wrong"]) == (True, [])
    assert measured["text"].count("We take these with us") == measured["pages"]


def test_pages_of_answers_are_alike_and_full(opened: RoomScreen) -> None:
    opened.stands_in(SMALL, direction="rtl")
    opened.shows(shown("ask_how", *answers(6, ARABIC), phase="showing", about=1))
    measured = opened.measures()
    assert (measured["pages"] > 1, measured["wrong"]) == (True, [])
    are_alike_and_full(opened, measured["pages"], sheets=6)


@pytest.mark.parametrize("size", [Size(1920, 1080), Size(1280, 720)], ids=str)
@pytest.mark.parametrize("count", [3, 7, 12])
def test_a_question_heads_its_list_and_a_bar_belongs_to_the_lesson_above_it(
    opened: RoomScreen, size: Size, count: int
) -> None:
    opened.stands_in(size)
    listed = [replace(one, text=one.text[:60]) for one in lessons(count, PLAIN, votes=True)]
    told = replace(story(PLAIN), lesson="It was told.")
    opened.shows(shown("lessons", told, *listed))
    headed = opened.page.evaluate(HEADED)
    assert headed["top"] > 0.1 and headed["asked"] > headed["lesson"]
    opened.shows(shown("vote", told, *listed, ballot(count)))
    assert opened.page.evaluate(HEADED)["top"] == pytest.approx(headed["top"], abs=0.01)
    assert all(own < below / 2 for own, below in opened.page.evaluate(GAPS))
    assert opened.page.get_by_text("It was told.").count() == 0
