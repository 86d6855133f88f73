"""A real page on bad Wi-Fi, asleep, reloaded while it sends: one card each, and drafts are kept."""

import os
import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import PATIENCE, Stage, Window, comes_to
from tests.support.room_in_browser import RoomInBrowser, has_of_its_own, own

DRAFT = "A draft that was not sent yet"
FIGURES = re.compile(r"(\d+):(\d\d)")


def test_a_page_offline_reloaded_asleep_and_restarted_sends_each_card_once(stage: Stage) -> None:
    room = RoomInBrowser(stage, phones=4, template="30")
    room.skips_to("Write")
    offline_and_online_again(stage, room.phones[0])
    reloaded_while_sending(stage, room.phones[1])
    frozen(room.phones[2])
    restarted(stage, room, room.phones[3])
    room.ends_writing("Look through")
    room.goes_on_by_holding("Reveal")
    for text in ("Sent offline", "Sent while reloading", DRAFT, "Sent to nobody"):
        room.projector.shows(text)
        expect(room.projector.page.get_by_text(text, exact=True)).to_have_count(1)
    assert stage.complaints == []


@pytest.mark.long
def test_an_idle_page_notices_that_its_line_is_dead(stage: Stage) -> None:
    room = RoomInBrowser(stage, phones=1, template="30")
    with standing_still(stage):
        notices(room.phones[0], "No connection right now")
    room.phones[0].shows("Connected.")


@pytest.mark.long
def test_a_phone_whose_clock_is_hours_off_and_jumps_shows_the_time_that_is_left(
    stage: Stage,
) -> None:
    room = RoomInBrowser(stage, phones=1, template="30")
    room.skips_to("Write")
    phone, desk = room.phones[0].page, room.desk.page
    for hours in (-7, 5):
        jumped = datetime.now() + timedelta(hours=hours)
        phone.clock.set_system_time(jumped)
        assert abs(phone.evaluate("Date.now()") / 1000 - jumped.timestamp()) < 60
        same_time(desk, phone)
        phone.reload()
        same_time(desk, phone)


def same_time(desk: Page, phone: Page) -> None:
    """Both read "3:42" or so, right to a second; the desk is looked at before and after.

    That is so once the phone has asked what time it is, which on a busy machine may take a moment.
    """
    clocks = [page.locator("stage-clock").first for page in (desk, phone, desk)]
    for clock in clocks:
        expect(clock).to_contain_text(FIGURES, timeout=PATIENCE)

    def agree() -> bool:
        before, left, after = (seconds_in(clock.inner_text()) for clock in clocks)
        return after - 1 <= left <= before + 1

    comes_to(phone, agree, True)


def seconds_in(words: str) -> int:
    found = FIGURES.search(words)
    assert found, words
    return 60 * int(found[1]) + int(found[2])


def offline_and_online_again(stage: Stage, phone: Window) -> None:
    """Cards that were sent offline wait on the phone."""
    phone.page.context.set_offline(True)
    type_card(phone, "Sent offline")
    phone.presses("Send this card")
    has_of_its_own(phone, "1 item is still on its way.")
    phone.page.context.set_offline(False)
    arrives(phone, "Sent offline")


def reloaded_while_sending(stage: Stage, phone: Window) -> None:
    """The server stands still with the card in hand; the page is loaded anew meanwhile."""
    type_card(phone, "Sent while reloading")
    with standing_still(stage):
        phone.presses("Send this card")
        has_of_its_own(phone, "1 item is still on its way.")
        with phone.page.expect_request(phone.page.url):
            phone.page.evaluate("setTimeout(() => location.reload())")
    arrives(phone, "Sent while reloading")


@contextmanager
def standing_still(stage: Stage) -> Iterator[None]:
    """Nothing is answered, and nothing says that the line is dead."""
    os.kill(stage.server.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(stage.server.pid, signal.SIGCONT)


def notices(phone: Window, words: str) -> None:
    began = time.monotonic()
    expect(phone.page.get_by_text(words).first).to_be_visible(timeout=PATIENCE)
    print(f"noticed after {time.monotonic() - began:.1f} s")


def frozen(phone: Window) -> None:
    """The phone's browser freezes the page, as it does in a pocket."""
    type_card(phone, DRAFT)
    session = phone.page.context.new_cdp_session(phone.page)
    session.send("Page.setWebLifecycleState", {"state": "frozen"})
    phone.page.wait_for_timeout(2_000)
    session.send("Page.setWebLifecycleState", {"state": "active"})
    phone.shows("Connected.")
    expect(first_field(phone)).to_have_value(DRAFT)
    phone.presses("Send this card")
    arrives(phone, DRAFT)


def restarted(stage: Stage, room: RoomInBrowser, phone: Window) -> None:
    """A card goes out while there is no server, and a draft outlives it."""
    stage.server.kill()
    type_card(phone, "Sent to nobody")
    phone.presses("Send this card")
    has_of_its_own(phone, "1 item is still on its way.")
    stage.server.start()
    arrives(phone, "Sent to nobody")
    for each in room.phones:
        each.shows("Connected.")


def arrives(phone: Window, text: str) -> None:
    with own(phone):
        phone.shows("Your card has arrived.", text)
        expect(phone.page.get_by_text(text, exact=True)).to_have_count(1, timeout=PATIENCE)


def type_card(phone: Window, text: str) -> None:
    first_field(phone).fill(text)


def first_field(phone: Window):  # type: ignore[no-untyped-def]
    return phone.page.get_by_role("textbox").locator("visible=true").first
