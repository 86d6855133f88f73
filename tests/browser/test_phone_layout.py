"""Where things stand on a participant's screen: measured, as an eye sees them."""

import pytest
from playwright.sync_api import Page

from tests.support.browser import PHONE, Stage, Window, comes_to
from tests.support.crowd import Crowd
from tests.support.room_in_browser import RoomInBrowser

LESSONS = [
    ("They did not come.", "Build the relationship before you ask for something of people."),
    ("I cut it short.", "Measure once more, with a real thing in place."),
    ("It was gone.", "Before spending, ask what it would be worth in the worst month."),
    ("Forty were unread.", "Answer the first message, even with half a solution."),
    ("It looked small.", "Small changes deserve the same care as large ones."),
    ("Everybody knew.", "A task without a name on it belongs to nobody."),
    ("I rewrote it all.", "Better work that is not theirs is not better."),
    ("I stayed at night.", "Send tired people home, also when it is me."),
    ("We refunded them.", "Ship prices in the morning, with somebody beside you."),
]
SMALL = {"width": 320, "height": 568}
BOX = """(selector) => {
    const { top, bottom, left, right } = document.querySelector(selector).getBoundingClientRect();
    return { top, bottom, left, right };
}"""
# The line's thickest stroke is two pixels on each side of its corners.
PEAKS_CUT = """() => {
    const line = document.querySelector(".frame > .stage-line");
    const gold = line.querySelector(".seam-edge");
    const half = parseFloat(getComputedStyle(gold).strokeWidth) / 2;
    const [box, drawn] = [line.getBoundingClientRect(), gold.getBoundingClientRect()];
    return drawn.top - half < box.top || drawn.bottom + half > box.bottom;
}"""
RULED = """() => {
    const foot = getComputedStyle(document.querySelector(".frame-foot"));
    return parseFloat(foot.borderTopWidth) > 0 && !foot.borderTopColor.endsWith(", 0)");
}"""
IN_VIEW = """(selector) => {
    const foot = document.querySelector(".frame-foot").getBoundingClientRect().top;
    return [...document.querySelectorAll(selector)]
        .map((one) => one.getBoundingClientRect())
        .filter(({ top, bottom }) => top >= 0 && bottom <= foot).length;
}"""
BESIDE_WORDS = """() => {
    const height = (box) => box.getBoundingClientRect().height;
    const highest = (row) => Math.max(
        ...[".t-lesson", ".stepper"].map((one) => height(row.querySelector(one))));
    return [...document.querySelectorAll(".ballot")].map((row) => height(row) - highest(row));
}"""
"""Of each row of the ballot: the pixels that it takes besides its lesson and its steps."""
HIDES = """() => {
    const end = document.querySelector(".frame-body").getBoundingClientRect().bottom;
    return end > document.querySelector(".frame-foot").getBoundingClientRect().top + 4;
}"""


@pytest.fixture(scope="module")
def room(shared: Stage) -> RoomInBrowser:
    """A room in which nine lessons are read, and on each phone the list of them."""
    room = RoomInBrowser(shared, phones=1)
    crowd = Crowd(shared, room.desk, 5)
    room.skips_to("Write")
    crowd.writes(LESSONS)
    room.phones[0].presses("Nothing to add")
    room.ends_writing("Look through")
    room.hold()
    room.arrives_at("Reveal")
    room.skips_to("Lessons")
    return room


@pytest.fixture
def phone(room: RoomInBrowser) -> Window:
    """The phone of a person in this room."""
    room.phones[0].page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    return room.phones[0]


def box(page: Page, selector: str) -> dict[str, float]:
    found: dict[str, float] = page.evaluate(BOX, selector)
    return found


@pytest.mark.long
def test_the_clock_stands_on_the_line_of_the_heading(phone: Window) -> None:
    for size in (PHONE, SMALL):
        phone.page.set_viewport_size(size)  # type: ignore[arg-type]
        heading, clock = box(phone.page, ".top-row h2"), box(phone.page, ".top-row stage-clock")
        assert clock["top"] < heading["bottom"], size
        assert clock["left"] >= heading["right"], size


@pytest.mark.long
def test_the_line_of_the_stages_is_not_cut_at_its_peaks(phone: Window) -> None:
    assert phone.page.evaluate(PEAKS_CUT) is False


@pytest.mark.long
def test_a_rule_parts_the_foot_from_words_that_go_on_beneath_it(phone: Window) -> None:
    page = phone.page
    assert page.evaluate(HIDES) is True
    comes_to(page, lambda: page.evaluate(RULED), True)
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    assert page.evaluate(HIDES) is False
    comes_to(page, lambda: page.evaluate(RULED), False)
    page.evaluate("scrollTo(0, 0)")
    comes_to(page, lambda: page.evaluate(RULED), True)


@pytest.mark.long
def test_the_ballot_gives_its_room_to_the_lessons(room: RoomInBrowser, phone: Window) -> None:
    room.skips_to("Vote")
    phone.shows("5 of 5 votes left", "That’s all from me")
    assert max(phone.page.evaluate(BESIDE_WORDS)) < 30
    foot = box(phone.page, ".frame-foot")
    assert foot["bottom"] - foot["top"] < 130
    for size in (PHONE, SMALL):
        phone.page.set_viewport_size(size)  # type: ignore[arg-type]
        lines = ".votes-left .t-statement", ".votes-left .button-quiet", ".frame-last"
        left, enough, said = (box(phone.page, one) for one in lines)
        assert enough["top"] < left["bottom"] < said["top"], "one line for both"
        assert left["bottom"] - left["top"] < 30, "and no more"


def test_the_finish_asks_first_and_hurries_those_on_a_laptop(
    room: RoomInBrowser, phone: Window
) -> None:
    room.skips_to("Finish")
    phone.shows("Was this worth your time?")
    assert phone.page.evaluate(IN_VIEW, ".choice") == 2
    title, question = box(phone.page, ".t-title"), box(phone.page, ".choice-question")
    assert question["top"] - title["bottom"] < 40, "nothing to read before it"
    phone.hides("Everything else is erased, in every copy.")
    room.hold()
    phone.shows("Open the summary")
    hurries, opens = box(phone.page, ".frame-hurries"), box(phone.page, ".frame-foot .button-main")
    assert 0 <= opens["top"] - hurries["bottom"] < 20
    forgets, back = (
        phone.button("Forget this device"),
        phone.page.get_by_text("To come back, reload"),
    )
    assert forgets.bounding_box()["y"] < back.bounding_box()["y"]  # type: ignore[index]
