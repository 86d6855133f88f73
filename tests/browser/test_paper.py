"""Paper at the desk, in a real browser: nothing that is typed is lost, and no key falls through."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import Stage, rested
from tests.support.crowd import Crowd
from tests.support.room_in_browser import RoomInBrowser

HAPPENED, LEARNED = "#desk-paper-happened", "#desk-paper-learned"
FRIDAY = "b, d and ? were the keys that shipped it on a Friday."


@pytest.mark.long
def test_paper_joins_the_others_whatever_happens_to_the_desk(stage: Stage) -> None:
    room = RoomInBrowser(stage, phones=0)
    room.skips_to("Write")
    crowd = Crowd(stage, room.desk, 3)
    crowd.writes([("On a phone.", "")] * 3)
    types_through_a_reload_and_a_dead_server(room)
    keeps_the_field_when_the_stage_changes(room)
    room.hold()
    room.arrives_at("Reveal")
    room.projector.shows(FRIDAY, "Begun while they wrote, sent later: b.")
    room.skips_to("Vote")
    counts_votes(room, crowd)
    assert stage.complaints == []


@pytest.mark.long
def test_that_a_paper_card_has_joined_is_said_in_its_stage_only(stage: Stage) -> None:
    joined = "The card has joined the others."
    room = RoomInBrowser(stage, phones=0)
    room.skips_to("Write")
    Crowd(stage, room.desk, 3).writes([("On a phone.", "")] * 3)
    room.desk.presses("Type in a paper card")
    room.desk.page.keyboard.type(FRIDAY)
    room.desk.presses("Add it to the others")
    room.desk.shows(joined)
    room.ends_writing("Look through")
    room.desk.shows("4 cards waiting.")
    room.desk.hides(joined)


def types_through_a_reload_and_a_dead_server(room: RoomInBrowser) -> None:
    page = room.desk.page
    room.desk.presses("Type in a paper card")
    page.keyboard.type(FRIDAY)
    page.keyboard.press("Tab")
    page.keyboard.type("Ship on a Monday.")
    expect(page.get_by_role("button", name="Cover the screen")).to_be_visible()
    page.reload()
    expect(page.locator(HAPPENED)).to_have_value(FRIDAY)
    expect(page.locator(LEARNED)).to_have_value("Ship on a Monday.")
    room.desk.shows("This desk is connected.")  # what has never been there is not lost
    room.stage.server.kill()
    room.desk.shows("Connection lost.")
    room.desk.presses("Add it to the others")
    room.desk.shows("Kept here until the server has stored it.")
    room.stage.server.start()
    room.desk.shows("The card has joined the others.")
    expect(page.locator(HAPPENED)).to_have_value("")
    expect(page.locator(HAPPENED)).to_be_focused()


def keeps_the_field_when_the_stage_changes(room: RoomInBrowser) -> None:
    """Somebody goes on at another desk, while words are being typed at this one."""
    page = room.desk.page
    page.keyboard.type("Begun while they wrote")
    goes_on_at_another_desk(page)
    room.desk.shows("4 cards waiting.")
    page.keyboard.type(", sent later: b.")
    expect(page.locator(HAPPENED)).to_have_value("Begun while they wrote, sent later: b.")
    expect(page.get_by_role("button", name="Cover the screen")).to_be_visible()
    room.desk.presses("Add it to the others")
    room.desk.shows("5 cards waiting.")


def goes_on_at_another_desk(page: Page) -> None:
    other = page.context.new_page()
    other.goto(page.url)
    onward = other.locator("#desk-next")
    expect(onward).to_contain_text("Next: Look through")
    rested(other)
    onward.click()
    expect(other.get_by_text("4 cards waiting.")).to_be_visible()
    other.close()


def counts_votes(room: RoomInBrowser, crowd: Crowd) -> None:
    page = room.desk.page
    lesson = "Ship on a Monday."
    room.desk.presses("Type in paper votes")
    room.desk.types(lesson, "12")
    page.keyboard.press("Tab")
    crowd.votes(lesson)
    room.desk.shows("0 of 3 have placed all their votes.")
    page.reload()
    expect(page.get_by_label(lesson)).to_have_value("12")
    room.desk.shows("End the voting")
    room.hold()
    for window in (room.projector, room.desk):
        expect(window.page.locator(".voted-count").first).to_have_text("15")
