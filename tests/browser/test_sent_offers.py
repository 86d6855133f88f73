"""Offers from phones: the desk reads them, and a phone hears what became of its own."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.browser import PATIENCE, Stage, Window, comes_to, rested
from tests.support.room_in_browser import RoomInBrowser, has_of_its_own, own, votes

LESSON = "Write it down first."
WAITS = "Only the facilitator’s desk shows it."
SAYS = "If a month ends, I will"
WILLS = ("call the one who knows", "write one line", "ask who was missing")
ASIDE = "We did not show this offer, to protect you: people could have recognised you."
HAS_FOCUS = "() => document.activeElement.id"


def committing(stage: Stage) -> RoomInBrowser:
    room = RoomInBrowser(stage, template="60")
    room.skips_to("Lessons")
    room.desk.types("Add a lesson", LESSON)
    room.desk.presses("Add")
    room.shows(LESSON)
    room.skips_to("Vote")
    for phone in room.phones:
        votes(phone, LESSON)
    room.ends_voting()
    room.skips_to("Commit")
    return room


def offers(phone: Window, will: str, owner: str = "") -> None:
    phone.presses("Offer a commitment")
    phone.types("If this happens", "a month ends")
    phone.types("I will", will)
    phone.types("Your own name", owner)
    phone.presses("Offer this")
    phone.hides(will, WAITS)
    has_of_its_own(phone, WAITS, re.compile(will))


@pytest.mark.long
def test_an_offer_is_read_first_and_what_is_not_shown_comes_back(stage: Stage) -> None:
    room = committing(stage)
    first, second, third = room.phones
    for phone, will in zip(room.phones, WILLS, strict=True):
        offers(phone, will, "Wanda" if phone is third else "")
    room.desk.shows("3 offers to read", *WILLS, "Ask aloud: Wanda, is this yours?")
    for window in (room.projector, second):
        window.hides(WILLS[0], WILLS[2])
    room.desk.presses(f"Set aside If a month ends, I will {WILLS[0]}")
    room.desk.shows("Only its writer sees it:")
    room.desk.presses("to protect the writer")
    room.desk.shows("Offer set aside, to protect the writer.", "2 offers to read")
    room.desk.presses(f"Show to the room If a month ends, I will {WILLS[2]}")
    room.shows(WILLS[2])
    has_of_its_own(third, "The room sees it.")
    second.page.reload()
    has_of_its_own(second, WAITS)
    room.desk.shows("1 undecided offer goes back to the phone that sent it.")
    room.goes_on_by_holding("Finish")
    late = "There was no time to read this offer, so it was not shown."
    has_of_its_own(first, ASIDE)
    has_of_its_own(second, late)
    for phone in room.phones:
        phone.hides(ASIDE, late, "It stays with you.")
    room.hold()
    first.shows("Open the summary")
    first.hides(ASIDE)
    has_of_its_own(first, ASIDE, "This phone has erased it, too.")
    has_of_its_own(second, late)
    first.page.reload()
    first.shows("Open the summary")
    has_of_its_own(first, "Nothing that you wrote is on this phone.")
    assert room.stage.complaints == []


@pytest.mark.long
def test_an_empty_form_of_an_offer_names_its_field_and_no_draft(stage: Stage) -> None:
    phone = committing(stage).phones[0]
    phone.presses("Offer a commitment")
    phone.shows("If this happens")
    phone.page.get_by_label("We", exact=True).check()
    phone.presses("Offer this")
    phone.shows("First fill in “If this happens”.")
    phone.types("If this happens", "a month ends")
    phone.presses("Offer this")
    phone.shows("First fill in “we will”.")
    phone.types("If this happens", "")
    phone.presses("Back to the list")
    phone.shows("Offer a commitment")
    with own(phone):
        phone.hides("Not sent yet.")


@pytest.mark.long
def test_an_offer_that_repeats_the_words_of_the_form_leaves_no_draft(stage: Stage) -> None:
    phone = committing(stage).phones[0]
    phone.presses("Offer a commitment")
    phone.types("If this happens", "If a month ends")
    phone.types("I will", "I will write one line")
    phone.presses("Offer this")
    phone.shows("Offer a commitment")
    with own(phone):
        phone.shows(f"{SAYS} write one line.")
        phone.hides("Not sent yet.")


@pytest.mark.long
def test_offers_are_shown_one_after_the_other_by_a_key(stage: Stage) -> None:
    room = committing(stage)
    for phone, will in zip(room.phones, WILLS, strict=True):
        offers(phone, will)
    desk = room.desk
    desk.shows("3 offers to read", "Show all 3 to the room")
    desk.page.locator("#desk-show-0").focus()
    for left in (2, 1):
        rested(desk.page)
        desk.page.keyboard.press("Enter")
        desk.shows(f"{left} offer{'s' if left > 1 else ''} to read")
        comes_to(desk.page, lambda: desk.page.evaluate(HAS_FOCUS), "desk-show-0")
    rested(desk.page)
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("#desk-unread")).to_have_count(0, timeout=PATIENCE)
    room.phones[0].shows(*WILLS)
    desk.shows("Picked: the room sees this one.")  # the one that was shown last
    pick = re.compile(rf"^Pick {re.escape(SAYS)} {re.escape(WILLS[1])}")  # not "Do not pick"
    if desk.button(pick).count():
        rested(desk.page)
        desk.presses(pick)
    room.projector.shows(WILLS[1])
    desk.presses(f"Take it off the screen {SAYS} {WILLS[1]}")
    desk.presses("to protect the writer")
    desk.shows("Offer set aside, to protect the writer.")
    room.projector.hides(WILLS[1])
    room.phones[0].hides(WILLS[1])
    room.phones[1].hides(WILLS[1])
    has_of_its_own(room.phones[1], WAITS)
    expect(desk.page.locator("#desk-next hold-button, hold-button #desk-next")).to_have_count(0)
    room.goes_on("Finish")
    assert room.stage.complaints == []


@pytest.mark.long
def test_the_desk_types_in_a_commitment_of_someone_without_a_phone(stage: Stage) -> None:
    room = committing(stage)
    desk = room.desk
    desk.presses(f"Type in a commitment {LESSON}")
    desk.types("If this happens", "a month ends")
    desk.page.reload()
    expect(desk.page.get_by_label("If this happens")).to_have_value("a month ends")
    desk.presses("Show to the room")
    desk.shows("First fill in “I will”.")
    desk.types("I will", WILLS[1])
    desk.types("Name of the owner", "Wanda")
    desk.presses("Show to the room")
    room.shows(WILLS[1], "Wanda")
    expect(desk.page.get_by_label("Name of the owner")).to_have_count(0)
    desk.shows("1 offer", f"Type in a commitment {LESSON}")
    assert stage.complaints == []
