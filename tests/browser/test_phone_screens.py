"""A participant's screens on small phones and with large print, as axe and a ruler see them."""

import re

from playwright.sync_api import Page, expect

from tests.support.axe import axe_finds_by_turns
from tests.support.browser import PHONE, Stage, Window
from tests.support.room_in_browser import RoomInBrowser, votes, writes
from tests.support.ruler import out_of_reach_at, out_of_reach_in_large_print

SMALL, BESIDE_A_CALL, LYING = (320, 568), (300, 700), (844, 390)
KEYBOARD = {"width": 390, "height": 400}
"""What is left of a phone's page while its keyboard is open."""
HIDDEN_BY_FOOT = """(text) => {
    const [found] = [...document.querySelectorAll("p")].filter((p) => p.textContent.includes(text));
    const foot = document.querySelector(".frame-foot").getBoundingClientRect().top;
    return Math.max(0, found.getBoundingClientRect().bottom - foot);
}"""
SHIFTS = """() => {
    globalThis.shifts = [];
    new PerformanceObserver((list) => shifts.push(...list.getEntries().map((one) => one.value)))
        .observe({ type: "layout-shift", buffered: true });
}"""
SMALL_TARGETS = """() => [...document.querySelectorAll("button, a, select, summary, .tick")]
    .filter((one) => one.checkVisibility())
    .map((one) => [one.textContent.trim(), one.getBoundingClientRect()])
    .filter(([, box]) => box.height < 43.5).map(([words]) => words)"""


def test_every_stage_is_right_at_every_size(stage: Stage) -> None:
    room = RoomInBrowser(stage, phones=2, also=("ar",))
    is_right(room)
    for to in ("Ground rules", "Go first", "Story", "Write"):
        room.skips_to(to)
        is_right(room)
    for i, one in enumerate(room.phones):
        writes(one, f"{i}: I merged the pricing change at five on a Friday.", f"Not on day {i}.")
        one.presses("I am done")
    is_right(room)
    for one in two(room):
        one.presses("This phone")
        one.shows("You tapped done.")
    is_right(room)
    for one in two(room):
        one.presses("Back")
    room.ends_writing("Look through")
    is_right(room)
    reveal(room)
    for to in ("Talk", "Lessons", "Vote"):
        room.skips_to(to)
        is_right(room)
    for one in room.phones:
        votes(one, "Not on day 1.")
    is_right(room)
    leave(room)
    assert stage.complaints == []


def reveal(room: RoomInBrowser) -> None:
    room.hold()
    room.arrives_at("Reveal")
    is_right(room)
    room.turns_page()
    for one in two(room):
        one.shows("On the room's screen now")
    is_right(room)


def leave(room: RoomInBrowser) -> None:
    room.skips_to("Commit")
    for one in two(room):
        one.presses("Offer a commitment")
    is_right(room)
    for one in two(room):
        one.presses("Step out")
    is_right(room)
    for one in two(room):
        one.presses("Come back")
    room.skips_to("Finish")
    is_right(room)
    room.hold()
    for one in two(room):
        one.shows("Open the summary")
    is_right(room)
    for one in two(room):
        one.presses("Forget this device")
        one.shows("This phone has forgotten.")
    is_right(room)


def two(room: RoomInBrowser) -> tuple[Window, Window]:
    """The phones that are looked at: one is read from the left, one from the right."""
    return room.phones[0], room.phones[-1]


def is_right(room: RoomInBrowser) -> None:
    """Light and dark without a fault, nothing to the side, every target for a thumb."""
    phones = [one.page for one in two(room)]
    looked_at = [*phones, room.projector.page]
    assert axe_finds_by_turns(looked_at) == [], heading(phones[0])
    for page in phones:
        assert page.evaluate(SMALL_TARGETS) == [], heading(page)
        for size in (SMALL, BESIDE_A_CALL, LYING):
            assert out_of_reach_at(page, *size) == [], (heading(page), size)
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        assert out_of_reach_in_large_print(page) == [], heading(page)


def heading(page: Page) -> str:
    """Which screen it is."""
    return " / ".join(page.locator("h1, h2").all_inner_texts()[:2])


def test_the_promise_is_in_view_while_writing_with_few_people(stage: Stage) -> None:
    room = RoomInBrowser(stage, phones=2)
    room.skips_to("Write")
    phone = room.phones[0]
    phone.shows("You are few: a guess is easy.", "I would rather not")
    assert phone.page.evaluate(HIDDEN_BY_FOOT, "Leave out names") == 0
    fields = phone.page.get_by_role("textbox")
    fields.nth(0).fill("I merged the pricing change at five on a Friday.")
    fields.nth(1).fill("Ship prices in the morning.")
    assert phone.page.evaluate(HIDDEN_BY_FOOT, "Leave out names") == 0
    a_keyboard_hides_no_button(phone)


def a_keyboard_hides_no_button(phone: Window) -> None:
    page = phone.page
    page.set_viewport_size(KEYBOARD)  # type: ignore[arg-type]
    for field in page.get_by_role("textbox").all():
        field.focus()
        expect(phone.button("Send this card")).to_be_in_viewport(ratio=1)
        expect(field).to_be_in_viewport()
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]


def test_nothing_moves_after_the_first_paint_and_a_joined_phone_finds_its_way_back(
    stage: Stage,
) -> None:
    room = RoomInBrowser(stage, phones=1)
    page = room.phones[0].page
    page.goto(stage.server.url)
    page.evaluate(SHIFTS)
    room.phones[0].shows("Back to Spring release, looking back")
    page.get_by_role("link", name=re.compile("^Back to")).click()
    room.phones[0].shows("You are in.", "Connected.")
    page.evaluate(SHIFTS)
    for to in ("Ground rules", "Story", "Write"):
        room.skips_to(to)
    assert page.evaluate("shifts") == []


def test_the_focus_goes_along_and_stays_while_somebody_types(stage: Stage) -> None:
    room = RoomInBrowser(stage, phones=1)
    page = room.phones[0].page
    room.skips_to("Ground rules")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.get_by_role("status").first).to_have_text("Now: Ground rules")
    room.skips_to("Write")
    field = page.get_by_role("textbox").first
    field.fill("I broke it.")
    room.desk.presses("Cover the screen")
    room.phones[0].shows("The room's screen is covered for a moment.")
    expect(field).to_be_focused()
    expect(field).to_have_value("I broke it.")
