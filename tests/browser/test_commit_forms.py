"""Offering and taking a commitment on a phone: all of a form is above the foot."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.support.browser import PATIENCE, PHONE, Stage, Window, comes_to, on_stage
from tests.support.room_in_browser import RoomInBrowser, has_of_its_own, votes
from tests.support.server import own_server

LESSONS = (
    "Ask who reads it first, and then show it to one person who will say no to you.",
    "Restore one backup each month.",
    "Say the date aloud before you write it down.",
)
SMALL = {"width": 320, "height": 480}
KEYBOARD = {"width": 390, "height": 400}
"""The space that is left of a phone's page while its keyboard is open."""
OUT_OF_VIEW = """() => {
    const foot = document.querySelector(".frame-foot").getBoundingClientRect().top;
    return [...document.querySelectorAll(".form, .form *")]
        .filter((one) => one.checkVisibility())
        .map((one) => [one.className || one.localName, one.getBoundingClientRect()])
        .filter(([, { top, bottom }]) => top < 0 || bottom > foot)
        .map(([name]) => name);
}"""
CUT = """() => {
    const by = document.getElementById("by");
    const wide = by.offsetWidth;
    by.style.inlineSize = "max-content";
    const whole = by.offsetWidth;
    by.style.inlineSize = "";
    return Math.max(0, whole - wide);
}"""
"""Pixels of the date and its button that have no room in their field."""
TAP = "(button) => button.click()"
"""As on an iPhone, where what is tapped takes no focus, and nothing is scrolled before."""
UNDER_FOOT = """(field) => field.getBoundingClientRect().bottom
    > document.querySelector(".frame-foot").getBoundingClientRect().top"""


@pytest.fixture(scope="module")
def chosen(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RoomInBrowser]:
    """A room that has chosen three lessons; two of its phones speak German and Arabic."""
    server = own_server(tmp_path_factory.mktemp("server") / "data")
    with on_stage(browser, server.start()) as stage:
        yield chosen_in(stage)


@pytest.fixture
def room(chosen: RoomInBrowser) -> RoomInBrowser:
    """The room that has chosen, on pages that are opened anew for each test."""
    for phone in chosen.phones:
        phone.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        phone.page.reload()
        phone.shows(*LESSONS)
    return chosen


def chosen_in(stage: Stage) -> RoomInBrowser:
    room = RoomInBrowser(stage, phones=1, also=("de-DE", "ar"))
    room.skips_to("Lessons")
    for phone, lesson in zip(room.phones, LESSONS, strict=True):
        phone.types("A lesson, in one sentence", lesson)
        phone.presses("Add this lesson")
    room.lets_on(len(LESSONS))
    room.skips_to("Vote")
    for phone, lesson in zip(room.phones, LESSONS, strict=True):
        votes(phone, lesson)
    room.ends_voting()
    room.skips_to("Commit")
    return room


@pytest.mark.long
def test_an_offer_and_the_taking_of_it_fit_on_the_phone(room: RoomInBrowser) -> None:
    for phone in room.phones:
        opens(phone, LESSONS[0], "Offer a commitment")
        phone.shows("If this happens")
        assert phone.page.evaluate(OUT_OF_VIEW) == [], phone.language
        assert phone.page.evaluate(CUT) == 0, phone.language
    offers, takes, _ = room.phones
    fills(offers)
    assert offers.page.evaluate(OUT_OF_VIEW) == []
    offers.presses("Offer this")
    has_of_its_own(offers, "Only the facilitator’s desk shows it.")
    takes.presses("Back to the list")
    takes.hides("a month ends")
    room.lets_offer_on("restore one backup")
    has_of_its_own(offers, "The room sees it.")
    takes.presses(takes.says_of("I’ll take this on: {will}", "restore one backup"))
    takes.shows("Your own name")
    takes.shows("The room’s screen shows it at once, as you wrote it. Nobody reads it first.")
    assert takes.page.evaluate(OUT_OF_VIEW) == []
    takes.types("Your own name", "Jonas")
    takes.presses("I’ll take this on")
    offers.shows("Jonas")
    takes.hides("Not now")


@pytest.mark.long
def test_whoever_is_slower_is_told_that_somebody_has_taken_it(room: RoomInBrowser) -> None:
    offers, slow, fast = room.phones
    opens(offers, LESSONS[1], "Offer a commitment")
    fills(offers)
    offers.presses("Offer this")
    room.lets_offer_on("restore one backup")
    for phone, name in ((slow, "Noor"), (fast, "Amira")):
        phone.presses(phone.says_of("I’ll take this on: {will}", "restore one backup"))
        phone.types("Your own name", name)
    fast.presses("I’ll take this on")
    slow.shows("Someone has just taken this on. Your name was not sent.", "Amira")
    slow.hides("Not now")
    slow.presses("Back to the list")
    slow.hides("Someone has just taken this on. Your name was not sent.")
    offers.shows("Amira")


@pytest.mark.long
def test_a_form_opens_at_its_top_and_leads_back_to_its_lesson(room: RoomInBrowser) -> None:
    phone = room.phones[0]
    phone.page.set_viewport_size(SMALL)  # type: ignore[arg-type]
    last = phone.page.locator(".chosen").last
    button = last.get_by_role("button", name="Offer a commitment")
    button.scroll_into_view_if_needed()
    assert phone.page.evaluate("scrollY") > 0
    button.evaluate(TAP)
    phone.shows("If this happens")
    comes_to(phone.page, lambda: phone.page.evaluate("scrollY"), 0)
    phone.button("Back to the list").evaluate(TAP)
    comes_to(phone.page, lambda: button.count() and button.evaluate(UNDER_FOOT), False)
    expect(last.get_by_role("heading")).to_be_in_viewport(ratio=1)


@pytest.mark.long
def test_a_keyboard_hides_neither_the_field_nor_the_button(room: RoomInBrowser) -> None:
    phone = room.phones[0]
    opens(phone, LESSONS[0], "Offer a commitment")
    phone.shows("If this happens")
    phone.page.set_viewport_size(KEYBOARD)  # type: ignore[arg-type]
    for name in ("when", "will", "owner", "by"):
        field = phone.page.locator(f"#{name}")
        field.focus()
        expect(field).to_be_in_viewport(ratio=1)
        comes_to(phone.page, lambda field=field: field.evaluate(UNDER_FOOT), False)
        expect(phone.button("Offer this")).to_be_in_viewport(ratio=1)


def opens(phone: Window, lesson: str, name: str) -> None:
    section = phone.page.locator(".chosen").filter(has_text=lesson)
    section.get_by_role("button", name=phone.said(name)).click(timeout=PATIENCE)


def fills(phone: Window) -> None:
    """Types a commitment into the form."""
    phone.types("If this happens", "a month ends")
    phone.types("I will", "restore one backup")
