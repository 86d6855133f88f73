"""A reveal without a card: every screen says the same, be it that nobody wrote or that few did."""

import pytest

from tests.support.browser import Stage
from tests.support.room_in_browser import RoomInBrowser, writes

TITLE = "No card is shown this time."
WHY = (
    "Cards are shown only if enough of us wrote. "
    "If you sent one, your phone says what became of it."
)
TELLS = ("appear in a moment", "The wall with", "All have been shown", "Fewer than")


@pytest.mark.long
@pytest.mark.parametrize("wrote", [0, 1])
def test_all_screens_say_one_thing_and_not_whether_anyone_wrote(stage: Stage, wrote: int) -> None:
    room = RoomInBrowser(stage, phones=3)
    room.skips_to("Write")
    for phone in room.phones[:wrote]:
        writes(phone, "It broke.")
    for phone in room.phones[wrote:]:
        phone.presses("Nothing to add")
        phone.shows("You have taken part")
    room.ends_writing("Reveal")
    for window in (room.desk, room.projector, *room.phones):
        window.shows(TITLE, WHY)
        window.hides(*TELLS)
    room.desk.shows("Say that no card is shown, and why.")
    assert stage.complaints == []
