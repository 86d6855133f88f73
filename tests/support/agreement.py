"""Agreement after any fault: views, the phones' own memory, and the database say the same."""

import time
from typing import Any

from tests.support.lasting import House
from tests.support.phones import Crowd
from tests.support.steady import Desk
from tests.support.stored import Stored, check_integrity, stored, without_surroundings


def everything_agrees(home: House, leader: Desk, crowd: Crowd) -> None:
    """Nothing that was acked is lost, nothing is there twice, every view is equal. Ends the
    server."""
    shown = shown_to_all(crowd, leader)
    home.server.kill()
    check_integrity(home.server.data)
    with stored(home.server.data, home.workshop) as kept:
        assert kept.cards() == crowd.expected_cards()
        counted, expected = kept.tallies(), crowd.expected_tallies()
        assert {item: counted.get(item, 0) for item in expected} == dict(expected)
        views_agree(kept, shown, leader)


def shown_to_all(crowd: Crowd, leader: Desk) -> dict[str, Any]:
    """Returns the entries of every phone, once they are those of a phone that comes just now."""
    began = time.monotonic()
    # What was acknowledged may not be shown yet; what comes behind it is shown with it.
    for on in (True, False):
        leader.presses("cover", on=on)
    turn = leader.now["turn"]
    crowd.shows(lambda phone: phone.now["turn"] == turn)
    fresh = crowd.phones[0].fresh()
    crowd.shows(lambda phone: phone.entries == fresh)
    at_desk = leader.fresh()
    leader.until(lambda: leader.entries == at_desk)
    print(f"equal views after {time.monotonic() - began:.2f} s")
    return fresh


def views_agree(kept: Stored, shown: dict[str, Any], leader: Desk) -> None:
    """The views are what the database says."""
    for name, one in (("participant", shown), ("desk", leader.entries)):
        there, stored_ = without_surroundings(one), kept.view(name)
        assert [path for path in {*there, *stored_} if there.get(path) != stored_.get(path)] == []
