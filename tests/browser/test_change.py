"""An open workshop is changed while phones write: every view follows, and no phone loses a word."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.support.browser import LAPTOP, PATIENCE, Stage, Window, comes_to
from tests.support.room_in_browser import RoomInBrowser, opens_all
from workshop.stories.pack import built_in_pack

HAPPENED = "We shipped it on a Friday, and nobody was there to see it break."
CARET = len("We shipped it")
PUTS_CARET = """(field, at) => {
    field.focus();
    field.setSelectionRange(at, at);
    field.scrollIntoView({ block: "start" });
}"""
STATE = """() => {
    const { id, value, selectionStart: start, selectionEnd: end } = document.activeElement;
    return { id, value, start, end };
}"""


def changed(desk: Window) -> Window:
    """The page on which the workshop is changed, in a tab of its own."""
    desk.unfolds("More")
    return desk.opens("Change this workshop")


def saves(page: Window, part: str, fields: dict[str, str]) -> None:
    """Opens a part, fills its fields and saves it."""
    page.page.get_by_role("link", name=f"Change: {part}").click(timeout=PATIENCE)
    for field, value in fields.items():
        page.page.locator(f"#{field}").fill(value)
    page.presses("Save the change")
    page.shows("Changed. Phones, desks and the room’s screen show it.")


def shapes(page: Window) -> None:
    """Opens the form of the agenda."""
    page.page.get_by_role("link", name="Change: Agenda").click(timeout=PATIENCE)
    expect(page.page.locator("#seen")).to_be_visible(timeout=PATIENCE)


def keeps(page: Window) -> None:
    page.presses("Save")
    page.page.wait_for_url("**/change/agenda?kept", timeout=PATIENCE)
    page.shows("Saved.")
    page.page.get_by_role("link", name="Change this workshop").click(timeout=PATIENCE)


def writing(phone: Window, words: str, at: int) -> dict[str, Any]:
    """Somebody writes on a phone and puts the caret into the middle of it."""
    field = phone.page.locator("#happened")
    field.press_sequentially(words)
    field.evaluate(PUTS_CARET, at)
    state: dict[str, Any] = phone.page.evaluate(STATE)
    assert state == {"id": "happened", "value": words, "start": at, "end": at}
    return state


@pytest.mark.long
def test_every_view_follows_and_phones_that_write_lose_nothing(stage: Stage) -> None:
    room = RoomInBrowser(stage, phones=2)
    page = changed(room.desk)
    saves(page, "Title and team", {"title": "Autumn release"})
    room.desk.shows("Autumn release")
    room.projector.shows("Autumn release")
    shapes(page)
    page.page.locator("#stage-write .agenda-name").click()
    page.page.locator("#prompt-write").fill("What broke this year?")
    keeps(page)
    room.skips_to("Write")
    room.shows("What broke this year?")

    states = [writing(phone, HAPPENED, CARET + n) for n, phone in enumerate(room.phones)]
    told = changes_all(page)

    room.shows("What broke this year? A small thing counts, too.")
    for phone in room.phones:
        said = phone.page.get_by_text("Added to the question: A small thing counts, too.")
        expect(said).to_have_attribute("role", "status", timeout=PATIENCE)
    room.desk.shows("Winter release", "A walk")
    for window in (room.projector, *room.phones):
        expect(window.page).to_have_title(re.compile("Winter release"), timeout=PATIENCE)
    for phone, before in zip(room.phones, states, strict=True):
        comes_to(phone.page, lambda phone=phone: phone.page.evaluate(STATE), before)  # type: ignore[misc]
        phone.page.keyboard.type("!")
        expected = HAPPENED[: before["start"]] + "!" + HAPPENED[before["start"] :]
        expect(phone.page.locator("#happened")).to_have_value(expected)
        expect(phone.page.locator("#happened")).to_be_in_viewport()
        phone.presses("Send this card")
        phone.shows("You have taken part.")
    room.ends_writing("A walk")
    room.shows("Go outside, two by two.")
    room.skips_to("Story")
    room.projector.shows(built_in_pack().by_id[told].steps[0].text)
    assert stage.complaints == []


def changes_all(page: Window) -> str:
    """Changes all that can still be changed while people write. Returns the story told now."""
    saves(page, "Title and team", {"title": "Winter release"})
    page.page.get_by_role("link", name="Change: Story").click(timeout=PATIENCE)
    offered = page.page.locator("#story option:not(:checked):not([value=own])").first
    told = offered.get_attribute("value") or ""
    page.page.locator("#story").select_option(told)
    page.presses("Save the change")
    page.shows("Changed. Phones, desks and the room’s screen show it.")
    shapes(page)
    page.page.locator("#stage-write .agenda-name").click()
    page.page.locator("#added-write").fill("A small thing counts, too.")
    page.page.locator("#stage-talk .agenda-name").click()
    page.page.locator("#name-talk").fill("A walk")
    page.page.locator("#prompt-talk").fill("Go outside, two by two.")
    page.page.locator("#stage-talk").get_by_role("button", name=re.compile("^Down")).click()
    keeps(page)
    page.shows("Writing has opened under these rules. They stay as they are.")
    return told


@pytest.mark.long
def test_what_has_opened_can_neither_be_moved_nor_passed_by_a_key(stage: Stage) -> None:
    room = RoomInBrowser(stage, phones=0, leader_name="Ines")
    room.skips_to("Leader’s story")
    page = changed(room.desk)
    shapes(page)
    rows = page.page.locator(".agenda-stage")
    expect(rows.nth(1)).to_have_attribute("data-still", "")
    expect(rows.nth(1).locator(".agenda-grip")).to_have_count(0)
    grip = rows.nth(2).locator(".agenda-grip")
    grip.focus()
    grip.press("ArrowUp")
    expect(rows.nth(2)).to_have_id("stage-story")
    grip.press("ArrowDown")
    expect(rows.nth(3)).to_have_id("stage-story")
    assert stage.complaints == []


@pytest.mark.long
def test_every_window_says_hours_as_its_device_writes_them(stage: Stage) -> None:
    room = RoomInBrowser(stage, phones=0, free_at="15:00")
    room.desk.shows("room free at 15:00")
    american = stage.window(LAPTOP, locale="en-US")
    for window in (room.projector, room.desk):
        cookies = window.page.context.cookies()
        american.page.context.add_cookies(cookies)  # type: ignore[arg-type]
        american.page.goto(window.page.url)
        american.shows(re.compile(r"3:00.pm"))
        american.hides("15:00")
    american.page.goto(f"{room.desk.page.url}change")
    american.shows(re.compile(r"The room must be free at 3:00.pm"))
    american.page.goto(f"{stage.server.url}desk/new")
    opens_all(american.page)
    american.page.locator("#free_at").fill("15:00")
    american.shows(re.compile(r"If you start now, at \d+:\d\d.[ap]m"))
