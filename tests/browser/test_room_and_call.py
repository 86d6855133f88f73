"""Some in a room and others in a call: the room keeps what it has, and the call is added."""

import pytest

from tests.support.browser import Stage
from tests.support.crowd import Crowd
from tests.support.room_in_browser import RoomInBrowser


def test_both_keeps_paper_code_and_wifi_and_adds_the_call(visit: Stage) -> None:
    room = RoomInBrowser(visit, phones=1, place="both", wifi="Atrium guest")
    room.desk.unfolds("More checks")
    room.desk.unfolds("join link")
    room.desk.shows("Paper cards and pens are ready.", "Atrium guest")
    room.desk.shows(
        "The join link is in the invitation or the chat.",
        "In the call you share the window",
        "Breakout rooms are ready",
        "People in the call can hear the room",
    )
    room.projector.shows("Atrium guest", "No phone? Take a paper card.")
    crowd = Crowd(room.stage, room.desk, 4)
    room.skips_to("Talk")
    room.desk.shows("Open breakout rooms for pairs", "Bring everyone back to the call")
    room.projector.shows("In the call: breakout rooms", "Twos or threes")
    room.phones[0].shows("Twos or threes", "In the call: In pairs in a breakout room.")
    crowd.leave()


@pytest.mark.long
def test_four_or_fewer_need_no_breakout_rooms(visit: Stage) -> None:
    room = RoomInBrowser(visit, phones=1, place="both")
    room.skips_to("Talk")
    room.shows("All together", "Everyone in one group.")
    for window in (room.desk, room.projector, *room.phones):
        window.hides("breakout room")


@pytest.mark.long
def test_a_room_alone_hears_of_no_call(visit: Stage) -> None:
    room = RoomInBrowser(visit, phones=1)
    room.desk.unfolds("More checks")
    room.desk.shows("Paper cards and pens are ready.")
    room.desk.hides("In the call you share the window", "People in the call")
    room.skips_to("Talk")
    room.desk.hides("Open breakout rooms for pairs")
    room.phones[0].hides("In the call")
