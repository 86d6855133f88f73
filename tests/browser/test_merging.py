"""Merging lessons at the desk: it shows the texts, and takes one of them or edited words."""

import pytest
from playwright.sync_api import expect

from tests.support.browser import Stage, Window
from tests.support.room_in_browser import RoomInBrowser

ASK, TEST, BOTH = "Ask first.", "Test it before.", "Ask and test before."


def listing(stage: Stage) -> RoomInBrowser:
    room = RoomInBrowser(stage, phones=1)
    room.skips_to("Lessons")
    for text in (ASK, TEST):
        room.desk.types("Add a lesson", text)
        room.desk.presses("Add")
        room.shows(text)
    return room


def asks(desk: Window) -> None:
    desk.presses(ASK)
    desk.presses(f"Merge {ASK}")
    desk.presses(TEST)
    desk.shows("Choose the words the room will see, or edit them.")
    expect(desk.button(f"Merge with these words {TEST}")).to_be_focused()


@pytest.mark.long
def test_the_desk_chooses_one_of_the_texts_or_edits_them_and_undo_brings_both_back(
    stage: Stage,
) -> None:
    room = listing(stage)
    desk = room.desk
    for words in (ASK, TEST):
        asks(desk)
        desk.presses(f"Merge with these words {words}")
        top = desk.page.locator(".desk-lesson", has_text="1 under it")
        expect(top.locator(".t-lesson")).to_have_text(words)
        desk.presses("Undo")
        room.shows(ASK, TEST)
    asks(desk)
    field = desk.page.get_by_label("Edited words")
    expect(field).to_have_value(TEST)
    field.fill(BOTH)
    desk.presses("Merge with edited words")
    room.shows(BOTH)
    desk.presses("Undo")
    room.shows(ASK, TEST)
    for window in (room.projector, *room.phones, desk):
        window.hides(BOTH)
    assert stage.complaints == []


@pytest.mark.long
def test_what_is_asked_can_be_let_go(stage: Stage) -> None:
    desk = listing(stage).desk
    asks(desk)
    desk.presses("Do not merge")
    desk.hides("Choose the words the room will see, or edit them.")
    asks(desk)
    desk.page.keyboard.press("Escape")
    desk.hides("Choose the words the room will see, or edit them.")
    desk.shows(ASK, TEST)
