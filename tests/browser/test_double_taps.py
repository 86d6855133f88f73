"""A thumb that presses twice has pressed once: in each form of a phone."""

import re

import pytest

from tests.support.browser import Stage, Window
from tests.support.room_in_browser import RoomInBrowser, has_of_its_own, votes

SMALL = {"width": 360, "height": 640}
HAPPENED = re.compile("Something at work that went wrong")
LESSON = "Write it down first."
TWICE = """async (button) => {
    button.scrollIntoView({ block: "center" });
    const { left, top, width, height } = button.getBoundingClientRect();
    const [clientX, clientY] = [left + width / 2, top + height / 2];
    const tap = (moment) => {
        const at = { clientX, clientY, bubbles: true, cancelable: true };
        const event = new MouseEvent("click", at);
        Object.defineProperty(event, "timeStamp", { value: moment });
        document.elementFromPoint(clientX, clientY)?.dispatchEvent(event);
    };
    const frame = () => new Promise(requestAnimationFrame);
    const begun = performance.now();
    tap(begun);
    if (%s) for (const _ of [1, 2, 3]) await frame();
    tap(begun + 400);
}"""
"""Taps twice: at once, or once the first tap has changed what is under the thumb."""


@pytest.mark.long
@pytest.mark.parametrize("drawn", ["false", "true"])
def test_the_second_half_of_a_double_tap_does_nothing(stage: Stage, drawn: str) -> None:
    room = RoomInBrowser(stage, phones=3)
    phone = room.phones[0]
    phone.page.set_viewport_size(SMALL)  # type: ignore[arg-type]

    def taps_twice(name: str) -> None:
        phone.button(name).evaluate(TWICE % drawn)

    room.skips_to("Write")
    phone.types(HAPPENED, "It fell.")
    taps_twice("Send this card")
    has_of_its_own(phone, "Your card has arrived.", "It fell.")
    phone.hides("First write")
    phone.presses("Step out")
    phone.types("Who are you, or where do you sit?", "By the door")
    taps_twice("Ask the facilitator")
    has_of_its_own(phone, "You have asked.", "By the door")
    room.ends_writing("Look through")
    room.skips_to("Lessons")
    phone.types("A lesson, in one sentence", LESSON)
    taps_twice("Add this lesson")
    has_of_its_own(phone, "Your lesson has arrived.", LESSON)
    phone.hides("First write")
    chooses(room)
    phone.presses("Offer a commitment")
    phone.types("If this happens", "a month ends")
    phone.types("I will", "write one line")
    taps_twice("Offer this")
    has_of_its_own(phone, "Only the facilitator’s desk shows it.")
    phone.shows("Offer a commitment")
    asks_for_nothing(phone, "Back to the list")
    room.lets_offer_on("write one line")
    phone.presses(phone.says_of("I’ll take this on: {will}", "write one line"))
    phone.types("Your own name", "Wanda")
    taps_twice("I’ll take this on")
    phone.shows("Wanda")
    asks_for_nothing(phone, "Not now")
    assert stage.complaints == []


def chooses(room: RoomInBrowser) -> None:
    """The room chooses a lesson, and comes to its commitments."""
    room.desk.types("Add a lesson", LESSON)
    room.desk.presses("Add")
    room.skips_to("Vote")
    for phone in room.phones:
        votes(phone, LESSON)
    room.ends_voting()
    room.skips_to("Commit")


def asks_for_nothing(phone: Window, way_out: str) -> None:
    """No form is open or complains."""
    phone.hides("First write", "First fill in", way_out)
