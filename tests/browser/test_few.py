"""Fewer than five took part: every phone is told, and a card can be withdrawn before it is read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support.browser import Stage, on_stage
from tests.support.lasting import own_server
from tests.support.room_in_browser import RoomInBrowser, own, writes
from workshop.rules.limits import WITHDRAW

FEW = "With so few of us, guessing is easy."


@pytest.fixture
def stage(browser: Browser, tmp_path: Path) -> Iterator[Stage]:
    server = own_server(tmp_path / "data", WORKSHOP_WITHDRAW_SECONDS=str(WITHDRAW))
    with on_stage(browser, server.start()) as made:
        yield made


@pytest.mark.long
def test_a_card_is_withdrawn_in_time_and_the_desk_goes_on_by_itself(stage: Stage) -> None:
    room = RoomInBrowser(stage, phones=3)
    room.skips_to("Write")
    for i, phone in enumerate(room.phones):
        phone.shows(FEW)
        writes(phone, f"It broke, {i}.")
    room.calls_for_the_last("Look through")
    room.press()
    for phone in room.phones:
        phone.shows(FEW, "Fewer than five of us took part.", "open “What you sent” below")
        phone.hides("It broke")
    room.projector.shows(FEW)
    room.desk.shows("Fewer than five took part. Every phone can withdraw its cards.", "Wait")
    first = room.phones[0]
    with own(first):
        first.hides("Change")
        first.holds("Withdraw for good: It broke, 0.")
        first.shows("You sent nothing.")
    room.arrives_at("Look through")
    room.desk.shows("2 cards waiting.")
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
        room.press()
        first = room.phones[0]
        first.shows("Fewer than five of us took part.")
        room.desk.page.close()  # it would go on
        first.shows("ends in a moment", "You can still withdraw a card")
        first.hides("time is up")
        with own(first):
            first.holds("Withdraw for good: It broke, 0.")
            first.shows("You sent nothing.")
        assert stage.complaints == []
