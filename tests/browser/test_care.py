"""Care for people: asking to be spoken to, a card that must not be shown, and the pulse."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.support.axe import axe_finds_by_turns
from tests.support.browser import Stage, Window, on_stage
from tests.support.crowd import Crowd
from tests.support.room_in_browser import (
    RoomInBrowser,
    has_of_its_own,
    has_sent,
    own,
    votes,
    writes,
)
from tests.support.server import own_server

SUPPORT = "Noor in room 4, extension 100"
REPORTING = "the ombuds office"
FORM = {"template": "60", "support": SUPPORT, "reporting": REPORTING, "pulse": "summary"}
SENTENCE = "In this room I could say that something went wrong because of me."
HARM = "What to do if a card describes harm"
A_WORD = "Someone would like a word. Hold to open"
LESSON = "Write it down first."
KIND = "because it deserves more care than this hour allows"


@pytest.fixture(scope="module")
def stage(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """One server for all rooms of this file."""
    server = own_server(tmp_path_factory.mktemp("server") / "data")
    with on_stage(browser, server.start()) as made:
        yield made


@pytest.fixture(scope="module")
def room(stage: Stage) -> RoomInBrowser:
    """A room with two phones, at any stage before the finish."""
    return RoomInBrowser(stage, phones=2, **FORM)


def answers_by_keyboard(phone: Window, step: int) -> None:
    """Tab comes to each group of buttons, the arrows choose in it."""
    first = phone.page.locator("[name=pulse-0]").first
    first.focus()
    for item in range(3):
        group = phone.page.locator(f"[name=pulse-{item}]")
        expect(group.first).to_be_focused()
        phone.page.keyboard.press("Space")
        for _ in range(step - 1):
            phone.page.keyboard.press("ArrowRight")
        expect(group.nth(step - 1)).to_be_checked()
        phone.page.keyboard.press("Tab")
    has_sent(phone)


AT_ONCE = """() => {
    const drawn = crypto.getRandomValues.bind(crypto);
    crypto.getRandomValues = (figures) =>
        figures instanceof Uint32Array ? figures.fill(0) : drawn(figures);
}"""
"""No chance: what is said at a random moment of what is left is said at its first one."""


def steps_out(phone: Window) -> None:
    """Behind a press of its own, which shows the contacts; then the stage's page is back."""
    phone.presses("Step out")
    phone.shows("Take your time.", "your votes count as you have placed them", "Nobody is told.")
    phone.presses("Step out")
    phone.hides("Take your time.")


def has_no_faults(*windows: Window) -> None:
    assert axe_finds_by_turns([one.page for one in windows]) == []


@pytest.mark.long
def test_the_pulse_is_answered_at_both_ends_and_only_its_sums_are_told(stage: Stage) -> None:
    room = RoomInBrowser(stage, phones=1, **FORM)
    (phone,) = room.phones
    crowds = [Crowd(stage, room.desk, people) for people in (3, 3, 1)]
    phone.shows(SENTENCE, "The totals will be in the summary.")
    has_no_faults(phone)
    answers_by_keyboard(phone, 2)
    for crowd in crowds:
        crowd.feels("arrive", 2)
    room.projector.hides(SENTENCE)
    room.skips_to("Finish")
    room.desk.shows("End the pulse and show the totals", "The totals will be in the summary.")
    phone.shows(SENTENCE)
    answers_by_keyboard(phone, 4)
    for crowd, step in zip(crowds, (2, 4, 1), strict=True):
        crowd.feels("finish", step)
    has_no_faults(phone, room.desk)
    room.desk.hides("Higher at the end")
    room.desk.holds("End the pulse and show the totals")
    room.desk.shows("Higher at the end: 4, the same: 3, lower: 1.", "it proves nothing")
    has_no_faults(room.desk)
    for window in (phone, room.projector):
        window.hides(SENTENCE)
    for crowd in crowds:
        crowd.leave()
    room.hold()
    summary = phone.opens("Open the summary")
    summary.shows("The pulse: right now, in this room", SENTENCE, "Higher at the end: 4")
    has_no_faults(summary)


@pytest.mark.long
def test_somebody_asks_to_be_spoken_to_and_the_desk_says_so(room: RoomInBrowser) -> None:
    phone, desk = room.phones[0], room.desk
    phone.presses("Step out")
    phone.shows(SUPPORT, "This is not a reporting channel. To report something: the ombuds office")
    phone.types("Who are you, or where do you sit?", "Row three, the blue jacket")
    has_no_faults(phone)
    phone.shows("Keep this page open until then.")
    phone.presses("Ask the facilitator")
    expect(phone.button("Ask the facilitator")).to_have_attribute("data-pressed", "")
    has_of_its_own(phone, "You have asked. The facilitator will come when they can.")
    note = desk.page.get_by_role("button", name=A_WORD)
    expect(note).to_have_count(1)
    desk.hides("Row three")
    note.click()
    desk.hides("Row three")
    desk.holds(A_WORD)
    desk.shows("Row three, the blue jacket")
    has_no_faults(desk)
    desk.presses("Seen: clear it")
    desk.hides("Row three")
    expect(note).to_have_count(0)
    room.projector.hides("Row three")
    with own(phone):
        phone.presses("Withdraw")
        phone.shows("You sent nothing.")


@pytest.mark.long
def test_a_card_that_is_set_aside_is_told_kindly_to_its_author_alone(room: RoomInBrowser) -> None:
    desk, (author, other) = room.desk, room.phones
    crowd = Crowd(room.stage, desk, 3)
    room.turns_page()
    room.shows("may set one aside")
    room.skips_to("Write")
    for i, phone in enumerate(room.phones):
        phone.unfolds("What happens to a card")
        phone.shows("may set one aside")
        writes(phone, f"It broke, {i}.")
        if phone is other:
            steps_out(phone)
    crowd.writes([(f"It broke, {i}.", "") for i in range(2, 5)])
    desk.shows("All or nearly all have taken part.", "5 are here")
    other.presses("Step out")
    other.presses("Come back")
    other.shows("You have taken part.")
    room.ends_writing("Look through")
    desk.shows("5 cards waiting.")
    room.sets_aside("It broke, 0.")
    desk.page.locator("summary", has_text=HARM).first.click()
    desk.shows("Do not guess who wrote it.", "Write nothing down.", SUPPORT)
    has_no_faults(desk)
    room.hold()
    room.arrives_at("Reveal")
    for phone in (author, other):
        phone.hides(KIND, SUPPORT)
    with own(author):
        author.shows(KIND, SUPPORT, REPORTING)
        has_no_faults(author)
    with own(other):
        other.hides(KIND, SUPPORT)
    jumps_to_what_was_not_shown(room)
    is_told_until_the_end(room)


def is_told_until_the_end(room: RoomInBrowser) -> None:
    """Closed until it is pressed, also on a phone that sleeps through the reveal."""
    author, other = room.phones
    for stage in ("Lessons", "Commit"):
        room.skips_to(stage)
        author.hides(KIND)
        with own(author):
            author.shows(KIND, "No summary shows the card.", "It broke, 0.")
            has_no_faults(author)
        with own(other):
            other.hides(KIND)


def jumps_to_what_was_not_shown(room: RoomInBrowser) -> None:
    """Whoever jumps about still comes to every card, and is told when all were shown."""
    desk = room.desk
    desk.shows("4 still to come", HARM)
    stage = desk.page.get_by_role("region", name="Reveal")
    stage.locator("summary", has_text="All 4 cards").click()
    desk.page.get_by_role("button", name="Go to it").nth(2).click()
    desk.shows("Card 3 of 4", "3 still to come")
    has_no_faults(desk)
    desk.presses("Go to the first of these")
    desk.shows("Card 1 of 4", "2 still to come")
    room.turns_page()
    desk.shows("Card 2 of 4", "1 still to come")
    desk.presses("Go to the first of these")
    desk.shows("Card 4 of 4", "All have been shown")


@pytest.mark.long
def test_who_steps_out_while_people_vote_is_not_waited_for(stage: Stage) -> None:
    room = RoomInBrowser(stage, phones=2)
    room.skips_to("Lessons")
    room.desk.types("Add a lesson", LESSON)
    room.desk.presses("Add")
    room.shows(LESSON)
    room.skips_to("Vote")
    votes(room.phones[0], LESSON)
    room.phones[0].shows("of 2 votes left")
    has_sent(room.phones[0])
    room.desk.shows("0 of 2 have placed all their votes.")
    for phone, counted in zip(room.phones, ("1 of 2 has", "2 of 2 have"), strict=True):
        phone.page.evaluate(AT_ONCE)
        steps_out(phone)
        room.desk.shows(f"{counted} placed all their votes.", "2 are here")
    room.projector.shows("Everyone has placed their votes")
