"""A phone's page sends one message in each slot, tapped or not; and what stepping out shows."""

import re

import pytest

from tests.browser.test_one_size import Wire, asked
from tests.support.browser import Stage, Window, comes_to
from tests.support.room_in_browser import RoomInBrowser
from workshop.protocol.wire import UP_STEP_BYTES

ENOUGH = 12
"""Slots in which both pages are watched."""
HIDES = """() => Object.defineProperty(
    document, "visibilityState", { value: "hidden", configurable: true })"""


@pytest.fixture
def room(visit: Stage) -> RoomInBrowser:
    made = RoomInBrowser(visit, phones=2)
    made.skips_to("Story")
    made.turns_page()
    return made


def watched(phone: Window) -> Wire:
    """Everything that a page sends, from a reload on."""
    wire = Wire(phone.page)
    phone.page.reload()
    phone.shows("Connected.")
    comes_to(phone.page, lambda: "beat" in asked(wire), True)
    return wire


def beats(wire: Wire) -> list[str]:
    return [text for text in wire.up if re.match(r'42\d+\["beat"', text)]


def taps_meanwhile(busy: Window, calm: Window, wires: list[Wire]) -> int:
    """Taps on one phone for a while; returns how many more beats it sends than the other."""
    begun = [len(beats(wire)) for wire in wires]
    for wanted in (3, 6, 9):
        busy.presses("Been there")
        comes_to(calm.page, lambda: len(beats(wires[1])) - begun[1] >= wanted, True)  # noqa: B023
    comes_to(calm.page, lambda: len(beats(wires[1])) - begun[1] >= ENOUGH, True)
    sent = [len(beats(wire)) - before for wire, before in zip(wires, begun, strict=True)]
    return sent[0] - sent[1]


def test_a_page_that_is_tapped_sends_as_often_and_as_much_as_one_that_is_not(
    room: RoomInBrowser,
) -> None:
    busy, calm = room.phones
    wires = [watched(phone) for phone in (busy, calm)]
    # A busy machine may cost a page some slots once; what taps cost would show each time.
    sent = sorted(taps_meanwhile(busy, calm, wires) for _ in range(3))
    assert abs(sent[1]) <= 1, sent
    assert [{*asked(wire)} for wire in wires] == [{"beat"}, {"beat"}]
    assert {len(text.encode()) for wire in wires for text in beats(wire)} == {UP_STEP_BYTES}
    assert any("been_there" in text for text in beats(wires[0]))
    assert not any("been_there" in text for text in beats(wires[1]))


def test_a_page_that_nobody_sees_says_nothing_until_it_is_seen(room: RoomInBrowser) -> None:
    hidden, seen = room.phones
    wires = [watched(phone) for phone in (hidden, seen)]
    hidden.page.evaluate(HIDES)
    silent, before = len(beats(wires[0])), len(beats(wires[1]))
    hidden.presses("Been there")
    comes_to(seen.page, lambda: len(beats(wires[1])) > before + ENOUGH, True)
    # One may have been on its way.
    assert len(beats(wires[0])) <= silent + 1
    hidden.page.evaluate("() => { delete document.visibilityState; }")
    comes_to(hidden.page, lambda: any("been_there" in text for text in beats(wires[0])), True)


def test_who_has_stepped_out_sees_what_the_others_see(room: RoomInBrowser) -> None:
    away, there = room.phones
    away.presses("Step out")
    away.shows("Take your time.", "You can step out of this workshop at any time.")
    away.presses("Step out")
    away.hides("Take your time.")
    comes_to(away.page, lambda: text_of(away), text_of(there))
    away.presses("Step out")
    away.shows("You have stepped out.", "Come back")
    away.presses("Come back")
    comes_to(away.page, lambda: text_of(away), text_of(there))


def text_of(phone: Window) -> str:
    """Returns all that a phone shows, but for its clock."""
    return re.sub(r"\d+:\d\d", "", phone.page.locator(".frame").inner_text())
