"""A phone's final acts are held for a second, by a finger that stays where it is."""

from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.support.browser import JOIN_PATH, PATIENCE, PHONE, Stage, Window, comes_to, is_held
from tests.support.room_in_browser import RoomInBrowser, turns, writes

WITHDRAW = "Withdraw for good: It broke."
GOES = "The card is then gone for good."


@pytest.fixture
def phone(visit: Stage) -> Window:
    """A phone under a finger, with one card that has arrived."""
    room = RoomInBrowser(visit, phones=0)
    room.skips_to("Write")
    phone = visit.window(PHONE, touch=True)
    phone.page.goto(visit.server.url.rstrip("/") + str(room.desk.page.evaluate(JOIN_PATH)))
    phone.presses("Join")
    writes(phone, "It broke.")
    turns(phone, opened=True)
    return phone


class Finger:
    """One finger on a phone's screen."""

    def __init__(self, phone: Window) -> None:
        self._session = phone.page.context.new_cdp_session(phone.page)

    def down(self, on: Locator) -> None:
        """Touches the middle of something."""
        on.scroll_into_view_if_needed()
        box = on.bounding_box()
        assert box
        self.x, self.y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self._sends("touchStart", [{"x": self.x, "y": self.y}])

    def moves(self, across: float, down: float) -> None:
        """Slides in a few steps."""
        for step in range(1, 6):
            at = {"x": self.x + across * step / 5, "y": self.y + down * step / 5}
            self._sends("touchMove", [at])

    def up(self) -> None:
        """Leaves the screen."""
        self._sends("touchEnd", [])

    def _sends(self, kind: str, points: list[dict[str, float]]) -> None:
        about: dict[str, Any] = {"type": kind, "touchPoints": points}
        self._session.send("Input.dispatchTouchEvent", about)


def test_a_finger_that_stays_withdraws_and_a_short_press_says_how(phone: Window) -> None:
    finger, button = Finger(phone), phone.button(WITHDRAW)
    button.tap(timeout=PATIENCE)  # both at once: no test is too slow for a short press
    phone.shows(f"{GOES} Hold for a second.", "It broke.")
    finger.down(button)
    phone.page.locator("hold-button[data-holding]").wait_for(timeout=PATIENCE)
    is_held(phone.page)
    finger.up()
    phone.hides("It broke.")
    phone.hides(GOES)


@pytest.mark.parametrize(
    "way", [pytest.param(way, marks=pytest.mark.long) for way in ((0, -90), (0, 90), (-120, 0))]
)
def test_a_finger_that_scrolls_or_slides_off_withdraws_nothing(
    phone: Window, way: tuple[int, int]
) -> None:
    finger, button = Finger(phone), phone.button(WITHDRAW)
    ends = "addEventListener('held', () => { globalThis.wasHeld = true; })"
    phone.page.evaluate(ends)
    finger.down(button)
    phone.page.locator("hold-button[data-holding]").wait_for(timeout=PATIENCE)
    finger.moves(*way)
    is_held(phone.page)
    finger.up()
    assert phone.page.evaluate("globalThis.wasHeld ?? false") is False
    phone.shows("It broke.")


@pytest.mark.long
def test_a_click_without_a_finger_asks_the_same_in_a_dialogue(phone: Window) -> None:
    asked = phone.page.get_by_role("dialog")

    def asks() -> bool:
        """Once more, where the click was taken for the second half of the press before it."""
        if not asked.count():
            phone.button(WITHDRAW).dispatch_event("click")
        return asked.count() == 1

    for answer, shows_or_hides in (("Cancel", phone.shows), ("Do it", phone.hides)):
        comes_to(phone.page, asks, True)
        expect(asked).to_contain_text(GOES)
        phone.presses(answer)
        expect(asked).to_have_count(0)
        shows_or_hides("It broke.")
