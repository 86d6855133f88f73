"""A refusal is said in words, where something was typed, and nothing that was typed is lost."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.support.browser import LAPTOP, PHONE, Stage, Window
from tests.support.contributing import invites
from tests.support.room_in_browser import (
    RoomInBrowser,
    has_of_its_own,
    has_sent,
    opens_all,
    votes,
    writes,
)

OWN_STORY = {
    "own_title": "The wrong key",
    "own_name": "Ada",
    "own_work": "locksmith",
    "own_context": "Ada was to open a door for a friend.",
    "own_happened": "She opened the neighbour's.",
    "own_turn": "The neighbour was at home.",
    "own_now": "She rings first.",
    "own_question": "When did you not ring first?",
}
TOO_LONG = "word " * 1000
LATE = "Half a thought, and the stage goes on"


@pytest.mark.long
def test_a_story_without_a_lesson_is_refused_at_its_field_and_all_of_it_stays(
    visit: Stage,
) -> None:
    desk = visit.signed_in("desk/new")
    opens_all(desk.page)
    desk.types("Title", "Doors")
    desk.page.locator("#nobody").check()
    desk.presses("Our own story")
    for name, text in OWN_STORY.items():
        desk.page.locator(f"[name={name}]").fill(text)
    desk.page.locator("[name=own_agreed]").check()
    desk.presses("Open the workshop")
    desk.shows("Please check the fields marked below.", "Nothing you typed is lost.")
    lesson = desk.page.get_by_label("The lesson, in one sentence")
    expect(lesson).to_have_attribute("aria-invalid", "true")
    expect(lesson).to_have_accessible_description(re.compile("lesson"))
    expect(desk.page.locator("[aria-invalid=true]")).to_have_count(1)
    for name, text in OWN_STORY.items():
        expect(desk.page.locator(f"[name={name}]")).to_have_value(text)
    expect(desk.page.locator("[name=title]")).to_have_value("Doors")
    expect(desk.page.locator("[name=story]")).to_have_value("own")
    expect(desk.page.locator("[name=own_agreed]")).to_be_checked()
    lesson.fill("Ring first.")
    desk.presses("Open the workshop")
    desk.shows("Can phones connect?")


def test_an_unknown_code_is_refused_at_its_field_and_stays_in_it(visit: Stage) -> None:
    phone = visit.window(PHONE, touch=True)
    phone.page.goto(visit.server.url)
    for typed, words in (
        ("QQQ QQQ", "No open workshop has this code."),
        ("QQ", "A code has six letters and digits, and what you typed does not."),
    ):
        phone.types("Code on the room’s screen", typed)
        phone.presses("Next")
        phone.shows(words)
        field = phone.page.get_by_label("Code on the room’s screen")
        expect(field).to_have_value(typed)
        expect(field).to_have_accessible_description(re.compile(words))


def test_a_used_link_leads_to_the_desk_in_the_browser_that_used_it(stage: Stage) -> None:
    desk = stage.desk()
    for _ in range(2):
        desk.page.goto("about:blank")
        desk.page.goto(stage.server.desk_link)
        desk.shows("New workshop")
    assert desk.page.url == f"{stage.server.url}desk/"


def test_a_sign_in_link_that_was_used_says_so_and_what_to_do(visit: Stage) -> None:
    assert visit.cookie, "the link was used for it"
    other = visit.window(LAPTOP)
    other.page.goto(visit.server.desk_link)
    other.shows(
        "This link has already been used; it works only once.",
        "The program prints one each time it starts.",
    )
    assert other.page.url == f"{visit.server.url}enter"
    other.hides("New workshop")


def test_a_used_invitation_to_tell_a_story_says_nothing_of_facilitators(visit: Stage) -> None:
    made = invites(visit.server.data)
    first, other = visit.window(PHONE), visit.window(PHONE)
    first.page.goto(f"{visit.server.url}enter#{made.secret}")
    first.shows("One failure that changed how you work")
    other.page.goto(f"{visit.server.url}enter#{made.secret}")
    other.shows("This invitation has already been opened", "The link of your receipt")
    other.hides("The program printed a link when it started.")


@pytest.mark.long
def test_a_room_is_told_what_is_refused_and_loses_nothing_on_its_way(visit: Stage) -> None:
    room = RoomInBrowser(visit)
    room.skips_to("Write")
    a_card_of_5000_characters_cannot_be_sent_and_stays_through_a_reload(room.phones[0])
    for i, phone in enumerate(room.phones):
        writes(phone, f"It broke {i}", f"Mend it {i}.")
    what_is_being_written_when_the_stage_goes_on_stays_on_the_phone(room)
    a_fourth_vote_of_three_is_not_placed_and_the_reason_is_said(room.phones[0])


def a_card_of_5000_characters_cannot_be_sent_and_stays_through_a_reload(phone: Window) -> None:
    card(phone).fill(TOO_LONG)
    phone.shows("4999 of 280: 4719 too many")
    phone.presses("Send this card")
    phone.shows("The first part is too long to send. It is kept here; shorten it.")
    expect(card(phone)).to_have_attribute("aria-invalid", "true")
    phone.page.reload()
    phone.shows("4999 of 280: 4719 too many")
    expect(card(phone)).to_have_value(TOO_LONG)
    card(phone).fill(TOO_LONG[:200])
    phone.presses("Send this card")
    has_of_its_own(phone, "Your card has arrived.")


def what_is_being_written_when_the_stage_goes_on_stays_on_the_phone(room: RoomInBrowser) -> None:
    writer = room.phones[0]
    card(writer).fill(LATE)
    reveal(room)
    for step in (lambda: None, writer.page.reload):
        step()
        writer.shows("Reveal")
        writer.hides(LATE)
        has_of_its_own(writer, LATE)
    for window in (room.desk, room.projector, *room.phones[1:]):
        window.hides(LATE)
    room.skips_to("Vote")
    for phone in room.phones:
        phone.hides(LATE)


def a_fourth_vote_of_three_is_not_placed_and_the_reason_is_said(phone: Window) -> None:
    taps_twice_at_once(phone.button("One more vote for: Mend it 0."))
    phone.shows("1 of 3 votes left")
    refused(phone, "Mend it 0.", "At most 2 votes go on one lesson.")
    votes(phone, "Mend it 1.")
    phone.shows("0 of 3 votes left")
    has_sent(phone)
    refused(phone, "Mend it 2.", "All your votes are placed. Take one off another lesson first.")
    phone.shows("0 of 3 votes left")
    phone.page.reload()
    phone.shows("0 of 3 votes left")


def taps_twice_at_once(button: Locator) -> None:
    """Two taps, the second of which comes before the first has been drawn."""
    button.evaluate("button => { button.click(); button.click(); }")


def refused(phone: Window, lesson: str, why: str) -> None:
    """One more vote on a lesson is not to be had: the button says so, and the screen says why."""
    more = phone.button(f"One more vote for: {lesson}")
    expect(more).to_have_attribute("aria-disabled", "true")
    more.click(force=True)
    phone.shows(why)


def reveal(room: RoomInBrowser) -> None:
    room.ends_writing("Look through")
    room.goes_on_by_holding("Reveal")


def card(phone: Window) -> Locator:
    """The field for what happened."""
    return phone.page.get_by_role("textbox").locator("visible=true").first
