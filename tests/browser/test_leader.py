"""Who leads reads beforehand what the leader wrote, so that nobody is surprised."""

import pytest
from playwright.sync_api import expect

from tests.support.browser import PHONE, Stage
from tests.support.room_in_browser import RoomInBrowser

STORY = "I cut the test week to win a customer. We shipped on Friday."


@pytest.mark.long
def test_the_desk_has_what_the_leader_wrote_folded_up_until_it_is_opened(stage: Stage) -> None:
    room = RoomInBrowser(stage, phones=1, leader_name="Ines")
    leader = stage.window(PHONE, touch=True)
    leader.page.goto(room.desk.page.get_by_label("Link for the leader’s story").input_value())
    leader.types("What happened, and what you would tell a colleague", STORY)
    leader.presses("Save")
    leader.shows("Saved. You can change it until your stage comes.")
    told = room.desk.page.get_by_text(STORY)
    room.desk.shows("Ines has written a story: read it")
    expect(told).to_be_hidden()
    room.desk.page.get_by_text("Ines has written a story: read it").click()
    expect(told).to_be_visible()
    for window in (room.projector, *room.phones):
        expect(window.page.get_by_text(STORY)).to_have_count(0)
