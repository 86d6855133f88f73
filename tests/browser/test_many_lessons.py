"""More lessons than the ballot takes: phones mark what to keep, and the desk has the order."""

import pytest
from playwright.sync_api import expect

from tests.support.browser import PATIENCE, Stage, Window
from tests.support.room_in_browser import RoomInBrowser, has_sent

TEXTS = (
    "Two keys are better than one.", "Count the chairs.", "Sleep on it.", "Bring water.",
    "Nobody reads the third page.", "Say what you do not know.", "Stop a day early.",
    "Look back at the door.", "Write the date on it.", "Draw it first.", "Leave by the stairs.",
    "Wait for the second talk.", "Test the siren.", "Ask for help earlier.",
)  # fmt: skip


def crowded(stage: Stage) -> RoomInBrowser:
    """A list of more lessons than twelve, which every phone has."""
    room = RoomInBrowser(stage, template="60")
    room.skips_to("Lessons")
    for text in TEXTS:
        room.desk.types("Add a lesson", text)
        room.desk.presses("Add")
        room.desk.shows(text)
    for phone in room.phones:
        phone.shows("Five of the lessons, dealt to this phone")
    return room


def on_the_phone(phone: Window) -> list[str]:
    return phone.page.locator(".lesson .t-lesson").all_inner_texts()


def marks_first(phone: Window) -> str:
    """Marks the first of the lessons that were dealt, sends that, and gives its words."""
    first = on_the_phone(phone)[0]
    phone.page.get_by_role("checkbox").first.check()
    phone.presses("Send my marks")
    has_sent(phone)
    return first


def acts_of_the_last_are_in_view(desk: Window) -> None:
    """Also where nothing of the list is below it but the foot."""
    last = desk.page.locator(".desk-lesson").last
    last.locator(".desk-lesson-words").click(timeout=PATIENCE)
    leave_out = last.get_by_role("button", name="Leave out")
    expect(leave_out).to_be_in_viewport(ratio=1, timeout=PATIENCE)
    leave_out.click(trial=True, timeout=PATIENCE)  # nothing lies over it
    last.locator(".desk-lesson-words").click(timeout=PATIENCE)


@pytest.mark.long
def test_phones_mark_what_to_keep_and_the_desk_names_what_does_not_fit(stage: Stage) -> None:
    room = crowded(stage)
    first, second, third = room.phones
    dealt = on_the_phone(first)
    assert len(dealt) == 5 and on_the_phone(second) != dealt
    room.desk.shows("2 do not fit", "Leave out the rest at random")
    acts_of_the_last_are_in_view(room.desk)
    room.desk.hides("First, the lessons that most phones would keep.")
    kept = {marks_first(first), marks_first(second)}
    room.desk.hides("First, the lessons that most phones would keep.")
    kept.add(marks_first(third))
    room.desk.page.mouse.move(0, 0)  # under a pointer nothing moves
    room.desk.shows("First, the lessons that most phones would keep.")
    rows = room.desk.page.locator(".desk-lesson .t-lesson")
    assert {*rows.all_inner_texts()[: len(kept)]} == kept
    first.page.reload()
    has_sent(first)
    assert on_the_phone(first) == dealt
    expect(first.page.get_by_role("checkbox").first).to_be_checked(timeout=PATIENCE)
    first.presses(f"Show all {len(TEXTS)} lessons")
    first.shows(*TEXTS)
    room.desk.presses("Leave out what does not fit")
    room.desk.shows("12 lessons", "did not fit")
    first.hides("Five of the lessons, dealt to this phone")
    assert stage.complaints == []
