"""Phones ask in their own language, wherever the facilitator has written nothing else."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_change import changed, keeps, shapes
from tests.support.browser import PATIENCE, Stage, Window
from tests.support.room_in_browser import RoomInBrowser
from workshop.rules.built_in_words import (
    GROUND_RULES,
    PROMPT_DONE_WITH,
    PROMPT_HELPED,
    PROMPT_LESSON,
    PROMPT_LESSONS,
    PROMPT_TALK,
    PROMPT_USE,
    PROMPT_VOTE,
    PROMPT_WORTH,
    PURPOSE_RULE,
    SCOPE_RULE,
)

ASKED = {
    "Talk": (PROMPT_TALK, "All together", "Everyone in one group."),
    "Lessons": (PROMPT_LESSONS,),
    "Vote": (PROMPT_VOTE,),
    "Finish": (PROMPT_WORTH, PROMPT_USE),
}
OWN, ADDED = "What broke this year?", "A small thing counts, too."


@pytest.fixture
def room(stage: Stage) -> RoomInBrowser:
    """An English workshop with a German and an Arabic phone."""
    return RoomInBrowser(stage, phones=0, also=("de", "ar"), template="60")


def shows_no_english(phone: Window, *texts: str) -> None:
    phone.shows(*texts)
    for text in texts:
        assert phone.said(text) != text
        expect(phone.page.get_by_text(text)).to_have_count(0)


@pytest.mark.long
def test_each_phone_says_the_rules_and_the_questions_in_its_language(room: RoomInBrowser) -> None:
    for phone in room.phones:
        shows_no_english(phone, PURPOSE_RULE, *GROUND_RULES, SCOPE_RULE)
    for name, texts in ASKED.items():
        room.skips_to(name)
        for phone in room.phones:
            shows_no_english(phone, *texts)
    assert room.stage.complaints == []


@pytest.mark.long
def test_the_teller_is_named_in_a_question_of_the_phone_s_language(room: RoomInBrowser) -> None:
    room.skips_to("Story")
    room.skips_to("Look through")
    asked = room.projector.page.get_by_text("What would have helped")
    name = asked.inner_text().removeprefix("What would have helped ").removesuffix(" that day?")
    for phone in room.phones:
        phone.shows(phone.says_of(PROMPT_HELPED, name))


@pytest.mark.long
def test_words_of_the_facilitator_stay_as_they_were_written(room: RoomInBrowser) -> None:
    page = changed(room.desk)
    shapes(page)
    page.page.locator("#stage-write .agenda-name").click()
    page.page.locator("#prompt-write").fill(OWN)
    keeps(page)
    room.skips_to("Write")
    for phone in room.phones:
        expect(phone.page.locator("bdi[lang=en]")).to_have_text(OWN, timeout=PATIENCE)
        shows_no_english(phone, PROMPT_LESSON)


@pytest.mark.long
def test_an_addition_follows_the_question_in_its_own_language(room: RoomInBrowser) -> None:
    room.skips_to("Write")
    page = changed(room.desk)
    shapes(page)
    page.page.locator("#stage-write .agenda-name").click()
    page.page.locator("#added-write").fill(ADDED)
    keeps(page)
    for phone in room.phones:
        label = phone.page.locator("label[for=happened]")
        said = re.escape(phone.said(PROMPT_DONE_WITH))
        expect(label).to_have_text(re.compile(f"{said}.*{ADDED}"), timeout=PATIENCE)
        expect(label.locator("bdi[lang=en]")).to_have_text(ADDED)
    room.projector.shows(f"{PROMPT_DONE_WITH} {ADDED}")
