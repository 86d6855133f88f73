"""A participant's screens on small phones and with large print, as axe and a ruler see them."""

import re
from dataclasses import dataclass
from functools import partial
from itertools import chain

import pytest
from playwright.sync_api import Page, expect

from tests.support import axe
from tests.support.axe import by_turns
from tests.support.browser import PHONE, Stage, Window
from tests.support.by_keyboard import SHIFTS
from tests.support.crowd import Crowd
from tests.support.in_view import in_view
from tests.support.room_in_browser import RoomInBrowser, votes, writes
from tests.support.ruler import out_of_reach_at, out_of_reach_in_large_print


def in_large_print(page: Page) -> list[str]:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    return out_of_reach_in_large_print(page)


SMALL = partial(out_of_reach_at, width=320, height=568)
LYING = partial(out_of_reach_at, width=844, height=390)
BESIDE_A_CALL = partial(out_of_reach_at, width=300, height=700)


def enlarged(page: Page) -> list[str]:
    """On a page as low as WCAG asks for, where a foot that stays would cover what is read."""
    found = out_of_reach_at(page, 320, 256)
    return [*found, *page.evaluate(FOOT_COVERS)]


WAYS = (SMALL, LYING), (BESIDE_A_CALL, in_large_print, enlarged)
KEYBOARD = {"width": 390, "height": 400}
"""The space that is left of a phone's page while its keyboard is open."""
SMALLER = {"width": 360, "height": 640}
MOST_WORDS, ONE_LINE = 90, 44
FOOT_COVERS = """() => {
    const foot = document.querySelector(".frame-foot");
    const stays = foot && getComputedStyle(foot).position === "sticky";
    return stays && foot.clientHeight > innerHeight / 3 ? ["the foot covers too much"] : [];
}"""
HIDDEN_BY_FOOT = """(text) => {
    const [found] = [...document.querySelectorAll("p")].filter((p) => p.textContent.includes(text));
    const foot = document.querySelector(".frame-foot").getBoundingClientRect().top;
    return Math.max(0, found.getBoundingClientRect().bottom - foot);
}"""
SMALL_TARGETS = """() => [...document.querySelectorAll("button, a, select, summary, .tick")]
    .filter((one) => one.checkVisibility())
    .map((one) => [one.textContent.trim(), one.getBoundingClientRect()])
    .filter(([, box]) => box.height < 43.5).map(([words]) => words)"""


@dataclass
class Looks:
    """
    Each look finds a screen without a fault, nothing to the side, every target for a thumb.

    By default axe judges one of two phones, and each way to hold a phone is seen on one of them,
    all by turns; `test_keyboard_alone.py` has the room's screen judged at each stage.
    """

    room: RoomInBrowser
    turn: int = 0

    def find_all_right(self) -> None:
        phones = [one.page for one in two(self.room)]
        name = heading(phones[0])
        assert self._faults(phones) == [], name
        for i, page in enumerate(phones):
            assert page.evaluate(SMALL_TARGETS) == [], name
            for out_of_reach in chain(*by_turns(WAYS, self.turn + i)):
                assert out_of_reach(page) == [], (name, out_of_reach)
            page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        self.turn += 1

    def _faults(self, phones: list[Page]) -> list[str]:
        if not axe.long:
            return axe.axe_finds_by_turns(by_turns(phones, self.turn))
        return axe.axe_finds_by_turns([*phones, self.room.projector.page])


def test_every_stage_is_right_at_every_size(visit: Stage) -> None:
    room = RoomInBrowser(visit, phones=1, also=("ar",), leader_name="Ines")
    third = Crowd(visit, room.desk, 1)
    looks = Looks(room)
    looks.find_all_right()
    room.turns_page()
    looks.find_all_right()
    for to in ("Leader’s story", "Story", "Write"):
        room.skips_to(to)
        looks.find_all_right()
    for i, one in enumerate(room.phones):
        writes(one, f"{i}: I merged the pricing change at five on a Friday.", f"Not on day {i}.")
    third.writes([("2: I merged the pricing change at five on a Friday.", "Not on day 2.")])
    looks.find_all_right()
    for one in two(room):
        one.presses("Privacy")
        one.unfolds("Show the rows of this phone")
        one.shows("You have taken part in the writing.")
    looks.find_all_right()
    for one in two(room):
        one.presses("Back")
    room.ends_writing("Look through")
    looks.find_all_right()
    reveal(room, looks)
    for to in ("Talk", "Lessons", "Vote"):
        room.skips_to(to)
        looks.find_all_right()
    for one in room.phones:
        votes(one, "Not on day 1.")
    third.votes("Not on day 1.")
    looks.find_all_right()
    leave(room, looks)
    third.leave()
    assert visit.complaints == []


def reveal(room: RoomInBrowser, looks: Looks) -> None:
    room.hold()
    room.arrives_at("Reveal")
    looks.find_all_right()
    room.turns_page()
    for one in two(room):
        one.shows("On the room’s screen now")
    looks.find_all_right()


def leave(room: RoomInBrowser, looks: Looks) -> None:
    room.skips_to("Commit")
    for one in two(room):
        one.presses("Offer a commitment")
    looks.find_all_right()
    for one in two(room):
        one.presses("Step out")
    looks.find_all_right()
    for one in two(room):
        one.presses("Back")
    room.skips_to("Finish")
    looks.find_all_right()
    room.hold()
    for one in two(room):
        one.shows("Open the summary")
    looks.find_all_right()
    for one in two(room):
        one.presses("Forget this device")
        one.shows("This phone has forgotten the workshop.")
    looks.find_all_right()


def two(room: RoomInBrowser) -> tuple[Window, Window]:
    """The phones that are looked at: one is read from the left, one from the right."""
    return room.phones[0], room.phones[-1]


def heading(page: Page) -> str:
    """Which screen it is."""
    return " / ".join(page.locator("h1, h2").all_inner_texts()[:2])


def test_the_promise_is_in_view_while_writing_with_few_people(visit: Stage) -> None:
    room = RoomInBrowser(visit, phones=2)
    room.skips_to("Write")
    phone = room.phones[0]
    phone.shows("With so few of us, guessing is easy.")
    assert phone.page.evaluate(HIDDEN_BY_FOOT, "Leave out names") == 0
    choice, foot = (phone.page.locator(one).bounding_box() for one in (".choice", ".frame-foot"))
    assert choice and foot and choice["y"] + choice["height"] <= foot["y"]
    fields = phone.page.get_by_role("textbox")
    fields.nth(0).fill("I merged the pricing change at five on a Friday.")
    fields.nth(1).fill("Ship prices in the morning.")
    assert phone.page.evaluate(HIDDEN_BY_FOOT, "Leave out names") == 0
    a_keyboard_hides_no_button(phone)
    for one in fields.all():
        one.fill("")
    a_smaller_phone_has_it_in_one_view(phone)


def a_smaller_phone_has_it_in_one_view(phone: Window) -> None:
    page = phone.page
    page.set_viewport_size(SMALLER)  # type: ignore[arg-type]
    words, _ = in_view(page)
    assert 0 < len(words) <= MOST_WORDS, " ".join(words)
    foot = page.locator(".frame-foot").bounding_box()
    assert foot and foot["y"] + foot["height"] <= SMALLER["height"]
    for name in (".tick", ".choice"):
        one = page.locator(name).bounding_box()
        assert one and one["height"] <= ONE_LINE and one["y"] + one["height"] <= foot["y"], name
    assert page.evaluate(HIDDEN_BY_FOOT, "Leave out names") == 0
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]


def a_keyboard_hides_no_button(phone: Window) -> None:
    page = phone.page
    page.set_viewport_size(KEYBOARD)  # type: ignore[arg-type]
    for field in page.get_by_role("textbox").all():
        field.focus()
        expect(phone.button("Send this card")).to_be_in_viewport(ratio=1)
        expect(field).to_be_in_viewport()
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]


@pytest.mark.long
def test_nothing_moves_after_the_first_paint_and_a_joined_phone_finds_its_way_back(
    visit: Stage,
) -> None:
    room = RoomInBrowser(visit, phones=1)
    page = room.phones[0].page
    page.add_init_script(SHIFTS)
    page.goto(visit.server.url)
    room.phones[0].shows("Back to Spring release, looking back")
    assert page.evaluate("shifts") == []
    page.get_by_role("link", name=re.compile("^Back to")).click()
    room.phones[0].shows("You are in.", "Connected.")
    for to in ("Story", "Write"):
        room.skips_to(to)
    assert page.evaluate("shifts") == []


@pytest.mark.long
def test_the_focus_goes_along_and_stays_while_somebody_types(visit: Stage) -> None:
    room = RoomInBrowser(visit, phones=1)
    page = room.phones[0].page
    room.skips_to("Story")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.get_by_role("status").first).to_have_text("Now: Story")
    room.skips_to("Write")
    field = page.get_by_role("textbox").first
    field.fill("I broke it.")
    room.desk.presses("Cover the screen")
    room.phones[0].shows("The room’s screen is covered for a moment.")
    expect(field).to_be_focused()
    expect(field).to_have_value("I broke it.")
