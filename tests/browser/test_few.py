"""Fewer than five wrote: every phone is told, and a card can be withdrawn before it is read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support.browser import Stage, Window, on_stage
from tests.support.lasting import own_server
from tests.support.room_in_browser import RoomInBrowser, own, writes
from workshop.rules.limits import WITHDRAW_S

FEW = "With so few of us, guessing is easy."


def over(phone: Window) -> None:
    """Waits until the last call is over, which no desk shortens."""
    expect(phone.page.get_by_text("Few of us wrote.").first).to_be_visible(timeout=60_000)


@pytest.fixture
def stage(browser: Browser, tmp_path: Path) -> Iterator[Stage]:
    server = own_server(tmp_path / "data", WORKSHOP_WITHDRAW_SECONDS=str(WITHDRAW_S))
    with on_stage(browser, server.start()) as made:
        yield made


@pytest.mark.long
def test_a_card_is_withdrawn_in_time_and_the_desk_goes_on_by_itself(stage: Stage) -> None:
    room = RoomInBrowser(stage, phones=4)
    room.skips_to("Write")
    for i, phone in enumerate(room.phones):
        phone.shows(FEW)
        writes(phone, f"It broke, {i}.")
    room.calls_for_the_last("Look through")
    over(room.phones[0])
    for phone in room.phones:
        phone.shows(FEW, "Few of us wrote.", "open “What you sent” below")
        phone.hides("It broke")
    room.projector.shows(FEW)
    room.desk.shows("Few people wrote. Every phone can withdraw its cards.", "Wait")
    first = room.phones[0]
    with own(first):
        first.hides("Change")
        first.holds("Withdraw for good: It broke, 0.")
        first.shows("You sent nothing.")
    room.arrives_at("Look through")
    room.desk.shows("3 cards waiting.")
    assert stage.complaints == []


@pytest.mark.long
def test_while_a_card_can_be_withdrawn_no_phone_says_that_the_time_is_up(
    browser: Browser, tmp_path: Path
) -> None:
    server = own_server(tmp_path / "data", WORKSHOP_WITHDRAW_SECONDS="6")
    with on_stage(browser, server.start()) as stage:
        room = RoomInBrowser(stage, phones=3)
        room.skips_to("Write")
        for i, phone in enumerate(room.phones):
            writes(phone, f"It broke, {i}.")
        room.calls_for_the_last("Look through")
        first = room.phones[0]
        over(first)
        room.desk.page.close()  # it would go on
        first.shows("ends in a moment", "You can still withdraw a card")
        first.hides("time is up")
        with own(first):
            first.holds("Withdraw for good: It broke, 0.")
            first.shows("You sent nothing.")
        assert stage.complaints == []
