"""Far more cards and lessons than anybody reads: shared out among desks, phones and pages."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from tests.support.axe import axe_finds
from tests.support.browser import PATIENCE, Stage, Window, comes_to
from tests.support.crowd import Crowd
from tests.support.room_in_browser import RoomInBrowser

PEOPLE, CARDS = 38, 75
SEVERAL = 8
SAME = ("Ask for help earlier.", "Ask for help earlier, always.")
LESSONS = (*SAME, "Two keys are better than one.", "Count the chairs.", "Sleep on it.",
           "Nobody reads the third page.", "Bring water.", "Say what you do not know.",
           "Stop a day early.", "Look back at the door.", "Write the date on it.",
           "Draw it first.", "Leave by the stairs.", "Wait for the second talk.",
           "Test the siren.")  # fmt: skip

TWO_ALONE = """() => {
    const rows = [...document.querySelectorAll("[data-lesson]")];
    const alone = (row) =>
        row?.matches(".desk-lessons > li:not([data-out])") && !row.querySelector(".t-small");
    return rows.findIndex((row, i) => alone(row) && alone(rows[i + 1]));
}"""
"""Where two lessons follow each other that have none below them: the order is chance."""


@pytest.fixture
def room(stage: Stage) -> Iterator[RoomInBrowser]:
    room = RoomInBrowser(stage, phones=1)
    room.skips_to("Story")  # what it taught is on the list
    room.skips_to("Write")
    # They come once the writing is open: then each may still send two cards.
    crowd = Crowd(stage, room.desk, PEOPLE)
    room.crowd = crowd  # type: ignore[attr-defined]
    crowd.writes([card(i) for i in range(CARDS)])
    yield room
    crowd.leave()


def card(i: int) -> tuple[str, str]:
    return f"Something went wrong, number {i:02}.", LESSONS[i] if i < len(LESSONS) else ""


@pytest.mark.long
def test_seventy_five_cards_are_shared_out(room: RoomInBrowser) -> None:
    room.ends_writing("Look through")
    two_desks_share_the_batches(room)
    the_phone_is_dealt_five(room)
    pages_of_six_show_what_most_know(room)
    lessons_are_merged_by_suggestion_and_by_key(room)
    assert room.stage.complaints == []


def two_desks_share_the_batches(room: RoomInBrowser) -> None:
    one, two = room.desk, another_desk(room)
    for desk in (one, two):
        desk.shows("Batch 1 of 4", "0 of 4 batches have been read.")
    two.page.locator(".desk-batch").nth(1).click()
    two.presses(re.compile("^Uncover all"))
    expect(two.page.locator(".desk-uncovered")).to_have_count(0)
    two.presses("Yes, open all 20")
    expect(two.page.locator(".desk-review .desk-uncovered")).to_have_count(20, timeout=PATIENCE)
    assert axe_finds(two.page) == []
    two.shows("1 of 4 batches has been read.")
    one.shows("2, read", "1 of 4 batches has been read.", "cards go back unread.")
    room.reads()
    one.shows("2 of 4 batches have been read.")
    two.presses("Read batch 3")
    two.presses(re.compile("^Uncover all"))
    two.presses("Read batch 4")
    two.presses(re.compile("^Uncover all"))
    one.shows("4 of 4 batches have been read.")
    room.hold()
    room.arrives_at("Reveal")


def another_desk(room: RoomInBrowser) -> Window:
    """A second desk, in another window of the same browser."""
    desk = Window(room.desk.page.context.new_page(), language=room.desk.language)
    desk.page.goto(room.desk.page.url)
    desk.shows("Look through")
    return desk


def the_phone_is_dealt_five(room: RoomInBrowser) -> None:
    [phone] = room.phones
    phone.shows("Five of the cards, dealt to this phone")
    comes_to(phone.page, lambda: len(cards_on(phone)), 5)
    mine = cards_on(phone)
    assert axe_finds(phone.page) == []
    phone.page.reload()
    phone.shows("Five of the cards, dealt to this phone")
    comes_to(phone.page, lambda: cards_on(phone), mine)
    phone.presses("Show all 75 cards")
    phone.shows("All 75 cards", "Show my five cards")
    comes_to(phone.page, lambda: len(cards_on(phone)), CARDS)
    phone.presses("Show my five cards")
    phone.shows("Show all 75 cards")
    comes_to(phone.page, lambda: cards_on(phone), mine)
    phone.page.get_by_role("button", name="Been there").first.click()


def cards_on(window: Window) -> list[str]:
    return window.page.locator(".wall-card").all_inner_texts()


def pages_of_six_show_what_most_know(room: RoomInBrowser) -> None:
    crowd: Crowd = room.crowd  # type: ignore[attr-defined]
    known = dict(list(crowd.cards().items())[:6])
    for number in known:
        crowd.knows(number, SEVERAL)
    room.desk.shows("75 cards are too many to read.")
    room.projector.shows("Five are on your phone.")
    assert axe_finds(room.projector.page) == []
    shown: set[str] = set()
    last = ""
    for page in (1, 2, 3):
        room.press()
        room.desk.shows(f"Page {page} of 3")
        expect(cards_of(room.phones[0]).first).not_to_have_text(last, timeout=PATIENCE)
        for window in (room.projector, room.phones[0]):
            expect(cards_of(window)).to_have_count(6, timeout=PATIENCE)
        last = cards_of(room.phones[0]).first.text_content() or ""
        shown |= {one.split("\n")[0] for one in cards_of(room.phones[0]).all_inner_texts()}
    assert len(shown) == 18
    assert shown >= set(known.values())
    room.projector.shows("shuffled, including those most people know")


def cards_of(window: Window) -> Locator:
    return window.page.locator(".wall-card, .projector-page .card")


def lessons_are_merged_by_suggestion_and_by_key(room: RoomInBrowser) -> None:
    desk = room.desk
    room.skips_to("Lessons")
    desk.shows("15 lessons, 1 pair alike", *SAME)
    assert axe_finds(desk.page) == []
    desk.presses(SAME[0])
    assert axe_finds(desk.page) == []
    desk.presses("Merge these 2")
    desk.shows("Choose the words the room will see, or edit them.")
    assert axe_finds(desk.page) == []
    desk.presses(f"Merge with these words {SAME[0]}")
    desk.shows("14 lessons")
    desk.hides("pair alike")
    by_key(room)
    desk.presses("Leave out the rest at random")
    desk.shows("12 lessons")
    desk.page.keyboard.press("Control+z")
    desk.shows("13 lessons")
    for count in (14, 15):
        desk.page.keyboard.press("u")
        desk.shows(f"{count} lessons")
    desk.shows("15 lessons, 1 pair alike")
    desk.page.keyboard.press("Escape")  # while one is open nothing moves
    desk.presses(SAME[0])
    desk.presses("Keep separate")
    desk.hides("pair alike")
    desk.shows("15 lessons")


def by_key(room: RoomInBrowser) -> None:
    """Picks one up, puts it under the next, splits it again, and puts it back."""
    desk, keys = room.desk, room.desk.page.keyboard
    desk.page.evaluate("document.activeElement.blur()")  # on the lesson that was merged last
    for _ in range(int(desk.page.evaluate(TWO_ALONE)) + 1):
        keys.press("ArrowDown")
    first = focused(desk)
    keys.press("m")
    desk.shows("Now press the lesson to merge this into")
    assert axe_finds(desk.page) == []
    keys.press("ArrowDown")
    keys.press("m")
    desk.shows("Choose the words the room will see, or edit them.")
    keys.press("Enter")
    desk.shows("13 lessons", "1 under it")
    keys.press("Enter")
    keys.press("ArrowDown")
    expect(desk.page.locator(f".desk-below > #{first}")).to_be_focused(timeout=PATIENCE)
    keys.press("s")
    desk.shows("14 lessons")
    expect(desk.page.locator(f".desk-lesson #{first}")).to_be_focused(timeout=PATIENCE)
    keys.press("x")
    desk.shows("13 lessons")
    field = desk.page.get_by_label("Add a lesson")
    field.fill("")
    field.press("m")
    field.press("x")
    assert field.input_value() == "mx"
    field.fill("")
    field.blur()
    desk.shows("13 lessons")
    keys.press("u")
    desk.shows("14 lessons")
    keys.press("u")
    desk.shows("13 lessons")


def focused(desk: Window) -> str:
    return str(desk.page.evaluate("document.activeElement.id"))
